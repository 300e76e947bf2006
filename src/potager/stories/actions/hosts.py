"""Hosting together: who else answers for a story."""

from potager.communities.queries import membership_of
from potager.journal.record import act
from potager.lib.permission import must
from potager.members.models import Member
from potager.stories import rules
from potager.stories.actions.locks import locked_story
from potager.stories.acts import HostFacts
from potager.stories.models import Desk, Host, Story
from potager.stories.permissions import is_named_host


def add_host(*, by: Member, story: Story, member: Member) -> Host:
    """Let a member of the community host the story too. Raises NotAMember, HostsAlready."""
    must(by, "host", story)
    if not member.is_active or membership_of(member, story.community) is None:
        raise rules.NotAMember
    with act("host.added", by=by) as done:
        locked = locked_story(story)
        if is_named_host(member, locked):
            raise rules.HostsAlready
        host = Host.objects.create(story=locked, member=member)
        facts = HostFacts(member=str(member.pk))
        done(host, facts, place=Desk(pk=locked.pk), community=locked.community_id)
    return host


def remove_host(*, by: Member, story: Story, member: Member) -> None:
    """Let someone who was added host no more, or leave oneself; the first host stays. Raises NoSuchHost."""
    must(by, "host", story)
    with act("host.removed", by=by) as done:
        locked = locked_story(story)
        found, _ = Host.objects.filter(story=locked, member=member).delete()
        if not found:
            raise rules.NoSuchHost
        # Told of the desk itself: whoever listens there is asked again who they are.
        done(Desk(pk=locked.pk), HostFacts(member=str(member.pk)), community=locked.community_id)
