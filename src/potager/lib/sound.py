"""A process of its own, started by sounds.py: a recording comes in as bytes, an MP3 goes out, within limits.

It is run as a plain file, so that it imports nothing but PyAV and the standard library. The demuxer is named by
what the first bytes are, so that no playlist and no script of a media library is ever opened; what is written is
made of samples alone.
"""

import io
import json
import resource
import sys
from itertools import chain
from typing import Any

NO_SOUND, TOO_LONG, DAMAGED, STARVED = 3, 4, 5, 6
RATE, BITS = 44_100, 128_000  # samples and bits a second
FIRST = ((b"OggS", "ogg"), (b"fLaC", "flac"), (b"ID3", "mp3"), (b"\x1aE\xdf\xa3", "matroska"))


class Refused(Exception):
    """The recording is not taken; the argument is the code with which the process ends."""


def limit(*, memory: int, seconds: int) -> None:
    """No more than `memory` bytes of address space and `seconds` of processor; no file may be written."""
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def container_of(data: bytes) -> str:
    """How a recording is packed, by its first bytes; "" for what is none."""
    for first, name in FIRST:
        if data.startswith(first):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp" and data[8:11] != b"avi":  # an AVIF is a picture
        return "mp4"
    is_frame = len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2  # MPEG audio, layer 3
    return "mp3" if is_frame else ""


def written_anew(data: bytes, *, most_seconds: int) -> tuple[bytes, float]:
    """The first sound of a recording as MP3, and how many seconds it lasts; raises Refused."""
    import av

    name = container_of(data)
    if not name:
        raise Refused(NO_SOUND)
    try:
        with av.open(io.BytesIO(data), format=name) as source:
            if not source.streams.audio:
                raise Refused(NO_SOUND)
            return _encoded(av, source, most_seconds)
    except av.error.FFmpegError:
        raise Refused(DAMAGED) from None


def _encoded(av: Any, source: Any, most_seconds: int) -> tuple[bytes, float]:
    sound = source.streams.audio[0]
    layout = "mono" if sound.codec_context.channels == 1 else "stereo"
    out, samples = io.BytesIO(), 0
    with av.open(out, "w", format="mp3", options={"id3v2_version": "0", "write_xing": "0"}) as target:
        track = target.add_stream("libmp3lame", rate=RATE, layout=layout)
        track.bit_rate = BITS
        resampler = av.AudioResampler(format="fltp", layout=layout, rate=RATE)
        for frame in chain(_frames(source, sound), [None]):
            for piece in resampler.resample(frame):
                samples += piece.samples
                if samples > most_seconds * RATE:
                    raise Refused(TOO_LONG)
                target.mux(track.encode(piece))
        target.mux(track.encode(None))
    if not samples:
        raise Refused(DAMAGED)
    return out.getvalue(), samples / RATE


def _frames(source: Any, sound: Any) -> Any:
    for frame in source.decode(sound):
        frame.pts = None
        yield frame


def main() -> None:
    """Read the order (a line of JSON) and the recording; write what came of it (a line of JSON) and the MP3."""
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    limit(memory=order["memory"], seconds=order["seconds"])
    try:
        made, seconds = written_anew(data, most_seconds=order["most_seconds"])
    except Refused as refused:
        sys.exit(refused.args[0])
    except MemoryError:
        sys.exit(STARVED)
    sys.stdout.buffer.write(json.dumps({"seconds": seconds}).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
