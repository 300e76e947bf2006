"""Recordings that people send: decoded and written anew as MP3, in a process short of time and memory.

As with pictures, nothing of the file that came is kept, and neither its name nor its declared type is asked.
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

from potager.lib import sound
from potager.lib.refusals import Refusal

log = structlog.get_logger(__name__)

CHILD = Path(__file__).with_name("sound.py")
MOST_BYTES = 12_000_000
MOST_SECONDS = 600
MEMORY, TIME = 1_500_000_000, 60.0  # bytes of address space; seconds of clock and of processor
STARVED = (sound.STARVED, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV)


class NoSound(Refusal):
    """What came is no recording that is taken."""

    status = 422
    message = _("This is not a recording that can be taken in. MP3, M4A, Ogg, FLAC, WAV and WebM are.")


class SoundTooLong(Refusal):
    """More bytes or more minutes than are taken."""

    status = 413
    message = _("This recording is too long: ten minutes and 12 MB at most.")


class SoundDamaged(Refusal):
    """The decoder gave up, or took too long."""

    status = 422
    message = _("This recording is damaged or incomplete. Please try another copy of it.")


@dataclass(frozen=True)
class Sound:
    """A recording of our own making, as MP3."""

    data: bytes
    seconds: float


def is_sound(data: bytes) -> bool:
    """Whether the first bytes are those of a recording."""
    return bool(sound.container_of(data))


def reencoded(
    data: bytes, *, most_seconds: int = MOST_SECONDS, most_bytes: int = MOST_BYTES, time: float = TIME
) -> Sound:
    """The recording written anew as MP3, without metadata, in `time` seconds at most.

    Raises NoSound, SoundTooLong, SoundDamaged.
    """
    if len(data) > most_bytes:
        raise SoundTooLong
    order = {"most_seconds": most_seconds, "memory": MEMORY, "seconds": ceil(time)}
    try:
        done = subprocess.run(  # noqa: S603 (our own file, no shell, no argument from outside)
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(order).encode() + b"\n" + data,
            capture_output=True,
            timeout=time,
            env={"MALLOC_ARENA_MAX": "2"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SoundDamaged from None
    if done.returncode:
        raise _refusal(done.returncode, done.stderr)
    told, _line, made = done.stdout.partition(b"\n")
    return Sound(made, json.loads(told)["seconds"])


def _refusal(code: int, words: bytes) -> Refusal:
    if code == sound.NO_SOUND:
        return NoSound()
    if code == sound.TOO_LONG:
        return SoundTooLong()
    log.info(
        "a recording was refused",
        code=code,
        starved=code in STARVED,
        words=words[-500:].decode(errors="replace"),
    )
    return SoundDamaged()
