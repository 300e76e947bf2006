"""Releasing books. The worker makes the files; every step is an act."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.journal.record import Act, act, once
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.press import downloads, epub, pdf, tasks
from potager.press.acts import EditionFacts
from potager.press.models import Downloads, Edition
from potager.press.queries import edition_of
from potager.press.snapshot import book_of, taken_of
from potager.stories import actions as story_actions
from potager.stories.models import Story
from potager.stories.queries import text_of


class StoryStillOpen(Refusal):
    """Only a closed story becomes a book."""

    message = _("This story is not closed yet. Close it first, and the book can be released.")


class AlreadyReleased(Refusal):
    """The story has its book."""

    message = _("This story has its book already.")


class EmptyBook(Refusal):
    """Nobody wrote anything."""

    message = _("Nobody has written in this story, so there is no book to make of it.")


@once(Edition)
def release_book(
    *, by: Member, story: Story, title: str, subtitle: str = "", address: str, key: UUID
) -> Edition:
    """Freeze the story as an edition and send it to the press; `address` is the story's public URL."""
    must(by, "edit", story)
    with act("book.released", by=by, key=key) as done:
        story = Story.objects.select_for_update().select_related("community", "host").get(pk=story.pk)
        _refuse_unready(story)
        text = text_of(story)
        if not any(chapter.contributions for chapter in text.chapters):
            raise EmptyBook
        number = (story.editions.filter(original=None).aggregate(last=Max("number"))["last"] or 0) + 1
        edition = Edition.objects.create(
            story=story, by=by, number=number, title=title, subtitle=subtitle, language=story.language,
            book=taken_of(story, text, address=address),
        )  # fmt: skip
        story_actions.release_story(by=by, story=story)
        done(edition, EditionFacts(number=number), place=story, community=story.community_id)
        tasks.press_edition.enqueue(str(edition.pk))
    return edition


def _refuse_unready(story: Story) -> None:
    if story.state_at(timezone.now()) not in {"closed", "released"}:
        raise StoryStillOpen
    if edition_of(story):
        raise AlreadyReleased


def renew_book(*, edition: Edition) -> Edition | None:
    """Make the edition that follows one, without the words that authors took back; where nobody's are left, none.

    Raises AlreadyReleased if that was done.
    """
    with act("book.renewed", by=None) as done:
        story = (
            Story.objects.select_for_update(of=("self",))
            .select_related("community", "host")
            .get(pk=edition.story_id)
        )
        if edition_of(story) != edition or not story.released_at:
            raise AlreadyReleased
        text = text_of(story)
        if not any(chapter.contributions for chapter in text.chapters):
            return _withdraw_empty(done, edition, story)
        taken = taken_of(story, text, address=edition.book["address"])
        renewed = Edition.objects.create(
            story=story, by=edition.by, number=edition.number + 1, title=edition.title, subtitle=edition.subtitle,
            language=edition.language, book={**edition.book, **taken},
        )  # fmt: skip
        done(renewed, EditionFacts(number=renewed.number), place=story, community=story.community_id)
        tasks.press_edition.enqueue(str(renewed.pk))
    return renewed


def _withdraw_empty(done: Act, edition: Edition, story: Story) -> None:
    edition.state = Edition.State.WITHDRAWN
    edition.save(update_fields=["state"])
    story_actions.unrelease_story(by=None, story=story)
    done(edition, EditionFacts(number=edition.number), place=story, community=story.community_id)


def release_translated(
    *, by: Member, original: Edition, language: str, title: str, subtitle: str, book: dict[str, Any]
) -> Edition:
    """Send a translation of an edition to the press, as an edition of its own; `book` is what it prints."""
    must(by, "edit", original.story)
    with act("book.released", by=by) as done:
        earlier = Edition.objects.filter(story=original.story_id, language=language)
        number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
        edition = Edition.objects.create(
            story=original.story, by=by, number=number, original=original,
            title=title, subtitle=subtitle, language=language, book=book,
        )  # fmt: skip
        _tell(done, edition)
        tasks.press_edition.enqueue(str(edition.pk))
    return edition


def press_book(*, edition: Edition) -> None:
    """Make the files of an edition and store them; again if asked again, with the same bytes."""
    book = book_of(edition)
    try:
        printed = pdf.print_book(book, limits=getattr(settings, "PRESS_LIMITS", None))
    except pdf.PressFailed as failure:
        give_up_book(edition=edition, reason=str(failure.reason))
        return
    bound = epub.bind(book, cover_png=printed.cover_png)
    _store(edition, "book.epub", bound)
    _store(edition, "book.pdf", printed.pdf)
    _store(edition, "cover.png", printed.cover_png)
    with act("book.pressed", by=None) as done:
        edition.state, edition.epub_bytes, edition.pdf_bytes = (
            Edition.State.READY,
            len(bound),
            len(printed.pdf),
        )
        edition.save(update_fields=["state", "epub_bytes", "pdf_bytes"])
        _tell(done, edition)


def give_up_book(*, edition: Edition, reason: str) -> None:
    """Say that the press could not make the book, so that the host can withdraw it and try again."""
    with act("book.failed", by=None) as done:
        edition.state, edition.error = Edition.State.FAILED, reason[:300]
        edition.save(update_fields=["state", "error"])
        _tell(done, edition)


def withdraw_book(*, by: Member, edition: Edition) -> None:
    """Take a book back: nobody can read this edition any more, nor what was translated from it.

    The story can be released again; taking a translation back leaves its original as it is.
    """
    must(by, "edit", edition.story)
    with act("book.withdrawn", by=by) as done:
        edition.state = Edition.State.WITHDRAWN
        edition.save(update_fields=["state"])
        if edition.original_id is None:
            story_actions.unrelease_story(by=by, story=edition.story)
        _tell(done, edition)


def _tell(done: Act, edition: Edition) -> None:
    done(
        edition,
        EditionFacts(number=edition.number),
        place=edition.story,
        community=edition.story.community_id,
    )


def _store(edition: Edition, file: str, content: bytes) -> None:
    path = edition.path_of(file)
    default_storage.delete(path)  # a second try must not become a second name
    default_storage.save(path, ContentFile(content))


def write_downloads() -> int:
    """Write the sums that wait in this process; returns how many files that was. No act: nobody did anything.

    What cannot be written now, because the database is held or away, waits for the next time.
    """
    taken = downloads.take()
    if not taken:
        return 0
    try:
        with transaction.atomic():
            for (edition, format_, day), number in taken:
                _count(edition=edition, format_=format_, day=day, number=number)
    except OperationalError:
        downloads.give_back(taken)
        raise
    return sum(number for _fetched, number in taken)


def _count(*, edition: UUID, format_: str, day: date, number: int) -> None:
    row, _made = Downloads.objects.get_or_create(edition_id=edition, format=format_, day=day)
    Downloads.objects.filter(pk=row.pk).update(count=F("count") + number)
