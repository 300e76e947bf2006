"""Many writers, and copies of one reader that die in the middle of their work: none missed, none twice."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from potager.journal.models import Activity

Start = Callable[..., "subprocess.Popen[str]"]
WRITERS, ACTS, READERS = 4, 50, 2


def write_while_reading(*, start: Start, end: Path, every: int) -> int:
    """Let writers write and readers read to the end; returns how many times a reader died."""
    readers = [start("reader", end, every) for _ in range(READERS)]
    writers = [start("writer", f"writer {number}", ACTS) for number in range(WRITERS)]
    assert [writer.wait(60) for writer in writers] == [0] * WRITERS
    end.touch()
    deaths = sum(int(reader.communicate(timeout=60)[0]) for reader in readers)
    assert [reader.returncode for reader in readers] == [0] * READERS
    return deaths


def test_crashing_readers_miss_nothing_and_repeat_nothing(
    start: Start, seen: Callable[[], list[int]], tmp_path: Path
) -> None:
    deaths = write_while_reading(start=start, end=tmp_path / "end", every=20)
    written = list(Activity.objects.order_by("position").values_list("position", flat=True))
    assert deaths > 2
    assert len(written) > WRITERS * ACTS
    assert seen() == written
