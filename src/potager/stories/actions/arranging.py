"""The order of the book, its chapters, its opening and its afterword: each change a row, each can be undone."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils import timezone

from potager.journal.record import act, once
from potager.lib.permission import must
from potager.members.models import Member
from potager.stories import arranging, editing, orders
from potager.stories.actions.locks import locked_story
from potager.stories.acts import ArrangementFacts
from potager.stories.changes import Change
from potager.stories.models import Arrangement, Desk, Story
from potager.stories.orders import Order
from potager.stories.texts import cleaned, is_blank

What = Arrangement.What
TEXTS = (What.OPENING, What.AFTERWORD)


@once(Arrangement)
def arrange_story(*, by: Member, story: Story, change: Change, key: UUID | None = None) -> Arrangement:
    """Change the order or the chapters of a closed story: one act, however many things it moves.

    Raises SameWords if nothing would change.
    """
    must(by, "edit", story)
    with act("story.arranged", by=by, key=key) as done:
        locked = locked_story(story)
        editing.refuse_released(locked)
        if locked.state_at(timezone.now()) != "closed":
            raise editing.NotClosedYet
        before = arranging.order_now(locked)
        after = change.on(before, locked)
        if after == before:
            raise editing.SameWords
        told = change.told()
        if told.get("item", 0) < 0:
            told["wording"] = before.titles.get(told["item"], "")
        row = _kept(locked, by, before, after, **told)
        done(row, _facts(row), place=Desk(pk=locked.pk), community=locked.community_id)
    return row


@once(Arrangement)
def reword_story(
    *, by: Member, story: Story, which: str, text: str, seen: str, key: UUID | None = None
) -> Arrangement:
    """Change the opening (its host only) or the afterword; `seen` is the mark (editing.mark_of) of the text before.

    Raises ChangedMeanwhile, SameWords.
    """
    must(by, "reword" if which == What.OPENING else "edit", story)
    wording = cleaned(text)[:4000]
    with act("story.reworded", by=by, key=key) as done:
        locked = locked_story(story)
        editing.refuse_released(locked)
        if seen != editing.mark_of(getattr(locked, which)):
            raise editing.ChangedMeanwhile
        if which == What.OPENING and is_blank(wording):
            raise editing.NoWords
        row = _reworded(locked, by, which, wording, what=which)
        done(row, _facts(row), place=_place(row, locked), community=locked.community_id)
    return row


def undo_arrangement(*, by: Member, story: Story, number: int) -> Arrangement:
    """Take one change back, whatever was done since; raises NothingToUndo, ChangedMeanwhile."""
    must(by, "edit", story)
    with act("arrangement.undone", by=by) as done:
        locked = locked_story(story)
        change = _change(locked, number, by, is_undone=False)
        row = _reverted(locked, by, change, What.UNDONE)
        Arrangement.objects.filter(pk=change.pk).update(undone_by=row.number)
        done(row, _facts(row), place=_place(change, locked), community=locked.community_id)
    return row


def redo_arrangement(*, by: Member, story: Story, number: int) -> Arrangement:
    """Do again what was undone; raises NothingToUndo, ChangedMeanwhile."""
    must(by, "edit", story)
    with act("arrangement.redone", by=by) as done:
        locked = locked_story(story)
        change = _change(locked, number, by, is_undone=True)
        row = _reverted(locked, by, change, What.REDONE)
        Arrangement.objects.filter(pk=change.pk).update(undone_by=None)
        done(row, _facts(row), place=_place(change, locked), community=locked.community_id)
    return row


def _change(story: Story, number: int, by: Member, *, is_undone: bool) -> Arrangement:
    editing.refuse_released(story)
    found = story.arrangements.filter(number=number, undone_by__isnull=not is_undone)
    change = found.exclude(what__in=arranging.AGAIN).first()
    if change is None:
        raise editing.NothingToUndo
    if change.what == What.OPENING:
        must(by, "reword", story)
    return change


def _reverted(story: Story, by: Member, change: Arrangement, what: str) -> Arrangement:
    """The row that takes a change back, or does it again."""
    is_back = what == What.UNDONE
    if change.what in TEXTS:
        old, new = (change.worded, change.wording) if is_back else (change.wording, change.worded)
        if getattr(story, change.what) != old:
            raise editing.ChangedMeanwhile
        return _reworded(story, by, change.what, new, what=what, of=change.number)
    earlier, later = (arranging.order_at(story, number) for number in (change.number - 1, change.number))
    base, wanted = (later, earlier) if is_back else (earlier, later)
    now = arranging.order_now(story)
    titles = orders.changed_titles(now.titles, base=base.titles, wanted=wanted.titles)
    if titles is None:
        raise editing.ChangedMeanwhile
    items = orders.merged(now.items, base=base.items, wanted=wanted.items)
    return _kept(story, by, now, replace(now, items=items, titles=titles), what=what, of=change.number)


def _reworded(story: Story, by: Member, which: str, text: str, **told: Any) -> Arrangement:
    before = getattr(story, which)
    if text == before:
        raise editing.SameWords
    setattr(story, which, text)
    story.save(update_fields=[which])
    now = arranging.order_now(story)
    return _kept(story, by, now, now, wording=before, worded=text, **told)


def _kept(story: Story, by: Member, old: Order, new: Order, **told: Any) -> Arrangement:
    return Arrangement.objects.create(
        story=story,
        number=old.number + 1,
        by=by,
        order=orders.packed(new.items),
        titles={str(item): title for item, title in new.titles.items()},
        moved=orders.differing(old.items, new.items),
        **told,
    )


def _place(change: Arrangement, story: Story) -> Any:
    """The opening stands on the story's page; the rest is nobody's matter but the editors'."""
    return story if change.what == What.OPENING else Desk(pk=story.pk)


def _facts(row: Arrangement) -> ArrangementFacts:
    return ArrangementFacts(number=row.number, moved=row.moved)
