"""What the host decides about a contribution."""

from collections.abc import Iterator
from contextlib import contextmanager

from potager.journal.record import act
from potager.lib.permission import must
from potager.members.models import Member
from potager.stories import rules
from potager.stories.actions.locks import locked_story
from potager.stories.acts import ContributionFacts
from potager.stories.models import Contribution
from potager.stories.texts import cleaned


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
        yield found
        if found.state == before:
            raise rules.NotInThisState
        found.save(update_fields=["state", "reason"])
        done(found, contribution_facts(found), place=story, community=story.community_id)


def contribution_facts(contribution: Contribution) -> ContributionFacts:
    """What the journal tells of a contribution."""
    return ContributionFacts(position=contribution.position, sentences=contribution.sentences)
