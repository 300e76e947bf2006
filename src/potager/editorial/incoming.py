"""Files on their way in: kept as they came until the worker has written them anew, part by part if they are large.

Names are ours: what a file was called on somebody's machine is never asked.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.core.files.storage import default_storage

from potager.editorial import holding
from potager.editorial.models import Article
from potager.members.models import Member

FOLDER = "incoming"
KEPT = timedelta(days=1)
MOST_STARTED = 6  # files of a person that have begun to arrive


def path_of(identifier: UUID) -> Path:
    """Where what became the picture or medium `identifier` waits for the worker."""
    return _folder() / str(identifier)


def part_of(*, article: Article, by: Member, key: UUID) -> Path:
    """Where a file that arrives in parts grows."""
    return _folder() / f"{by.pk}.{article.pk}.{key}.part"


def take(path: Path, data: bytes, *, offset: int, total: int) -> bool:
    """Add a part to a file; whether that was the last one. Raises PartsOutOfOrder, and what `refuse_bytes` raises."""
    here = path.stat().st_size if path.exists() else 0
    if offset != here or offset + len(data) > total or (not data and total):
        raise holding.PartsOutOfOrder
    if offset == 0:
        holding.refuse_bytes(data[: holding.HEAD], total)
        _refuse_many(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(data)
    return offset + len(data) == total


def head_of(path: Path) -> bytes:
    """The first bytes of a file, empty if it is not there."""
    if not path.exists():
        return b""
    with path.open("rb") as file:
        return file.read(holding.HEAD)


def hand_over(path: Path, identifier: UUID) -> None:
    """A whole file waits for the worker from now on."""
    path.replace(path_of(identifier))


def forget(identifier: UUID) -> None:
    """What the worker has read is no longer needed."""
    path_of(identifier).unlink(missing_ok=True)


def forget_late(now: datetime, *, is_waited_for: Callable[[UUID], bool]) -> int:
    """Forget what began to arrive and never did, and what nobody waits for; returns how many files."""
    before = (now - KEPT).timestamp()
    late = [
        one for one in (_folder().iterdir() if _folder().is_dir() else ()) if one.stat().st_mtime < before
    ]
    gone = [one for one in late if not (_is_uuid(one.stem) and is_waited_for(UUID(one.stem)))]
    for one in gone:
        one.unlink(missing_ok=True)
    return len(gone)


def _is_uuid(name: str) -> bool:
    try:
        return bool(UUID(name))
    except ValueError:
        return False


def _folder() -> Path:
    return Path(default_storage.path(FOLDER))


def _refuse_many(path: Path) -> None:
    theirs = path.name.partition(".")[0]
    if sum(1 for _one in path.parent.glob(f"{theirs}.*.part")) >= MOST_STARTED:
        raise holding.TooManyUnread
