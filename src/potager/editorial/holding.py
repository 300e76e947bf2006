"""Files that an article holds: how much may come, and the refusals that say so."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal
from potager.lib.sounds import is_sound

MILLION = 1_000_000
MOST_PICTURE_BYTES = 20_000_000
MOST_SOUND_BYTES, MOST_SOUND_SECONDS = 60_000_000, 30 * 60
SOUND_TIME = 110.0  # seconds of the worker's, which lends a job two minutes
MOST_FILM_BYTES, MOST_FILM_SECONDS = 300_000_000, 45 * 60
MOST_PART_BYTES = 8_000_000  # of what one request carries
MOST_PICTURES, MOST_MEDIA = 300, 40  # of an article
MOST_WAITING = 60  # of a person, not read yet
MOST_KEPT = 3_000_000_000  # bytes of sound and film of a person
MOST_WORDS = 40_000  # of a transcript
HEAD = 4096  # bytes that tell what a file is


class NoFile(Refusal):
    """Nothing came."""

    status = 422
    message = _("Choose a file first: a picture, a recording or a film.")


class DrawingWithScripts(Refusal):
    """An SVG."""

    status = 422
    message = _(
        "An SVG drawing can hold programs, so it is not taken in. Save it as PNG or WebP: it looks the same here."
    )


class FileTooHeavy(Refusal):
    """More bytes than are taken of its kind."""

    status = 413

    def __init__(self, most_bytes: int) -> None:
        words = _("This file is too heavy: %(most)s MB at most. A smaller copy of it will do.")
        super().__init__(words % {"most": most_bytes // MILLION})


class SoundTooLong(Refusal):
    """More minutes or bytes than are taken."""

    status = 413
    message = _("This recording is too long: 30 minutes and 60 MB at most. Cut it in two.")


class TooManyHeld(Refusal):
    """More than an article can show."""

    message = _("This article holds as many of them as it can. Take some away first.")


class TooManyUnread(Refusal):
    """More than the worker has read."""

    status = 429
    message = _("Many files of yours are being read already. Add the others in a few minutes.")


class NoRoomLeft(Refusal):
    """A person's share of the disk is used."""

    message = _("Your recordings and films take all the room they can have here. Take some away first.")


class PartsOutOfOrder(Refusal):
    """A part that does not follow the one before."""

    message = _("This file did not arrive whole. Please add it again.")


class LinkUnknown(Refusal):
    """An address of nobody in the table of providers."""

    status = 422
    message = _(
        "This address is not one that can be shown inside an article. As a link in the text it works everywhere."
    )


class Unready(Refusal):
    """What an article shows is not ready for its readers; `what` says which, and why."""

    def __init__(self, what: list[Any]) -> None:
        self.what = what
        super().__init__(" ".join(str(line) for line in what))


def is_drawing(head: bytes) -> bool:
    """Whether a file begins as an SVG does."""
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) or b"<svg" in start


def is_medium(head: bytes) -> bool:
    """Whether a file begins as a recording or a film does."""
    return is_sound(head)


def refuse_bytes(head: bytes, total: int) -> None:
    """Raise FileTooHeavy, DrawingWithScripts or NoFile before the rest of a file is waited for."""
    if not head or total <= 0:
        raise NoFile
    if is_drawing(head):
        raise DrawingWithScripts
    most = MOST_FILM_BYTES if is_medium(head) else MOST_PICTURE_BYTES
    if total > most:
        raise FileTooHeavy(most)
