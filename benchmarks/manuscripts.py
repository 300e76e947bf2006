"""Acts on a collective book of 2,000 chapters beside the same acts on one of 20; and its pages.

    python benchmarks/manuscripts.py [--sections 2000] [--rounds 15]

Each act is a form that is posted: the whole of Django (middlewares, session, views), rules, transaction, journal,
and the answer. On SQLite in a folder of its own.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count, cycle

os.environ.setdefault("POTAGER_DATA", tempfile.mkdtemp(prefix="potager-bench-"))
os.environ.setdefault("POTAGER_SECRET_KEY", "a key for benchmarks only")
os.environ.setdefault("POTAGER_HOSTS", "testserver")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from potager.lib.ids import uuid7  # noqa: E402
from potager.manuscripts.actions import Brief, add_section, assign_section, save_version  # noqa: E402
from potager.manuscripts.models import Author, Manuscript, Section, Version  # noqa: E402
from potager.members.models import Member  # noqa: E402
from potager.testing import a_community, a_manuscript, a_member  # noqa: E402

TEXT = "# Soil\n\nSoil is *alive*, and nobody knows how many live in it.\n\n- dig\n- wait\n\n" * 20
MOST, RATIO = 200.0, 4.0  # milliseconds an act; times what it takes with 20 chapters
SMALL = 20
_turns = count(1)


def a_book(editor: Member, number: int) -> Manuscript:
    """A collective book of so many chapters, each written and with an author."""
    book = a_manuscript(
        community=a_community(owner=editor, address=f"bench-{uuid7().hex[-12:]}"), editor=editor
    )
    first = add_section(by=editor, manuscript=book, brief=Brief(title="Chapter 1"))
    assign_section(by=editor, section=first, member=editor)
    save_version(by=editor, section=first, text=TEXT, base=0, key=uuid7(), agrees=True)
    written = {"manuscript": book, "text": TEXT, "characters": len(TEXT), "version": 1, "last_version": 1}
    sections = [
        Section(**written, state="writing", position=place, title=f"Chapter {place}")
        for place in range(2, number + 1)
    ]
    Section.objects.bulk_create(sections, batch_size=200)
    Author.objects.bulk_create(
        (Author(section=one, member=editor, signature="Editor") for one in sections), batch_size=200
    )
    Version.objects.bulk_create(
        (Version(section=one, number=1, by=editor, text=TEXT, characters=len(TEXT)) for one in sections),
        batch_size=200,
    )
    Manuscript.objects.filter(pk=book.pk).update(length=number)
    return book


def acts_on(book: Manuscript, client: Client) -> dict[str, Callable[[], object]]:
    """What an editor does, each as one form: on another chapter each time."""
    chapters: Iterator[Section] = cycle(Section.objects.filter(manuscript=book).defer("text")[:SMALL])

    def post(rest: str, **sent: object) -> object:
        section = Section.objects.defer("text").get(pk=next(chapters).pk)
        base = {"base": section.version, "key": uuid7()}
        answer = client.post(f"/sections/{section.pk}/{rest}", {**base, **sent})
        assert answer.status_code in {200, 302}, (rest, answer.status_code)
        return answer

    return {
        "move to the front": lambda: post("move/", to=1),
        "move to the end": lambda: post("move/", to=book.length + 10**5),
        "change the brief": lambda: post("settings/", title=f"Title {next(_turns)}"),
        "take the pen": lambda: post("take-up/"),
        "keep a draft": lambda: post("draft/", text=TEXT),
        "keep a version": lambda: post("write/", text=f"{TEXT} {next(_turns)}"),
        "write in the margin": lambda: post("comments/new/", text="Why?", quote="Soil is alive"),
        "add a chapter": lambda: client.post(
            f"/manuscripts/{book.pk}/sections/new/", {"title": "More", "key": uuid7()}
        ),
        "see the plan": lambda: client.get(f"/manuscripts/{book.pk}/"),
        "see a chapter": lambda: client.get(f"/sections/{next(chapters).pk}/"),
    }


def median(call: Callable[[], object], times: int) -> float:
    """The median time of a call, in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def main() -> int:
    """Measure both books in turns; the exit code says whether every target is met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--sections", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    editor = a_member("Editor", email=f"{uuid7()}@example.org", language="en")
    client = Client()
    client.force_login(editor)
    small, long = (acts_on(a_book(editor, number), client) for number in (SMALL, chosen.sections))
    met = []
    for name in small:
        rounds = [(median(small[name], chosen.rounds), median(long[name], chosen.rounds)) for _ in range(2)]
        few, many = (min(times) for times in zip(*rounds, strict=True))
        met.append(many < MOST and many <= RATIO * few)
        print(
            f"{name:20} {SMALL} chapters {few:6.1f} ms, {chosen.sections} chapters {many:6.1f} ms: "
            f"{many / few:.2f} ×{'' if met[-1] else '  MISSED'}"
        )
    print(f"target: < {MOST:.0f} ms and <= {RATIO:.0f} × an act: {'met' if all(met) else 'MISSED'}")
    return 0 if all(met) else 1


if __name__ == "__main__":
    raise SystemExit(main())
