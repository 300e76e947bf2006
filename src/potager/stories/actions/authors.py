"""What authors decide about what they wrote: under which name it stands, and whether it stays."""

from copy import copy
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils import timezone

from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.statements import increment
from potager.members.models import Member
from potager.stories import rules
from potager.stories.actions.correcting import forget_wordings
from potager.stories.actions.illustrations import withdraw_illustration
from potager.stories.actions.judging import contribution_facts, place_of
from potager.stories.actions.locks import locked_story
from potager.stories.models import Contribution, Correction, Illustration, Pen, Story

State = Contribution.State


def sign_contributions(*, story: Story, author: Member, name: str | None) -> None:
    """Put a name ("": none) under all that somebody wrote in a story; None: what they had signed each with.

    Part of the act in which the author chooses; the story stays locked until that ends.
    """
    increment(copy(story), "bylines", read=("length",))
    _credit(Illustration.objects.filter(story=story, by=author), is_named=name != "")
    theirs = Contribution.objects.filter(story=story, author=author)
    anew = {"revision": F("revision") + 1}
    if name is None:
        theirs.exclude(signed=None).update(signature=F("signed"), signed=None, **anew)
        return
    theirs.filter(signed=None).update(signed=F("signature"))
    theirs.exclude(signature=name).update(signature=name, **anew)
    Pen.objects.filter(story=story, holder=author, ended_at=None).update(signature=name)


def _credit(pictures: QuerySet[Illustration], *, is_named: bool) -> None:
    """Who asks for no name in a work is not named beside their pictures either; a change of mind brings it back."""
    if is_named:
        pictures.exclude(credited=None).update(credit=F("credited"), credited=None)
    else:
        pictures.filter(credited=None).update(credited=F("credit"), credit="")


def forget_signatures(*, story: Story, author: Member) -> None:
    """Forget what somebody had signed before they chose: nothing can bring it back. Part of their leaving."""
    Contribution.objects.filter(story=story, author=author).update(signed=None)
    Illustration.objects.filter(story=story, by=author).update(credited=None)


def withdraw_contribution(*, by: Member, contribution: Contribution) -> Contribution:
    """Take back what one wrote. Before the release it may come back; after it the words are gone for good."""
    must(by, "withdraw", contribution)
    with act("contribution.withdrawn", by=by) as done:
        story = locked_story(contribution.story)
        found = Contribution.objects.get(pk=contribution.pk)
        if found.state == State.WITHDRAWN:
            raise rules.NotInThisState
        if story.released_at:
            _leave_the_book(story, found, timezone.now())
        before = found.state_before if found.is_hidden else found.state
        found.state, found.state_before = State.WITHDRAWN, before
        found.revision += 1
        found.save(update_fields=["state", "state_before", "text", "revision"])
        done(found, contribution_facts(found), place=place_of(found, story), community=story.community_id)
    return found


def return_contribution(*, by: Member, contribution: Contribution) -> Contribution:
    """Undo a withdrawal, until the book is out: the contribution is what it was, where it was."""
    must(by, "withdraw", contribution)
    with act("contribution.returned", by=by) as done:
        story = locked_story(contribution.story)
        found = Contribution.objects.get(pk=contribution.pk)
        if story.released_at:
            raise rules.StoryReleased
        if found.state != State.WITHDRAWN or not found.text:
            raise rules.NotInThisState
        if found.is_hidden:  # it comes back to where it was: out of sight
            found.state = State.DECLINED
        else:
            found.state, found.state_before = found.state_before, ""
        found.revision += 1
        found.save(update_fields=["state", "state_before", "revision"])
        done(found, contribution_facts(found), place=place_of(found, story), community=story.community_id)
    return found


def withdraw_all(*, by: Member, story: Story) -> None:
    """Take back, for good, all that one wrote in a story (who leaves cannot undo it)."""
    theirs = Contribution.objects.select_related("story").filter(story=story, author=by)
    for contribution in theirs.exclude(state=State.WITHDRAWN):
        withdraw_contribution(by=by, contribution=contribution)
    theirs.update(text="", signed=None)
    brought = Illustration.objects.select_related("story").filter(story=story, by=by)
    for illustration in brought.exclude(state=Illustration.State.WITHDRAWN):
        withdraw_illustration(by=by, illustration=illustration)
    Correction.objects.filter(story=story, author=by).update(before="", after="")
    forget_wordings(theirs)


def _leave_the_book(story: Story, contribution: Contribution, now: datetime) -> None:
    """The words are forgotten, and the press learns that the printed book holds what it should not."""
    contribution.text = ""
    contribution.corrections.update(before="", after="")
    forget_wordings(Contribution.objects.filter(pk=contribution.pk))
    if contribution.state == State.SHOWN:
        story.withdrawn_at = now
        story.save(update_fields=["withdrawn_at"])
