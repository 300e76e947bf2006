"""Tasks for the worker's own tests. What was done is written in the jobs' results, or in the file that is named."""

import time
from pathlib import Path
from typing import Any

from django_tasks import task
from django_tasks.base import TaskContext


@task()
def note(file: str, line: str) -> str:
    """Add a line to a file."""
    with Path(file).open("a") as opened:
        opened.write(line + "\n")
    return line


@task()
def note_slowly(file: str, line: str, seconds: float) -> None:
    """Add a line, then go on working."""
    with Path(file).open("a") as opened:
        opened.write(line + "\n")
    time.sleep(seconds)


@task()
def fail(times: int, file: str) -> int:
    """Fail so many times; the file counts."""
    tries = len(Path(file).read_text()) if Path(file).exists() else 0
    Path(file).write_text("x" * (tries + 1))
    if tries < times:
        raise ConnectionError("no one answers")
    return tries + 1


@task()
def return_nonsense() -> Any:
    """What no JSON can say."""
    return object()


@task(takes_context=True)
def tell_attempt(context: TaskContext) -> int:
    """Which try this is."""
    return context.attempt
