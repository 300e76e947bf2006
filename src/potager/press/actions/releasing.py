"""Releasing books, in editions that follow one another; taking them back."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.journal.record import Act, act, once
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.manuscripts import actions as manuscript_actions
from potager.manuscripts.models import Manuscript
from potager.members.models import Member
from potager.press import tasks
from potager.press.actions.telling import tell
from potager.press.acts import EditionFacts
from potager.press.choices import Design
from potager.press.models import CoverPicture, Edition, WhitePaper
from potager.press.queries import by_the_same_hands, edition_of, same_work
from potager.press.snapshot import taken_of
from potager.stories import actions as story_actions
from potager.stories.models import Story
from potager.stories.queries import Text, text_of


class StoryStillOpen(Refusal):
    """Only a closed story becomes a book."""

    message = _("This story is not closed yet. Close it first, and the book can be released.")


class AlreadyReleased(Refusal):
    """The story has its book."""

    message = _("This story has its book already.")


class EmptyBook(Refusal):
    """Nobody wrote anything."""

    message = _("Nobody has written in this story, so there is no book to make of it.")


class NoSuchPicture(Refusal):
    """The picture chosen for the cover is not one of this story's."""

    status = 422
    message = _("A cover with a picture needs its picture first. Please add one, or choose a drawing.")


@dataclass(frozen=True, kw_only=True)
class Release:
    """How an edition is called and made; `after` is the number of the edition that it follows, 0 for none."""

    title: str
    subtitle: str = ""
    isbn: str = ""
    design: Design = field(default_factory=Design)
    after: int = 0


@once(Edition)
def release_book(
    *,
    by: Member,
    story: Story,
    title: str = "",
    subtitle: str = "",
    release: Release | None = None,
    address: str,
    key: UUID,
) -> Edition:
    """Freeze the story as an edition and send it to the press; `address` is the story's public URL.

    A story that has its book gets the next edition if `release.after` is the number of the newest one.
    """
    must(by, "edit", story)
    asked = release or Release(title=title, subtitle=subtitle)
    with act("book.released", by=by, key=key) as done:
        story = (
            Story.objects.select_for_update(of=("self",)).select_related("community", "host").get(pk=story.pk)
        )
        _refuse_unready(story, asked)
        edition = _edition(story, text_of(story), asked, by=by, address=address)
        if not story.released_at:
            story_actions.release_story(by=by, story=story)
        done(edition, EditionFacts(number=edition.number), place=story, community=story.community_id)
        tasks.press_edition.enqueue(str(edition.pk))
    return edition


def _edition(story: Story, text: Text, asked: Release, *, by: Member, address: str) -> Edition:
    if not any(chapter.contributions for chapter in text.chapters):
        raise EmptyBook
    number = (story.editions.filter(original=None).aggregate(last=Max("number"))["last"] or 0) + 1
    design = {**asked.design.kept(), "cover": _cover(story, asked.design)}
    edition = Edition(
        story=story, by=by, number=number, title=asked.title, subtitle=asked.subtitle, isbn=asked.isbn,
        language=story.language, book=taken_of(story, text, address=address, design=design),
    )  # fmt: skip
    # Only what everybody may read, and only by names that stand in both books.
    near = by_the_same_hands(edition, None)
    edition.book["others"] = [one.edition.title for one in near if one.names]
    edition.save(force_insert=True)
    return edition


def _cover(story: Story, design: Design) -> dict[str, Any]:
    """The cover as the edition keeps it; raises NoSuchPicture."""
    chosen: dict[str, Any] = {"template": design.cover, "colours": design.colours}
    if design.cover != "picture":
        return chosen
    pictures = CoverPicture.objects.filter(story=story)
    picture = pictures.filter(pk=design.picture).first() if design.picture else None
    if picture is None:
        raise NoSuchPicture
    return chosen | {"picture": picture.as_kept()}


def _refuse_unready(story: Story, asked: Release) -> None:
    if story.state_at(timezone.now()) not in {"closed", "released"}:
        raise StoryStillOpen
    newest = edition_of(story)
    if (newest.number if newest else 0) != asked.after:
        raise AlreadyReleased


def renew_book(*, edition: Edition) -> Edition | None:
    """Make the edition that follows one, without the words that authors took back; where nobody's are left, none.

    Raises AlreadyReleased if that was done.
    """
    with act("book.renewed", by=None) as done:
        story = (
            Story.objects.select_for_update(of=("self",))
            .select_related("community", "host")
            .get(editions=edition.pk)
        )
        if edition_of(story) != edition or not story.released_at:
            raise AlreadyReleased
        text = text_of(story)
        if not any(chapter.contributions for chapter in text.chapters):
            _withdraw_empty(done, edition, story)
            return None
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
    must(by, "edit", original.work)
    with act("book.released", by=by) as done:
        earlier = Edition.objects.filter(same_work(original), language=language)
        number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
        edition = Edition.objects.create(
            story=original.story, manuscript=original.manuscript, paper=original.paper, by=by, number=number,
            original=original, title=title, subtitle=subtitle, language=language, book=book,
        )  # fmt: skip
        tell(done, edition)
        tasks.press_edition.enqueue(str(edition.pk))
    return edition


def withdraw_book(*, by: Member, edition: Edition) -> None:
    """Take a book back: nobody can read this edition any more, nor what was translated from it.

    When no edition is left, the work can be written on again. Taking a translation back leaves its original as it is.
    """
    must(by, "edit", edition.work)
    with act("book.withdrawn", by=by) as done:
        edition.state = Edition.State.WITHDRAWN
        edition.save(update_fields=["state"])
        if edition.original_id is None and edition_of(edition.work) is None:
            _unreleased(by, edition.work)
        tell(done, edition)


def _unreleased(by: Member, work: Story | Manuscript | WhitePaper) -> None:
    if isinstance(work, Story):
        story_actions.unrelease_story(by=by, story=work)
    elif isinstance(work, Manuscript):
        manuscript_actions.unrelease_manuscript(by=by, manuscript=work)
