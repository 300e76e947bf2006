"""What a calendar of others holds: fetched or out of a file, read by another process within limits, told in words."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.gatherings.models import Calendar
from potager.lib import fetching
from potager.lib.fetching import AddressRefused, Ask, Fetched, NotFetched

log = structlog.get_logger(__name__)

MOST_BYTES = 3_000_000
SECONDS, MEMORY = 40, 700_000_000
BEHIND, AHEAD = timedelta(days=366), timedelta(days=550)
READER = "potager.gatherings.importing.reader"


class NotTaken(Exception):
    """There is nothing to take in; the argument is the code of the reason (see `failure_in_words`)."""


@dataclass(frozen=True)
class Taken:
    """What was read: `dates` as the reader writes them, `notes` as [code, number or name]."""

    name: str = ""
    dates: list[dict[str, Any]] = field(default_factory=list)
    notes: list[list[Any]] = field(default_factory=list)
    events: int = 0


@dataclass(frozen=True)
class Came:
    """What an address answered; no `data` where nothing has changed."""

    data: bytes | None
    etag: str = ""
    modified: str = ""


def read(data: bytes, *, now: datetime) -> Taken:
    """The dates of a calendar from a year ago to a year and a half ahead; raises NotTaken."""
    if len(data) > MOST_BYTES:
        raise NotTaken("too_large")
    order = {"since": (now - BEHIND).isoformat(), "until": (now + AHEAD).isoformat()}
    limits = {"zone": settings.TIME_ZONE, "seconds": SECONDS, "memory": MEMORY}
    try:
        done = subprocess.run(  # noqa: S603 (our own module, no shell, no argument from outside)
            [sys.executable, "-m", READER],
            input=json.dumps(order | limits).encode() + b"\n" + data,
            capture_output=True,
            timeout=SECONDS + 5,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MALLOC_ARENA_MAX": "2"},
            check=False,
        )
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        log.info("a calendar was refused", error=type(error).__name__)
        raise NotTaken("too_hard") from None
    if "failure" in found:
        raise NotTaken(found["failure"])
    return Taken(**found)


def fetch(calendar: Calendar) -> Came:
    """What the calendar's address answers now, asked as one who knows what it answered last; raises NotTaken."""
    known = {"If-None-Match": calendar.etag, "If-Modified-Since": calendar.modified}
    headers = {
        "Accept": "text/calendar, */*;q=0.5",
        **{name: value for name, value in known.items() if value},
    }
    try:
        came = fetching.fetch(
            http_address(calendar.address), Ask(headers=headers, seconds=30, most_bytes=MOST_BYTES)
        )
    except AddressRefused:
        raise NotTaken("refused") from None
    except fetching.TooMuch:
        raise NotTaken("too_large") from None
    except fetching.TooSlow:
        raise NotTaken("too_slow") from None
    except NotFetched:
        raise NotTaken("no_answer") from None
    return _came(came)


def _came(came: Fetched) -> Came:
    if came.status == 304:
        return Came(None)
    if came.status in {401, 403, 404, 410}:
        raise NotTaken("gone")
    if came.status != 200:
        raise NotTaken("no_answer")
    tags = [came.headers.get(name, "") for name in ("etag", "last-modified")]
    etag, modified = (tag if tag.isascii() and tag.isprintable() else "" for tag in tags)
    return Came(came.data, etag[:300] if len(etag) <= 300 else "", modified if len(modified) <= 100 else "")


def http_address(address: str) -> str:
    """webcal: is another word for https:."""
    scheme, mark, rest = address.partition("://")
    return f"https://{rest}" if mark and scheme.lower() in {"webcal", "webcals"} else address


def failure_in_words(code: str) -> str:
    """Why nothing came, and what can be done; "" for no failure."""
    words = {
        "too_large": _("It is larger than 3 MB. Ask for a calendar of this year only, or of one theme."),
        "too_many": _(
            "It holds more than 10,000 events. Ask for a calendar of this year only, or of one theme."
        ),
        "too_hard": _(
            "It takes too long to be read. Save it anew with a calendar program, and try that file."
        ),
        "no_calendar": _("This is not a calendar in the iCalendar format (.ics)."),
        "refused": _("This address is none that can be asked: it must be a public one, with http or https."),
        "too_slow": _("Its server takes too long to answer."),
        "no_answer": _("Its server does not answer as it should."),
        "gone": _("Its server says that there is no such calendar, or that it is not public."),
    }
    return words.get(code, _("It could not be read.")) if code else ""


def note_in_words(code: str, what: Any) -> str:
    """What was left out or guessed."""
    number = what if isinstance(what, int) else 0
    named = {
        "zone": _("Nobody knows the time zone “%(name)s”: its hours are taken as they stand."),
        "often": _("“%(name)s” repeats very often: only its first dates are taken."),
    }
    if code in named:
        return named[code] % {"name": what}
    counted = {
        "broken": ngettext(
            "%(counter)s event is broken and left out.", "%(counter)s events are broken and left out.", number
        ),
        "endless": ngettext(
            "%(counter)s event repeats without a sensible end and is left out.",
            "%(counter)s events repeat without a sensible end and are left out.",
            number,
        ),
        "late": ngettext(
            "%(counter)s event is left out, because reading took too long.",
            "%(counter)s events are left out, because reading took too long.",
            number,
        ),
        "cut": _("Only the first %(counter)s dates are taken."),
    }
    return counted.get(code, "") % {"counter": number} if code in counted else ""


def notes_in_words(notes: Sequence[Sequence[Any]]) -> list[str]:
    """The same of all notes."""
    return [words for code, what in notes if (words := note_in_words(code, what))]
