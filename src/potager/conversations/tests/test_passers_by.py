"""A passer-by answers with a name and an address; a moderator reads the first posts before everyone does."""

import re
from dataclasses import dataclass

import pytest
from django.core import mail
from django.test import Client, override_settings

from potager.communities.actions import change_role, join_community
from potager.communities.models import Community, Membership
from potager.conversations import actions
from potager.conversations.models import Post, Rules, Topic
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.testing import a_community, a_member, a_topic

pytestmark = [pytest.mark.django_db(transaction=True)]
SCRIPT = {"X-Requested-With": "potager"}
SAID = {"text": "I only pass by.", "name": "Léa", "email": "lea@example.org"}


@dataclass
class Square:
    """A topic of a public community, its owner, a moderator, a member."""

    community: Community
    topic: Topic
    owner: Member
    moderator: Member
    member: Member

    @property
    def path(self) -> str:
        return f"/topics/{self.topic.pk}/"

    def read(self, who: Member | None) -> str:
        return browser(who).get(self.path).content.decode()


def browser(who: Member | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if who:
        client.force_login(who)
    return client


@pytest.fixture(autouse=True)
def _letters_in_memory():
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


@pytest.fixture
def square(db: None) -> Square:
    owner, moderator, member = (a_member(name, language="en") for name in ("Olive", "Mona", "Ada"))
    community = a_community(owner=owner)
    for one in (moderator, member):
        join_community(by=one, community=community, accepts_charter=True)
    change_role(by=owner, membership=Membership.objects.get(member=moderator), role="moderator")
    return Square(community, a_topic(community=community, by=owner), owner, moderator, member)


def code() -> str:
    return re.search(r"\b(\d{3} ?\d{3})\b", mail.outbox[-1].body)[1]


def passed(square: Square, client: Client, **more: object) -> Post:
    """Léa answers, with her code where she is asked for it."""
    sent = {**SAID, "key": uuid7(), **more}
    if "potager_session" not in client.cookies:
        client.post(square.path + "answer/", sent)
        sent["code"] = code()
    client.post(square.path + "answer/", sent)
    return Post.objects.latest("pk")


@pytest.mark.parametrize("headers", [SCRIPT, {}], ids=["script", "no script"])
def test_from_the_first_word_to_the_moderator(square: Square, headers: dict[str, str]) -> None:
    client, sent = browser(), {**SAID, "key": uuid7()}
    asked = client.post(square.path + "answer/", sent, headers=headers)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert 'name="code"' in page and "lea@example.org" in page and "I only pass by.</textarea>" in page
    wrong = client.post(square.path + "answer/", {**sent, "code": "000000"}, headers=headers)
    assert wrong.status_code >= 400 and 'name="code"' in wrong.content.decode()
    done = client.post(square.path + "answer/", {**sent, "code": code()}, headers=headers)
    post = Post.objects.get(author__email="lea@example.org")
    assert done.status_code == (201 if headers else 302)
    assert (post.state, post.is_unseen, post.signature) == ("held", True, "Léa")
    assert "I only pass by." in client.get(square.path).content.decode()
    assert "only you and the moderators read it" in client.get(square.path).content.decode()
    for other in (None, square.member):
        assert "I only pass by." not in square.read(other)
    assert "I only pass by." in browser(square.moderator).get(f"{square.community}held/".replace(str(square.community), square.community.get_absolute_url())).content.decode()
    square.topic.refresh_from_db()
    assert (square.topic.numbered, square.topic.shown) == (1, 1)
    act = Activity.objects.filter(kind="post.added").latest("position")
    assert act.place == f"post:{post.pk}"  # told where only few look
