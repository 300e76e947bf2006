"""What the host decides about a contribution."""

from collections.abc import Iterator
from contextlib import contextmanager

from potager.journal.record import act
from potager.lib.permission import must
from potager.members.models import Member
from potager.stories import rules
from potager.stories.actions.locks import locked_story
from potager.stories.acts import ContributionFacts
from potager.stories.models import Contribution, Desk, Story
from potager.stories.texts import cleaned


def accept_contribution(*, by: Member, contribution: Contribution) -> Contribution:
    """Say yes to a contribution that waits: it appears in its place; raises NotInThisState if it does not wait."""
    with _judging("contribution.accepted", by=by, contribution=contribution) as found:
        if found.state != Contribution.State.WAITING:
            raise rules.NotInThisState
        found.state = Contribution.State.SHOWN
    return found


def decline_contribution(*, by: Member, contribution: Contribution, reason: str) -> Contribution:
    """Take a contribution out of the story, with a kind word to its author."""
    with _judging("contribution.declined", by=by, contribution=contribution) as found:
        found.state, found.reason = Contribution.State.DECLINED, cleaned(reason)[:500]
    return found


def set_aside_contribution(*, by: Member, contribution: Contribution, reason: str) -> Contribution:
    """Keep a contribution on the page and out of the book, with a kind word to its author."""
    with _judging("contribution.set_aside", by=by, contribution=contribution) as found:
        found.state, found.reason = Contribution.State.SET_ASIDE, cleaned(reason)[:500]
    return found


def restore_contribution(*, by: Member, contribution: Contribution) -> Contribution:
    """Undo: the contribution is in the story again, where it was."""
    with _judging("contribution.restored", by=by, contribution=contribution) as found:
        found.state, found.reason = Contribution.State.SHOWN, ""
    return found


@contextmanager
def _judging(name: str, *, by: Member, contribution: Contribution) -> Iterator[Contribution]:
    must(by, "moderate", contribution.story)
    with act(name, by=by) as done:
        story = locked_story(contribution.story)
        if story.released_at:
            raise rules.StoryReleased
        found = Contribution.objects.select_related("author").get(pk=contribution.pk)
        before = found.state
        if before == Contribution.State.WITHDRAWN:
            raise rules.Withdrawn
        if found.is_hidden:
            raise rules.HiddenByDecision
        yield found
        if found.state == before:
            raise rules.NotInThisState
        found.is_unseen = found.is_unseen and found.state == Contribution.State.DECLINED
        found.save(update_fields=["state", "reason", "is_unseen"])
        done(found, contribution_facts(found), place=place_of(found, story), community=story.community_id)


def place_of(contribution: Contribution, story: Story) -> Story:
    """Where an act on it is told: what nobody saw is not told to readers."""
    return Desk(pk=story.pk) if contribution.is_unseen else story


def contribution_facts(contribution: Contribution) -> ContributionFacts:
    """What the journal tells of a contribution."""
    return ContributionFacts(position=contribution.position, sentences=contribution.sentences)
