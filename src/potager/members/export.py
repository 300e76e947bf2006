"""All that is kept of a person, for that person: each app brings its part (in its exports.py), the worker packs them.

A part is a file. JSON is for programs, Markdown for people; a part holds what is the person's own, never what
others wrote or are called.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.text import slugify

from potager.members.models import Member

SAFE = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*){0,3}\.(json|md|webp|jpg|png|txt|opus|mp3)")


@dataclass(frozen=True)
class Part:
    """A file of the export. `path` is of small letters, digits and hyphens: name_of() makes such a name."""

    path: str
    content: str | bytes


Make = Callable[[Member], Iterable[Part]]
_parts: dict[str, Make] = {}


def register_export(name: str, make: Make) -> None:
    """Let an app bring its part: make(member) yields files. Called in its exports.py."""
    _parts[name] = make


def as_json(path: str, value: Any) -> Part:
    """A part that programs read: dictionaries, lists, dates, identifiers."""
    return Part(path, json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n")


def name_of(text: str, *, number: int) -> str:
    """A safe name for a file about something called `text`, told apart by a number."""
    return f"{number:03}-{slugify(text)[:50].strip('-')}".strip("-")


def parts_of(member: Member) -> Iterator[Part]:
    """Every part that every app has; raises ValueError on a path that could surprise who unpacks it."""
    for name in sorted(_parts):
        for part in _parts[name](member):
            if not SAFE.fullmatch(part.path):
                raise ValueError(part.path)
            yield part


def pack(member: Member, file: IO[bytes]) -> None:
    """Write the archive."""
    moment = timezone.now().timetuple()[:6]
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part in parts_of(member):
            data = part.content.encode() if isinstance(part.content, str) else part.content
            entry = ZipInfo(part.path, moment)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
