"""Recordings: written anew as MP3, whatever they were; what is none, what lies and what is endless is refused."""

import io
import time
from array import array
from math import pi, sin

import av
import pytest

from potager.lib import sounds
from potager.lib.sounds import NoSound, SoundDamaged, SoundTooLong, is_sound, reencoded


def recording(form: str = "wav", codec: str = "pcm_s16le", seconds: float = 1.0, **metadata: str) -> bytes:
    """A tone, as a telephone would send it."""
    out, rate = io.BytesIO(), 48_000
    with av.open(out, "w", format=form) as target:
        target.metadata.update(metadata)
        track = target.add_stream(codec, rate=rate, layout="mono")
        resampler = av.AudioResampler(
            format=track.format, layout="mono", rate=rate, frame_size=track.frame_size
        )
        samples = array("h", (int(9000 * sin(2 * pi * 440 * at / rate)) for at in range(int(rate * seconds))))
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(samples))
        frame.sample_rate = rate
        frame.planes[0].update(samples.tobytes())
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            target.mux(track.encode(piece))
        target.mux(track.encode(None))
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "codec"),
    [("wav", "pcm_s16le"), ("mp3", "libmp3lame"), ("flac", "flac"), ("ogg", "libopus"), ("ipod", "aac"),
     ("webm", "libopus")],
)  # fmt: skip
def test_whatever_telephones_send_becomes_an_mp3_without_its_tale(form: str, codec: str) -> None:
    data = recording(form, codec, title="in the kitchen of Ada")
    assert is_sound(data)
    made = reencoded(data)
    assert made.seconds == pytest.approx(1.0, abs=0.15)
    with av.open(io.BytesIO(made.data), format="mp3") as again:
        assert again.streams.audio[0].codec_context.name.startswith("mp3")
        assert not again.metadata
    assert b"kitchen" not in made.data


@pytest.mark.parametrize(
    "data",
    [b"", b"x",
     b"#EXTM3U\nfile:///etc/passwd", b"ffconcat version 1.0\nfile /etc/passwd", b"<svg/>", b"\x89PNG\r\n\x1a\n",
     b"\x00\x00\x00\x20ftypavif" + bytes(40)],
)  # fmt: skip
def test_what_is_no_recording_is_refused(data: bytes) -> None:
    assert not is_sound(data)
    with pytest.raises(NoSound):
        reencoded(data)


@pytest.mark.parametrize(
    "first",
    [b"OggS", b"fLaC", b"ID3", b"\x1aE\xdf\xa3", b"RIFF\x10\x00\x00\x00WAVE", b"\x00\x00\x00\x20ftypM4A "],
)
def test_what_only_begins_as_one_is_refused(first: bytes) -> None:
    with pytest.raises((NoSound, SoundDamaged)):
        reencoded(first + bytes(range(256)) * 40)


def test_what_is_cut_off_is_taken_as_far_as_it_goes_or_refused() -> None:
    data = recording("mp3", "libmp3lame", seconds=2)
    assert reencoded(data[: len(data) // 2]).seconds < 1.5


def test_what_lasts_too_long_is_refused() -> None:
    with pytest.raises(SoundTooLong):
        reencoded(recording(seconds=3), most_seconds=2)
    with pytest.raises(SoundTooLong):
        reencoded(bytes(100), most_bytes=99)


def test_a_few_bytes_that_unpack_to_minutes_end_early() -> None:
    small = recording("flac", "flac", seconds=20)
    begun = time.monotonic()
    with pytest.raises(SoundTooLong):
        reencoded(small, most_seconds=1)
    assert time.monotonic() - begun < sounds.TIME
