"""A photograph of 40 megapixels becomes the three sizes of an article: seconds, and the memory of the worker's child.

Beside it plain Pillow in this process, without limits: what the walls around the decoder cost.
Targets: 5 seconds and 400 MB, for a JPEG as cameras send it and for a PNG, which is decoded whole.
"""

import io
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image

from potager.lib.images import Size, in_sizes

WIDTH, HEIGHT = 7728, 5152  # a camera's 40 megapixels (39.8 million)
SIDES = (1600, 800, 400)
MOST_SECONDS, MOST_MEMORY = 5.0, 400_000_000
TURNS = 3
MEGA = 1_000_000


def photograph(form: str) -> bytes:
    """Something like a photograph: slow gradients, under the grain of a sensor where it is a JPEG."""
    dice = np.random.default_rng(7)
    rows = np.linspace(0, 220, HEIGHT, dtype=np.uint8)[:, None, None]
    columns = np.linspace(0, 30, WIDTH, dtype=np.uint8)[None, :, None]
    image = np.broadcast_to(rows + columns, (HEIGHT, WIDTH, 3)).copy()
    if form == "JPEG":
        image[:] = np.minimum(image, 240) + np.tile(dice.integers(0, 14, (644, 966, 3), np.uint8), (8, 8, 1))
    data = io.BytesIO()
    Image.fromarray(image).save(data, form, **({"quality": 90} if form == "JPEG" else {"compress_level": 1}))
    return data.getvalue()


def plain(data: bytes) -> None:
    """Pillow alone: decode, three sizes, WebP."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    for side in SIDES:
        smaller = image.copy()
        smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
        smaller.save(io.BytesIO(), "WEBP", quality=82, method=4)


def fastest(work: object) -> float:
    """The best of some turns, in seconds."""
    times = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        work()  # type: ignore[operator]
        times.append(time.perf_counter() - begun)
    return min(times)


def measured(kind: str, path: str) -> None:
    """In a process of its own, so that memory is that of one kind: print seconds and bytes."""
    data = Path(path).read_bytes()
    sizes = [Size(side, side) for side in SIDES]
    work = (lambda: in_sizes(data, sizes=sizes, format="webp")) if kind == "walled" else (lambda: plain(data))
    seconds = fastest(work)
    whose = resource.RUSAGE_CHILDREN if kind == "walled" else resource.RUSAGE_SELF
    print(seconds, resource.getrusage(whose).ru_maxrss * 1024)


def main(folder: Path) -> int:
    """Print the table; 1 if a target is missed."""
    folder.mkdir(parents=True, exist_ok=True)
    missed = 0
    for form in ("JPEG", "PNG"):
        path = folder / f"photograph.{form.lower()}"
        subprocess.run([sys.executable, __file__, form, str(path)], check=True)  # memory of its own
        told = {}
        for kind in ("walled", "plain"):
            run = [sys.executable, __file__, kind, str(path)]
            done = subprocess.run(run, capture_output=True, text=True, check=True)
            told[kind] = [float(word) for word in done.stdout.split()[-2:]]
        (seconds, memory), (bare, whole) = told["walled"], told["plain"]
        print(
            f"{form} of {path.stat().st_size / MEGA:.0f} MB, {WIDTH * HEIGHT / MEGA:.1f} megapixels: "
            f"{seconds:.2f} s and {memory / MEGA:.0f} MB in the child; plain Pillow {bare:.2f} s, {whole / MEGA:.0f} MB"
        )
        missed += seconds > MOST_SECONDS or memory > MOST_MEMORY
        path.unlink()
    return int(missed > 0)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        kind, path = sys.argv[1], Path(sys.argv[2])
        path.write_bytes(photograph(kind)) if kind.isupper() else measured(kind, str(path))
    else:
        sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/potager-pictures")))
