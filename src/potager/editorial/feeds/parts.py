"""What a feed holds, in whatever format it is written. All addresses are whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

FORMS = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True)
class Person:
    """Somebody who signs, as they wish to be named."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class File:
    """A picture or a sound that goes with an entry. `type` is its media type, `size` in bytes."""

    url: str
    type: str
    size: int


@dataclass(frozen=True)
class Entry:
    """One thing that can be read: whole in `html`, in a few words in `summary`.

    `updated` is when it was corrected last; `comments` is where it is talked about, "" if nowhere.
    """

    identifier: UUID
    title: str
    url: str
    html: str
    published: datetime
    updated: datetime
    summary: str = ""
    language: str = ""
    authors: tuple[Person, ...] = ()
    categories: tuple[str, ...] = ()
    image: str = ""
    files: tuple[File, ...] = ()
    comments: str = ""


@dataclass(frozen=True)
class Feed:
    """Entries, the newest first, under a name. `addresses` are those of the feed itself, by format.

    `places` are those whose acts make it untrue. `hub` is the WebSub hub that knows of news at once, "" for none;
    `by` is who publishes.
    """

    identifier: UUID
    title: str
    page: str
    language: str
    by: Person
    updated: datetime
    entries: tuple[Entry, ...]
    about: str = ""
    hub: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)
    places: tuple[str, ...] = ()
