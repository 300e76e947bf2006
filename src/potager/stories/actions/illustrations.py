"""Pictures and recordings of a story: bringing one, and whether it stays."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from potager.communities.permissions import must_have_accepted
from potager.journal.record import Act, act, once
from potager.lib import sounds
from potager.lib.images import Size, in_sizes
from potager.lib.permission import must
from potager.members.models import Member
from potager.stories import queries, rules
from potager.stories.actions.locks import locked_story
from potager.stories.acts.illustrations import IllustrationFacts
from potager.stories.models import SIDES, Desk, Illustration, Story
from potager.stories.texts import cleaned, one_line

State = Illustration.State
MOST_BYTES = 12_000_000


@dataclass(frozen=True)
class Label:
    """What stands with a picture: after which position, words for who does not see it, caption, credit, licence."""

    after: int
    alternative: str
    credit: str
    licence: str
    caption: str = ""


@once(Illustration)
def add_illustration(*, by: Member, story: Story, data: bytes, label: Label, key: UUID) -> Illustration:
    """Add a picture or a recording to a story, until its book is out; where the host accepts first, it waits.

    Raises what lib.images and lib.sounds raise, StoryNotOpenYet, StoryReleased, TooManyIllustrations.
    """
    must(by, "contribute", story)
    must_have_accepted(by, story.community)
    rules.refuse_illustrations(story, queries.illustrations_by(by, story))
    files, measures = _written_anew(data)  # what takes time comes before the lock
    with act("illustration.added", by=by, key=key) as done:
        locked = locked_story(story)
        rules.refuse_illustrations(locked, queries.illustrations_by(by, locked))
        made = Illustration.objects.create(
            story=locked, by=by, after=min(label.after, locked.length), alternative=one_line(label.alternative)[:500],
            caption=one_line(label.caption)[:300], credit=one_line(label.credit)[:120], licence=label.licence,
            digest=secrets.token_hex(16), **measures,
            state=State.WAITING if locked.accepts_first else State.SHOWN,
        )  # fmt: skip
        _store(made, files)
        tell_illustration(done, made, locked)
    return made


def _written_anew(data: bytes) -> tuple[list[bytes], dict[str, int]]:
    """The files, and what they measure."""
    if sounds.is_sound(data):
        sound = sounds.reencoded(data)
        return [sound.data], {"seconds": max(1, round(sound.seconds))}
    pictures = in_sizes(
        data, sizes=[Size(side, side) for side in SIDES], format="jpeg", most_bytes=MOST_BYTES
    )
    return [one.data for one in pictures], {"width": pictures[0].width, "height": pictures[0].height}


def _store(made: Illustration, files: list[bytes]) -> None:
    for side, data in zip(made.sides, files, strict=True):
        default_storage.save(made.path_of(side), ContentFile(data))


def tell_illustration(done: Act, found: Illustration, story: Story) -> None:
    """Tell the journal: what readers never saw is told to the hosts' desk only."""
    place = Desk(pk=story.pk) if found.state == State.WAITING else story
    done(found, IllustrationFacts(after=found.after), place=place, community=story.community_id)


def accept_illustration(*, by: Member, illustration: Illustration) -> Illustration:
    """Show a picture that waited."""
    with _judging("illustration.accepted", by=by, illustration=illustration, states={State.WAITING}) as found:
        found.state = State.SHOWN
    return found


def decline_illustration(*, by: Member, illustration: Illustration, reason: str) -> Illustration:
    """Take a picture off the page and out of the book, with a kind word to whoever brought it."""
    states = {State.SHOWN, State.WAITING}
    with _judging("illustration.declined", by=by, illustration=illustration, states=states) as found:
        found.state, found.reason = State.DECLINED, cleaned(reason)[:500]
    return found


def restore_illustration(*, by: Member, illustration: Illustration) -> Illustration:
    """Undo: the picture is where it was."""
    with _judging(
        "illustration.restored", by=by, illustration=illustration, states={State.DECLINED}
    ) as found:
        found.state, found.reason = State.SHOWN, ""
    return found


@contextmanager
def _judging(
    name: str, *, by: Member, illustration: Illustration, states: set[State]
) -> Iterator[Illustration]:
    must(by, "moderate", illustration.story)
    with act(name, by=by) as done:
        story = locked_story(illustration.story)
        if story.released_at:
            raise rules.StoryReleased
        found = Illustration.objects.get(pk=illustration.pk)
        if found.is_hidden:
            raise rules.HiddenByDecision
        if found.state not in states:
            raise rules.NotInThisState
        yield found
        found.save(update_fields=["state", "reason"])
        tell_illustration(done, found, story)


def withdraw_illustration(*, by: Member, illustration: Illustration) -> Illustration:
    """Take back a picture that one brought, for good: its files are deleted; a book that is out is made anew."""
    must(by, "withdraw", illustration)
    with act("illustration.withdrawn", by=by) as done:
        story = locked_story(illustration.story)
        found = Illustration.objects.get(pk=illustration.pk)
        if found.state == State.WITHDRAWN:
            raise rules.NotInThisState
        if story.released_at and found.is_shown:
            story.withdrawn_at = timezone.now()
            story.save(update_fields=["withdrawn_at"])
        found.state = State.WITHDRAWN
        found.save(update_fields=["state"])
        tell_illustration(done, found, story)
        transaction.on_commit(lambda: _forget_files(found))
    return found


def _forget_files(found: Illustration) -> None:
    for side in found.sides:
        default_storage.delete(found.path_of(side))
