"""What whoever animates says of a proposal, as their page asks for it, and who may not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from potager import testing
from potager.animation.models import Proposal
from potager.animation.tests.made import a_proposal
from potager.communities import actions as communities
from potager.communities.models import Community, Membership
from potager.journal.models import Activity
from potager.members.models import Member

pytestmark = pytest.mark.django_db
State = Proposal.State
VERBS = ("done", "later", "no", "back")


@pytest.fixture
def proposal() -> Proposal:
    """A conversation of somebody's that nobody answered, in a community whose owner is Olive."""
    community = testing.a_community(owner=testing.a_member("Olive"), joining="open")
    asking = a_joined("Nadia", community)
    return a_proposal(topic=testing.a_topic(community=community, by=asking))


def a_joined(name: str, community: Community, role: str = "") -> Member:
    """A member of the community, in a role."""
    member = testing.a_member(name)
    membership = communities.join_community(by=member, community=community, accepts_charter=True)
    if role:
        by = Membership.objects.get(community=community, role="owner").member
        communities.change_role(by=by, membership=membership, role=role)
    return member


def browser(member: Member | None) -> Client:
    """Signed in, in English."""
    client = Client(headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


def owner_of(proposal: Proposal) -> Member:
    """Who animates."""
    return Membership.objects.get(community=proposal.network.community, role="owner").member


def decide(proposal: Proposal, member: Member | None, verb: str, **said: str) -> int:
    """Press the button; the status of the answer. The proposal is read anew."""
    status = browser(member).post(f"/proposals/{proposal.pk}/{verb}/", said).status_code
    proposal.refresh_from_db()
    return status


def last_told() -> tuple[str, dict[str, object]]:
    """What the journal was told last."""
    row = Activity.objects.order_by("position").last()
    assert row
    return row.kind, row.facts


def test_done(proposal: Proposal) -> None:
    olive = owner_of(proposal)
    assert decide(proposal, olive, "done") == 302
    assert (proposal.state, proposal.decided_by) == (State.DONE, olive)
    assert last_told() == ("proposal.done", {"gesture": "answer", "no": ""})


def test_put_off_for_three_days(proposal: Proposal) -> None:
    decide(proposal, owner_of(proposal), "later")
    assert proposal.state == State.LATER
    assert proposal.until and timedelta(days=2) < proposal.until - timezone.now() < timedelta(days=4)
    assert last_told()[0] == "proposal.postponed"


def test_declined_with_one_of_four_reasons(proposal: Proposal) -> None:
    decide(proposal, owner_of(proposal), "no", no="because")
    assert proposal.is_open
    decide(proposal, owner_of(proposal), "no", no="wrong")
    assert (proposal.state, proposal.no) == (State.DECLINED, "wrong")
    assert last_told() == ("proposal.declined", {"gesture": "answer", "no": "wrong"})


@pytest.mark.parametrize("verb", ["done", "later", "no"])
def test_all_of_it_is_taken_back(proposal: Proposal, verb: str) -> None:
    olive = owner_of(proposal)
    decide(proposal, olive, verb, no="wrong")
    decide(proposal, olive, "back")
    assert proposal.is_open and not proposal.no and proposal.until is None
    assert proposal.decided_by is None and proposal.decided_at is None
    assert last_told()[0] == "proposal.reopened"


def test_who_comes_second_is_told(proposal: Proposal) -> None:
    other = a_joined("Ariane", proposal.network.community, "animateur")
    decide(proposal, owner_of(proposal), "no", no="moment")
    decide(proposal, other, "done")
    assert proposal.state == State.DECLINED


def test_what_was_put_off_may_be_done_after_all(proposal: Proposal) -> None:
    decide(proposal, owner_of(proposal), "later")
    decide(proposal, owner_of(proposal), "done")
    assert proposal.state == State.DONE and proposal.until is None


def test_what_lapsed_or_was_never_shown_is_not_decided(proposal: Proposal) -> None:
    for state, status in ((State.LAPSED, 302), (State.KEPT, 404)):
        Proposal.objects.filter(pk=proposal.pk).update(state=state)
        assert decide(proposal, owner_of(proposal), "done") == status
        assert proposal.state == state


def test_nobody_else_decides(proposal: Proposal) -> None:
    community = proposal.network.community
    elsewhere = testing.a_community(owner=testing.a_member("Elias"))
    former = a_joined("Flora", community, "animateur")
    communities.leave_community(by=former, community=community)
    others = [a_joined("Paul", community), a_joined("Mo", community, "moderator"), former]
    others += [a_joined("Edith", community, "editor"), proposal.subject, None]
    others += [Membership.objects.get(community=elsewhere, role="owner").member]
    for member in others:
        for verb in VERBS:
            assert decide(proposal, member, verb, no="wrong") == 404, (member, verb)
    assert proposal.is_open
    assert not Activity.objects.filter(kind__startswith="proposal.").exists()


def test_looking_at_it_decides_nothing(proposal: Proposal) -> None:
    for verb in VERBS:
        assert browser(owner_of(proposal)).get(f"/proposals/{proposal.pk}/{verb}/").status_code == 405
    proposal.refresh_from_db()
    assert proposal.is_open
