"""Collective books as their authors' works: what authorship asks of this bed, registered there."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from potager.authorship import works
from potager.authorship.works import Bed, Work
from potager.manuscripts import queries, rendering
from potager.manuscripts.actions.authors import forget_signatures, withdraw_words
from potager.manuscripts.models import Author, Manuscript, Section, Version
from potager.members.models import Member


def find(identifier: UUID, author: Member) -> Work | None:
    """The book as the work of somebody who writes in it, also where they may not read it any more."""
    return next(iter(_works(author, Q(pk=identifier))), None)


def of(author: Member) -> Sequence[Work]:
    """Every collective book that holds something of theirs, the newest first."""
    return _works(author, Q())


def _works(author: Member, wanted: Q) -> list[Work]:
    asked = Section.objects.filter(authors__member=author).values("manuscript")
    wrote = Section.objects.filter(versions__by=author).exclude(versions__text="").values("manuscript")
    books = Manuscript.objects.filter(wanted).filter(Q(pk__in=asked) | Q(pk__in=wrote))
    found = list(books.select_related("community").order_by("-opened_at", "-pk"))
    readable = set(queries.visible_to(author).filter(wanted).values_list("pk", flat=True))
    signed = _signatures(author)
    return [_work(book, author, signed.get(book.pk, ""), is_read=book.pk in readable) for book in found]


def _signatures(author: Member) -> dict[UUID, str]:
    """The name that one person has in each book."""
    versions = Version.objects.filter(by=author).values_list("section__manuscript", "signature")
    asked = Author.objects.filter(member=author).values_list("section__manuscript", "signature")
    return {**dict(versions.order_by("-saved_at")), **dict(asked.order_by("-since"))}


def _work(book: Manuscript, author: Member, signed: str, *, is_read: bool) -> Work:
    return Work(
        reference=queries.work_of(book),
        author=author,
        thing=book,
        community=book.community_id,
        title=book.title,
        language=book.language,
        signed=signed,
        is_printed=book.released_at is not None,
        url=book.get_absolute_url() if is_read else "",
        texts_url=book.get_absolute_url() if is_read else "",
    )


def fragment(identifier: UUID, author: UUID, language: str) -> str | None:
    """The chapters that somebody writes, for live pages: under the name that they have now."""
    sections = Section.objects.filter(manuscript=identifier, authors__member=author, removed_at__isnull=True)
    found: Iterable[Section] = rendering.with_surroundings(sections)
    return "".join(rendering.section_html(section, language) for section in found) or None


def _sign(work: Work, name: str | None) -> None:
    """Nothing to write: names are asked of authorship whenever they are shown."""


def _forget(work: Work) -> None:
    forget_signatures(manuscript=_book_of(work), author=work.author)


def _withdraw(work: Work) -> None:
    withdraw_words(by=work.author, manuscript=_book_of(work))


def _book_of(work: Work) -> Manuscript:
    assert isinstance(work.thing, Manuscript)  # noqa: S101 (tells the type checker what _work makes)
    return work.thing


works.register(
    "manuscript", Bed(find=find, of=of, sign=_sign, forget=_forget, withdraw=_withdraw, fragment=fragment)
)
