"""How long a book takes and how much memory: 30 contributions, then 5,000.

    python benchmarks/books.py

Each size runs in a process of its own, so that its memory is its own. The first line is
a book without contributions: cover, title and colophon, which no book can save.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from potager.press import epub, pdf, web
from potager.press.book import Author, Book, Contribution, Licence

LIMITS = {30: (1.0, 500), 5000: (10.0, 500)}  # contributions: seconds for EPUB + PDF, megabytes
SENTENCES = (
    "Le potager dormait encore quand la première phrase se posa sur la clôture.",
    "Personne ne l'avait entendue venir !",
    "On lui fit une place entre les fèves et le persil, là où la terre est douce...",
    "Elle demanda : « Qui continue ? » et le vent tourna la page.",
)


def book_of(count: int) -> Book:
    """A book of `count` contributions of one or two sentences, by a hundred authors at most."""
    start = datetime(2025, 6, 21, tzinfo=UTC)
    people = min(count, 100)
    parts = tuple(
        Contribution(
            number=i + 1,
            text=" ".join(SENTENCES[(i + k) % len(SENTENCES)] for k in range(1 + i % 2)),
            author=str(i % people),
            signature=f"Personne {i % people + 1}",
            written_at=start + timedelta(seconds=86_400 * i / count),
        )
        for i in range(count)
    )
    return Book(
        identifier=UUID(int=count),
        title="Un livre à mesurer",
        language="fr",
        time_zone="Europe/Paris",
        community="Le banc d'essai",
        host="Personne 1",
        opening=" ".join(SENTENCES * 3),
        contributions=parts,
        authors=tuple(Author(key=str(i), name=f"Personne {i + 1}") for i in range(people)),
        licence=Licence(name="CC0 1.0"),
        opened_at=start,
        closed_at=start + timedelta(days=1),
        released_at=start + timedelta(days=2),
    )


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds that `work` took, and what it gave."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """The shortest of several times, in seconds."""
    return min(timed(work)[0] for _ in range(rounds))


def measure(count: int) -> dict[str, float]:
    """Seconds and megabytes for one size; run in a process of its own."""
    book, rounds = book_of(count), 5 if count < 100 else 2
    printed = pdf.print_book(book)
    figures = {
        "pdf + cover": best_of(rounds, lambda: pdf.print_book(book)),
        "epub": best_of(rounds, lambda: epub.bind(book, cover_png=printed.cover_png)),
        "web": best_of(rounds, lambda: web.body(book)),
    }
    child, own = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)
    )
    return figures | {"typst MB": child / 1024, "own MB": own / 1024}


def run(count: int) -> dict[str, float]:
    """`measure(count)` in a new process."""
    done = subprocess.run([sys.executable, __file__, str(count)], capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def show(name: str, figures: dict[str, float], *, floor: float) -> float:
    """Print one line; gives the seconds of EPUB + PDF."""
    total = figures["pdf + cover"] + figures["epub"]
    cells = "  ".join(
        f"{key} {value:.3f}" if value < 10 else f"{key} {value:.0f}" for key, value in figures.items()
    )
    print(f"{name:>20}  EPUB + PDF {total:.3f} s = {total / floor:.1f} x an empty book   {cells}")
    return total


def main() -> int:
    """Measure, print, and fail when a book takes more than it may."""
    smallest = run(0)
    floor = smallest["pdf + cover"] + smallest["epub"]
    show("empty book", smallest, floor=floor)
    late = []
    for count, (seconds, megabytes) in LIMITS.items():
        figures = run(count)
        total = show(f"{count} contributions", figures, floor=floor)
        if total > seconds or max(figures["typst MB"], figures["own MB"]) > megabytes:
            late.append(f"{count} contributions: more than {seconds:g} s or {megabytes} MB")
    print("\n".join(late) or "within the limits")
    return len(late)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]))))
    else:
        sys.exit(main())
