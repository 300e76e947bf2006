"""Small films for tests."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import av
import numpy as np


def a_film(
    *,
    box: str = "mp4",
    codec: str | None = "libx264",
    sound: str | None = "aac",
    seconds: int = 1,
    colours: str = "yuv420p",
    told: Mapping[str, str] | None = None,
) -> bytes:
    """A film of 64 by 48 pixels, ten pictures a second, with a second of silence; `told` is its metadata."""
    data = BytesIO()
    with av.open(data, "w", format=box) as made:
        made.metadata.update(told or {})
        seen: Any = made.add_stream(codec, rate=10, width=64, height=48, pix_fmt=colours) if codec else None
        heard: Any = made.add_stream(sound, rate=48_000, layout="mono") if sound else None
        for number in range(seconds * 10 if seen else 0):
            frame = av.VideoFrame.from_ndarray(
                np.full((48, 64, 3), number * 5 % 255, np.uint8), format="rgb24"
            )
            frame.pts = number
            made.mux(seen.encode(frame))
        if seen:
            made.mux(seen.encode(None))
        if heard:
            _silence(made, heard)
    return data.getvalue()


def _silence(made: Any, heard: Any) -> None:
    frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.float32), format="fltp", layout="mono")
    frame.sample_rate, frame.pts = 48_000, 0
    size = heard.codec_context.frame_size or 1024
    cut = av.AudioResampler(
        format=heard.codec_context.format.name, layout="mono", rate=48_000, frame_size=size
    )
    for piece in (*cut.resample(frame), *cut.resample(None), None):
        made.mux(heard.encode(piece))
