"""Pictures that people send: decoded and written anew, in a process of its own that is short of time and memory.

Nothing of the file that came is kept: not its metadata (where a photograph was taken), not its profile, not what
hides behind the picture. What a file is called and what a browser says it is are never asked.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from typing import Any, Literal

import structlog
from django.utils.translation import gettext_lazy as _

from potager.lib import picture
from potager.lib.refusals import Refusal

log = structlog.get_logger(__name__)

CHILD = Path(__file__).with_name("picture.py")
MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000
MILLION = 1_000_000

Format = Literal["webp", "jpeg", "png"]


class NoPicture(Refusal):
    """What came is not of a format that is taken; SVG is none, because it can hold scripts."""

    status = 422
    message = _("This is not a picture that can be taken in. JPEG, PNG, WebP, AVIF and GIF are.")


class PictureTooHeavy(Refusal):
    """More bytes than are taken."""

    status = 413

    def __init__(self, most_bytes: int) -> None:
        words = _("This picture is too heavy: %(most)s MB at most. A smaller copy of it will do.")
        super().__init__(words % {"most": most_bytes // MILLION})


class TooManyPixels(Refusal):
    """The header claims more pixels than are decoded."""

    status = 422

    def __init__(self, most_pixels: int) -> None:
        words = _("This picture is too large: %(most)s million pixels at most. A smaller copy of it will do.")
        super().__init__(words % {"most": most_pixels // MILLION})


class PictureDamaged(Refusal):
    """The decoder gave up."""

    status = 422
    message = _("This picture is damaged or incomplete. Please try another copy of it.")


class PictureTooHard(Refusal):
    """Time or memory ran out."""

    status = 422
    message = _("This picture takes too long to be read. Please save it anew, as JPEG or PNG, and try again.")


@dataclass(frozen=True)
class Limits:
    """What the process may use: seconds of clock and of processor, bytes of address space."""

    seconds: float = 20
    memory: int = 1_200_000_000


@dataclass(frozen=True)
class Size:
    """A box in pixels: the picture goes inside, never enlarged; or its middle fills it."""

    width: int
    height: int
    is_cropped: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of our own making."""

    data: bytes
    width: int
    height: int
    media_type: str


def reencoded(
    data: bytes,
    *,
    most_pixels: int = MOST_PIXELS,
    box: tuple[int, int],
    format: Format,
    most_bytes: int = MOST_BYTES,
) -> Picture:
    """The picture written anew inside `box` (pixels), upright, in sRGB, without metadata; raises a Refusal.

    NoPicture, PictureTooHeavy, TooManyPixels, PictureDamaged, PictureTooHard.
    """
    sizes = [Size(*box)]
    return in_sizes(data, sizes=sizes, most_pixels=most_pixels, format=format, most_bytes=most_bytes)[0]


def in_sizes(
    data: bytes,
    *,
    sizes: Sequence[Size],
    format: Format,
    most_pixels: int = MOST_PIXELS,
    most_bytes: int = MOST_BYTES,
    limits: Limits = Limits(),
) -> list[Picture]:
    """The picture in several sizes, decoded once; raises what `reencoded` raises."""
    if len(data) > most_bytes:
        raise PictureTooHeavy(most_bytes)
    order = {"sizes": [asdict(size) for size in sizes], "most_pixels": most_pixels, "format": format}
    done = _run(order, data, limits)
    if done.returncode:
        raise _refusal(done, most_pixels)
    told, _line, pictures = done.stdout.partition(b"\n")
    return _cut(json.loads(told), pictures, f"image/{format}")


def _run(order: dict[str, Any], data: bytes, limits: Limits) -> "subprocess.CompletedProcess[bytes]":
    order |= {"memory": limits.memory, "seconds": ceil(limits.seconds)}
    try:
        return subprocess.run(  # noqa: S603 (our own file, no shell, no argument from outside)
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(order).encode() + b"\n" + data,
            capture_output=True,
            timeout=limits.seconds,
            env={"MALLOC_ARENA_MAX": "2"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PictureTooHard from None


def _refusal(done: "subprocess.CompletedProcess[bytes]", most_pixels: int) -> Refusal:
    code, words = done.returncode, done.stderr.decode(errors="replace")[-500:]
    if code == picture.NO_PICTURE:
        return NoPicture()
    if code == picture.TOO_MANY_PIXELS:
        return TooManyPixels(most_pixels)
    log.info("a picture was refused", code=code, words=words)
    if code == picture.STARVED or code in (
        -signal.SIGXCPU,
        -signal.SIGKILL,
        -signal.SIGABRT,
        -signal.SIGSEGV,
    ):
        return PictureTooHard()
    return PictureDamaged()


def _cut(told: list[dict[str, int]], data: bytes, media_type: str) -> list[Picture]:
    pictures, start = [], 0
    for one in told:
        end = start + one["bytes"]
        pictures.append(Picture(data[start:end], one["width"], one["height"], media_type))
        start = end
    return pictures
