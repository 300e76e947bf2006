"""A process of its own, started by films.py: a film on the disk is looked through and packed anew, within limits.

It is run as a plain file, so that it imports nothing but PyAV and the standard library. The demuxer is named by what
the first bytes are, and reads from an open file: nothing that stands in a film makes it open another. Pictures and
sound go over as they are, where browsers play them; what else a camera wrote (place, device, time) does not.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

NO_FILM, TOO_LONG, DAMAGED, STARVED, NOT_PLAYED, NO_PICTURES = 3, 4, 5, 6, 7, 8
PLAYED = {
    "mp4": ({"h264"}, {"aac", "mp3"}),
    "webm": ({"vp8", "vp9", "av1"}, {"opus", "vorbis"}),
}
PLAIN = {"yuv420p", "yuvj420p"}  # how H.264 keeps colours where all browsers play it
LARGEST = 4096  # pixels of a side
LOOKED_AT = 3  # pictures that are decoded, to see that they can be
MOST_PACKETS = 2_000_000


class Refused(Exception):
    """The film is not taken; the argument is the code with which the process ends."""


def limit(*, memory: int, seconds: int, most_bytes: int) -> None:
    """No more than `memory` bytes of address space, `seconds` of processor, and a file of `most_bytes`."""
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, most_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def container_of(head: bytes) -> str:
    """How a film is packed, by its first bytes: "mp4", "matroska", or "" for what is none."""
    if head[4:8] == b"ftyp" and head[8:11] != b"avi":
        return "mp4"
    return "matroska" if head.startswith(b"\x1aE\xdf\xa3") else ""


def packed_anew(source: str, target: str, *, most_seconds: int) -> dict[str, Any]:
    """Write the film to the path `target`; returns its ending, seconds, width, height. Raises Refused."""
    import av

    with Path(source).open("rb") as file:
        name = container_of(file.read(16))
        file.seek(0)
        if not name:
            raise Refused(NO_FILM)
        try:
            with av.open(file, format=name) as came:
                return _packed(av, came, target, most_seconds)
        except av.error.FFmpegError as error:
            raise Refused(STARVED if error.errno == 27 else DAMAGED) from None  # EFBIG


def _packed(av: Any, came: Any, target: str, most_seconds: int) -> dict[str, Any]:
    if not came.streams.video:
        raise Refused(NO_PICTURES)
    pictures, sound = came.streams.video[0], next(iter(came.streams.audio), None)
    ending = _ending(pictures, sound)
    width, height = pictures.codec_context.width, pictures.codec_context.height
    if not 0 < width <= LARGEST or not 0 < height <= LARGEST:
        raise Refused(NOT_PLAYED)
    _look_at(came, pictures)
    options = {"fflags": "+bitexact", **({"movflags": "+faststart"} if ending == "mp4" else {})}
    came.seek(0)
    with av.open(target, "w", format=ending, options=options) as made:
        seconds = _copied(came, made, [one for one in (pictures, sound) if one], most_seconds)
    turned = _quarter_turns(came, pictures) % 2
    sides = (height, width) if turned else (width, height)
    return {"ending": ending, "seconds": seconds, "width": sides[0], "height": sides[1]}


def _ending(pictures: Any, sound: Any) -> str:
    """How it is packed, so that browsers play it; raises Refused."""
    seen = pictures.codec_context.codec.canonical_name
    heard = sound.codec_context.codec.canonical_name if sound else ""
    for ending, (pictures_played, sounds_played) in PLAYED.items():
        if seen in pictures_played and (not sound or heard in sounds_played):
            if ending == "mp4" and pictures.codec_context.pix_fmt not in PLAIN:
                break
            return ending
    raise Refused(NOT_PLAYED)


def _look_at(came: Any, pictures: Any) -> None:
    """Decode the first pictures: what cannot be decoded here plays nowhere."""
    seen = 0
    for _frame in came.decode(pictures):
        seen += 1
        if seen == LOOKED_AT:
            break
    if not seen:
        raise Refused(DAMAGED)


def _quarter_turns(came: Any, pictures: Any) -> int:
    came.seek(0)
    frame = next(came.decode(pictures), None)
    return round(getattr(frame, "rotation", 0) / 90) if frame else 0


def _copied(came: Any, made: Any, streams: list[Any], most_seconds: int) -> float:
    """Hand over what the streams hold, packet by packet; returns the seconds that it lasts."""
    latest, packets = 0.0, 0
    pairs = {one.index: made.add_stream_from_template(one) for one in streams}
    for one in (made, *pairs.values()):
        one.metadata.clear()
    for packet in came.demux(streams):
        if packet.dts is None:
            continue
        packets += 1
        if packet.pts is not None:
            latest = max(latest, float((packet.pts + (packet.duration or 0)) * packet.time_base))
        if latest > most_seconds or packets > MOST_PACKETS:
            raise Refused(TOO_LONG)
        packet.stream = pairs[packet.stream.index]
        made.mux(packet)
    if not packets:
        raise Refused(DAMAGED)
    return latest


def main() -> None:
    """Read the order, a line of JSON; write the film where it says, and what it measures (a line of JSON)."""
    order = json.loads(sys.stdin.buffer.readline())
    limit(memory=order["memory"], seconds=order["seconds"], most_bytes=order["most_bytes"])
    try:
        told = packed_anew(order["source"], order["target"], most_seconds=order["most_seconds"])
    except Refused as refused:
        sys.exit(refused.args[0])
    except MemoryError:
        sys.exit(STARVED)
    except Exception as error:  # demuxers and muxers raise what they like
        sys.stderr.write(repr(error)[:500])
        sys.exit(DAMAGED)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
