"""A community with one person of every sort, a topic with an insult in it, and browsers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.utils import translation

from potager.communities.actions import change_role, join_community, leave_community
from potager.communities.models import Community, Membership
from potager.conversations.models import Post
from potager.journal.read import Reader, catch_up
from potager.members.models import Member
from potager.moderation.actions import Complaint, Ruling, claim_report, make_report, take_decision
from potager.moderation.models import Case, Decision
from potager.moderation.subjects import subject_of
from potager.notices.models import Mail
from potager.notices.readers import NAME, handle
from potager.testing import a_community, a_member, a_post, a_topic

READER = Reader(name=NAME, handle=handle)
INSULT = "You are as dull as a dry turnip."
ROLES = {"moderator": "moderator", "second": "moderator", "animateur": "animateur"}
PEOPLE = ("owner", "animateur", "moderator", "second", "author", "reporter", "member", "former", "stranger")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@dataclass
class Garden:
    """The place; `reported` is the insult, by the author."""

    community: Community
    people: dict[str, Member]
    insult: Post
    browsers: dict[str, Client] = field(default_factory=dict)

    def __getitem__(self, who: str) -> Client:
        if who not in self.browsers:
            client = self.browsers[who] = Client()
            client.cookies["potager_language"] = "en"
            if who in self.people:
                client.force_login(self.people[who])
        return self.browsers[who]

    def membership(self, who: str) -> Membership:
        return Membership.objects.get(community=self.community, member=self.people[who])

    def report(self, who: str | None = "reporter", post: Post | None = None, **why: str) -> Case:
        """Somebody reports the insult."""
        subject, thing = subject_of("post"), post or self.insult
        by = self.people[who] if who else None
        assert subject
        found = subject.find(thing.pk, by)
        assert found
        complaint = Complaint(**{"reason": "insult", **why})
        return make_report(by=by, kind="post", identifier=thing.pk, found=found, complaint=complaint).case

    def decide(self, measure: str, by: str = "moderator", case: Case | None = None, **more: int) -> Decision:
        """Somebody takes the case and decides it."""
        case = case or self.report()
        claim_report(by=self.people[by], case=case)
        ruling = Ruling(
            measure=measure, rule="usual:insult", words="Say it of the turnip.", **{"days": 3, **more}
        )
        return take_decision(by=self.people[by], case=case, ruling=ruling)


@pytest.fixture
def garden(db: None) -> Garden:
    people = {name: a_member(name.capitalize(), language="en") for name in PEOPLE}
    catch_up(READER)
    charter = "We talk about turnips, not about people.\n\nWhat is said here is said with a name."
    community = a_community(owner=people["owner"], charter=charter, name="Radishes")
    for name in PEOPLE[1:-1]:
        join_community(by=people[name], community=community, accepts_charter=True)
        if name in ROLES:
            change_role(by=people["owner"], membership=_of(community, people[name]), role=ROLES[name])
    leave_community(by=people["former"], community=community)
    topic = a_topic(community=community, by=people["member"])
    return Garden(community, people, a_post(topic=topic, by=people["author"], body=INSULT))


def _of(community: Community, member: Member) -> Membership:
    return Membership.objects.get(community=community, member=member)


def letters_to(member: Member) -> list[Mail]:
    """What a person was sent, once the readers have read."""
    catch_up(READER)
    return list(Mail.objects.filter(to=member.email).order_by("created_at", "pk"))
