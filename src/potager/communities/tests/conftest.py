"""People at the door: browsers that are signed in, the code in a mailbox, what the journal tells."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.utils import translation

from potager.communities import actions
from potager.communities.models import Community, Membership
from potager.journal.models import Activity
from potager.members.models import Member
from potager.notices.models import Mail
from potager.testing import a_community, a_member


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def browser(member: Member | None = None) -> Client:
    """A browser that speaks English, signed in as the member."""
    client = Client()
    client.cookies["potager_language"] = "en"
    if member:
        client.force_login(member)
    return client


def code_in(email: str) -> str:
    """The six digits of the newest message to an address."""
    body = Mail.objects.filter(to=email).order_by("-created_at", "-pk")[0].body
    found = re.search(r"^(\d{3})\s?(\d{3})$", body, re.MULTILINE)
    assert found, body
    return found[1] + found[2]


def told(kind: str) -> Activity:
    """The only act of a kind."""
    return Activity.objects.get(kind=kind)


@dataclass
class Garden:
    """A community with one person of every sort; each has a browser."""

    community: Community
    people: dict[str, Member]
    browsers: dict[str, Client] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.community.get_absolute_url()

    def membership(self, who: str) -> Membership:
        return Membership.objects.get(community=self.community, member=self.people[who])

    def __getitem__(self, who: str) -> Client:
        return self.browsers[who]


@pytest.fixture
def garden(db: None) -> Callable[..., Garden]:
    """garden(**terms): people called keeper, owner, animateur, member, former, removed, asking, stranger, nobody."""

    def grow(**terms: str) -> Garden:
        return _grow(terms)

    return grow


def _grow(terms: dict[str, str]) -> Garden:
    names = ("owner", "animateur", "member", "former", "removed", "asking", "stranger")
    people = {name: a_member(name.capitalize(), language="en") for name in names}
    people["keeper"] = a_member("Keeper", is_owner=True)
    community = a_community(owner=people["owner"], joining="request", charter="Be kind.", address="radishes")
    for name in ("animateur", "member", "former", "removed", "asking"):
        asked = actions.join_community(by=people[name], community=community, accepts_charter=True)
        if name != "asking":
            actions.accept_request(by=people["owner"], membership=asked)
    garden = Garden(community, people)
    actions.change_role(by=people["owner"], membership=garden.membership("animateur"), role="animateur")
    actions.leave_community(by=people["former"], community=community)
    actions.remove_member(by=people["owner"], membership=garden.membership("removed"))
    fields = {name: getattr(community, name) for name in actions.Terms.__dataclass_fields__}
    changed = actions.Terms(**{**fields, **terms})
    garden.community = actions.change_community(by=people["owner"], community=community, terms=changed)
    if terms.get("charter", "Be kind.") != "Be kind.":
        actions.change_charter(by=people["owner"], community=community, text=terms["charter"])
        garden.community.refresh_from_db()
    garden.browsers = {"nobody": browser(), **{name: browser(person) for name, person in people.items()}}
    return garden
