"""What whoever animates says of a proposal, as their page asks for it, and who may not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.animation.models import Proposal
from potager.animation.tests.made import a_garden, a_joined, a_waiting, browser, everybody_else, owner_of
from potager.journal.models import Activity
from potager.members.models import Member

pytestmark = pytest.mark.django_db
State = Proposal.State
VERBS = ("done", "later", "no", "back")


@pytest.fixture
def proposal() -> Proposal:
    """A conversation of somebody's that nobody answered, in a community whose owner is Olive."""
    return a_waiting("Nadia", a_garden())


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
    olive = owner_of(proposal.network.community)
    assert decide(proposal, olive, "done") == 302
    assert (proposal.state, proposal.decided_by) == (State.DONE, olive)
    assert last_told() == ("proposal.done", {"gesture": "answer", "no": ""})


def test_put_off_for_three_days(proposal: Proposal) -> None:
    decide(proposal, owner_of(proposal.network.community), "later")
    assert proposal.state == State.LATER
    assert proposal.until and timedelta(days=2) < proposal.until - timezone.now() < timedelta(days=4)
    assert last_told()[0] == "proposal.postponed"


def test_declined_with_one_of_four_reasons(proposal: Proposal) -> None:
    decide(proposal, owner_of(proposal.network.community), "no", no="because")
    assert proposal.is_open
    decide(proposal, owner_of(proposal.network.community), "no", no="wrong")
    assert (proposal.state, proposal.no) == (State.DECLINED, "wrong")
    assert last_told() == ("proposal.declined", {"gesture": "answer", "no": "wrong"})


@pytest.mark.parametrize("verb", ["done", "later", "no"])
def test_all_of_it_is_taken_back(proposal: Proposal, verb: str) -> None:
    olive = owner_of(proposal.network.community)
    decide(proposal, olive, verb, no="wrong")
    decide(proposal, olive, "back")
    assert proposal.is_open and not proposal.no and proposal.until is None
    assert proposal.decided_by is None and proposal.decided_at is None
    assert last_told()[0] == "proposal.reopened"


def test_who_comes_second_is_told(proposal: Proposal) -> None:
    other = a_joined("Ariane", proposal.network.community, "animateur")
    decide(proposal, owner_of(proposal.network.community), "no", no="moment")
    decide(proposal, other, "done")
    assert proposal.state == State.DECLINED


def test_what_was_put_off_may_be_done_after_all(proposal: Proposal) -> None:
    decide(proposal, owner_of(proposal.network.community), "later")
    decide(proposal, owner_of(proposal.network.community), "done")
    assert proposal.state == State.DONE and proposal.until is None


def test_what_lapsed_or_was_never_shown_is_not_decided(proposal: Proposal) -> None:
    for state, status in ((State.LAPSED, 302), (State.KEPT, 404)):
        Proposal.objects.filter(pk=proposal.pk).update(state=state)
        assert decide(proposal, owner_of(proposal.network.community), "done") == status
        assert proposal.state == state


def test_nobody_else_decides(proposal: Proposal) -> None:
    others = {**everybody_else(proposal.network.community), "subject": proposal.subject}
    for who, member in others.items():
        for verb in VERBS:
            assert decide(proposal, member, verb, no="wrong") == 404, (who, verb)
    assert proposal.is_open
    assert not Activity.objects.filter(kind__startswith="proposal.").exists()


def test_looking_at_it_decides_nothing(proposal: Proposal) -> None:
    for verb in VERBS:
        assert (
            browser(owner_of(proposal.network.community)).get(f"/proposals/{proposal.pk}/{verb}/").status_code
            == 405
        )
    proposal.refresh_from_db()
    assert proposal.is_open
