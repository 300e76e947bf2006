"""A topic of a public community, its people, and their browsers."""

from dataclasses import dataclass

from django.test import Client

from potager.communities.actions import change_role, join_community
from potager.communities.models import Community, Membership
from potager.conversations.models import Topic
from potager.journal.models import Activity
from potager.members.models import Member
from potager.testing import a_community, a_member, a_topic

SCRIPT = {"X-Requested-With": "potager"}


@dataclass
class Square:
    """Olive opened the community and the topic, Mona moderates, Ada and Bea are members, Sven is a stranger."""

    community: Community
    topic: Topic
    owner: Member
    moderator: Member
    member: Member
    other: Member
    stranger: Member

    @property
    def path(self) -> str:
        return f"/topics/{self.topic.pk}/"

    @property
    def held_path(self) -> str:
        return f"{self.community.get_absolute_url()}held/"

    def read(self, who: Member | None, path: str = "") -> str:
        return browser(who).get(path or self.path).content.decode()

    def now(self) -> Topic:
        return Topic.objects.select_related("community").get(pk=self.topic.pk)


def a_square(*, asks: bool = False, by: str = "owner") -> Square:
    names = ("Olive", "Mona", "Ada", "Bea", "Sven")
    owner, moderator, member, other, stranger = (a_member(name, language="en") for name in names)
    community = a_community(owner=owner)
    for one in (moderator, member, other):
        join_community(by=one, community=community, accepts_charter=True)
    change_role(
        by=owner, membership=Membership.objects.get(community=community, member=moderator), role="moderator"
    )
    opener = {"owner": owner, "member": member}[by]
    topic = a_topic(community=community, by=opener, is_question=asks)
    return Square(community, topic, owner, moderator, member, other, stranger)


def browser(who: Member | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if who:
        client.force_login(who)
    return client


def told(kind: str) -> Activity:
    """The newest act of that kind."""
    return Activity.objects.filter(kind=kind).latest("position")
