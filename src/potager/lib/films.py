"""Films that people send: looked through and packed anew without metadata, in a process short of time and memory.

What browsers play is taken: MP4 with H.264 and AAC, WebM with VP8, VP9 or AV1 and Opus or Vorbis. Nothing is encoded
again, so a film of some hundred megabytes takes seconds. Neither its name nor its declared type is asked.
"""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import structlog
from django.utils.translation import gettext_lazy as _

from potager.lib import film
from potager.lib.refusals import Refusal

log = structlog.get_logger(__name__)

CHILD = Path(__file__).with_name("film.py")
MOST_BYTES, MOST_SECONDS = 300_000_000, 45 * 60
MEMORY, TIME = 1_500_000_000, 90.0  # bytes of address space; seconds of clock and of processor


class NoFilm(Refusal):
    """What came is no film that is taken."""

    status = 422
    message = _("This is not a film that can be taken in. MP4 and WebM are.")


class NoPictures(Refusal):
    """A film without pictures: it is a recording."""

    status = 422


class NotPlayed(Refusal):
    """Browsers would not play it."""

    status = 422
    message = _(
        "Many browsers do not play this film. Save it anew as MP4 (H.264 and AAC): "
        "telephones call that “most compatible”."
    )


class FilmTooLong(Refusal):
    """More bytes or more minutes than are taken."""

    status = 413
    message = _("This film is too long: 45 minutes and 300 MB at most. Cut it in two, or show it by link.")


class FilmDamaged(Refusal):
    """It could not be read to its end, or not in time."""

    status = 422
    message = _("This film is damaged or incomplete. Please try another copy of it.")


@dataclass(frozen=True)
class Film:
    """A film packed by us: how its file's name ends, how long it lasts, how large it is shown (upright)."""

    ending: str
    seconds: float
    width: int
    height: int


def packed_anew(source: Path, target: Path, *, most_seconds: int = MOST_SECONDS) -> Film:
    """The film written to `target`, without metadata.

    Raises NoFilm, NoPictures, NotPlayed, FilmTooLong, FilmDamaged; nothing stands at `target` then.
    """
    if source.stat().st_size > MOST_BYTES:
        raise FilmTooLong
    order = {
        "source": str(source),
        "target": str(target),
        "most_seconds": most_seconds,
        "memory": MEMORY,
        "seconds": ceil(TIME),
        "most_bytes": MOST_BYTES + MOST_BYTES // 20,
    }
    try:
        return _packed(order)
    except Refusal:
        target.unlink(missing_ok=True)
        raise


def _packed(order: dict[str, object]) -> Film:
    try:
        done = subprocess.run(  # noqa: S603 (our own file, no shell, no argument from outside)
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(order).encode() + b"\n",
            capture_output=True,
            timeout=TIME,
            env={"MALLOC_ARENA_MAX": "2"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FilmDamaged from None
    if done.returncode:
        raise _refusal(done.returncode, done.stderr)
    return Film(**json.loads(done.stdout))


def _refusal(code: int, words: bytes) -> Refusal:
    known = {
        film.NO_FILM: NoFilm,
        film.TOO_LONG: FilmTooLong,
        film.NOT_PLAYED: NotPlayed,
        film.NO_PICTURES: NoPictures,
    }
    if code == -signal.SIGXFSZ:
        return FilmTooLong()
    if code not in known:
        log.info("a film was refused", code=code, words=words[-500:].decode(errors="replace"))
    return known.get(code, FilmDamaged)()
