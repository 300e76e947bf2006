"""What stands beside the composer: who they are, as they show themselves, and what was said last."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.safestring import SafeString

from potager.animation.models import Proposal
from potager.communities.models import Membership
from potager.conversations import pages
from potager.conversations.queries import read
from potager.conversations.windows import Window
from potager.directory.queries import Shown, person
from potager.members.models import Member

LAST = 5  # posts of the conversation


@dataclass(frozen=True)
class Somebody:
    """A person as they show themselves to the viewer, and since when they are here."""

    shown: Shown
    since: datetime | None

    @property
    def member(self) -> Member:
        """Who it is."""
        return self.shown.member

    @property
    def words(self) -> dict[str, str]:
        """What they can do and care about, by the folded word."""
        return {one.name.casefold(): one.name for one in (*self.shown.talents, *self.shown.interests)}


@dataclass(frozen=True)
class Talk:
    """The end of a conversation: its title, its address, its last posts as everybody reads them."""

    title: str
    url: str
    posts: list[tuple[SafeString, bool, bool]]
    earlier: int


def people_of(proposal: Proposal, viewer: Member, besides: tuple[UUID, ...] = ()) -> list[Somebody]:
    """Those to whom the gesture is addressed, and `besides` those to whom one writes."""
    wanted = [one for one in (proposal.subject_id, proposal.other_id) if one]
    wanted += [one for one in besides if one not in wanted]
    here = Membership.objects.filter(community=proposal.network.community_id, member__in=wanted)
    since = dict(here.values_list("member", "joined_at"))
    found = [(one, person(one, viewer)) for one in wanted if one != viewer.pk]
    return [Somebody(shown, since.get(one)) for one, shown in found if shown]


def common_words(people: list[Somebody]) -> list[str]:
    """What two people both say of themselves."""
    if len(people) != 2:
        return []
    one, other = people
    return sorted(one.words[word] for word in one.words.keys() & other.words.keys())


def talk_of(thing: str, viewer: Member, language: str) -> Talk | None:
    """The end of a conversation ("topic:<uuid>"; None for anything else), as far as the viewer reads it."""
    kind, _colon, identifier = thing.partition(":")
    found = read(UUID(identifier), viewer) if kind == "topic" else None
    if found is None:
        return None
    topic, standing = found
    first = max(1, topic.numbered - LAST + 1)
    posts = pages.posts_in(topic, Window(first=first, newest=topic.numbered), standing, language)
    return Talk(topic.title, topic.get_absolute_url(), posts, earlier=first - 1)
