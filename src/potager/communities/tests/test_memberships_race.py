"""What two people do at the same time: the rows are asked, not the clock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from potager.communities import actions
from potager.communities.models import Invitation, Membership
from potager.communities.refusals import AlreadyAnswered, AlreadyMember, InvitationClosed, LastOwner
from potager.journal.models import Activity
from potager.lib.refusals import Refusal
from potager.testing import a_community, a_member

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same moment, each in a thread with a connection of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_animateurs_accept_at_once() -> None:
    owner, helper, ada = a_member("Olive"), a_member("Hugo"), a_member()
    community = a_community(owner=owner, joining="request")
    joined = actions.join_community(by=helper, community=community, accepts_charter=True)
    actions.accept_request(by=owner, membership=joined)
    joined.refresh_from_db()
    actions.change_role(by=owner, membership=joined, role="animateur")
    asked = actions.join_community(by=ada, community=community, accepts_charter=True)
    outcomes = together(
        lambda: actions.accept_request(by=owner, membership=asked),
        lambda: actions.accept_request(by=helper, membership=asked),
    )
    assert outcomes.count(AlreadyAnswered) == 1
    assert Activity.objects.filter(kind="membership.accepted", target=f"membership:{asked.pk}").count() == 1


def test_two_owners_leave_at_once() -> None:
    olive, hugo = a_member("Olive"), a_member("Hugo")
    community = a_community(owner=olive)
    membership = actions.join_community(by=hugo, community=community, accepts_charter=True)
    actions.change_role(by=olive, membership=membership, role="owner")
    outcomes = together(
        lambda: actions.leave_community(by=olive, community=community),
        lambda: actions.leave_community(by=hugo, community=community),
    )
    assert outcomes.count(LastOwner) == 1
    assert Membership.objects.filter(community=community, role="owner", state="active").count() == 1


def test_two_owners_demote_one_another() -> None:
    olive, hugo = a_member("Olive"), a_member("Hugo")
    community = a_community(owner=olive)
    his = actions.join_community(by=hugo, community=community, accepts_charter=True)
    actions.change_role(by=olive, membership=his, role="owner")
    his.refresh_from_db()
    hers = Membership.objects.get(community=community, member=olive)
    together(
        lambda: actions.change_role(by=olive, membership=his, role="member"),
        lambda: actions.change_role(by=hugo, membership=hers, role="member"),
    )
    assert Membership.objects.filter(community=community, role="owner", state="active").count() == 1


def test_the_last_place_of_an_invitation_is_taken_once() -> None:
    owner = a_member("Olive")
    community = a_community(owner=owner, joining="invitation")
    invitation = actions.create_invitation(
        by=owner, community=community, lasts=timedelta(days=1), most_uses=2
    )
    guests = [a_member(f"Guest{number}") for number in range(5)]
    enter = [
        lambda guest=guest: actions.join_community(
            by=guest, community=community, accepts_charter=True, invitation=invitation
        )
        for guest in guests
    ]
    outcomes = together(*enter)
    assert outcomes.count(InvitationClosed) == 3
    assert Invitation.objects.get().uses == 2
    assert Membership.objects.filter(community=community, state="active").count() == 3


def test_one_person_joins_twice_at_once() -> None:
    community, ada = a_community(), a_member()
    join = lambda: actions.join_community(by=ada, community=community, accepts_charter=True)  # noqa: E731
    outcomes = together(join, join, join)
    assert outcomes.count(AlreadyMember) == 2
    assert Activity.objects.filter(kind="membership.joined").count() == 1


def test_two_communities_take_one_address() -> None:
    owner = a_member("Olive", is_owner=True)
    terms = actions.Terms(name="Radishes", address="radishes")
    outcomes = together(*[lambda: actions.open_community(by=owner, terms=terms)] * 3)
    assert len([one for one in outcomes if not isinstance(one, type)]) == 1
