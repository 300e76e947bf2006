"""The night prepares the desk: what is proposed, to whom it never is, and when it comes back."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from potager.animation.actions import (
    decline_proposal,
    finish_proposal,
    network_for,
    postpone_proposal,
    prepare,
)
from potager.animation.actions.rebuilding import rebuild
from potager.animation.gestures import GESTURES
from potager.animation.models import Proposal, Switch
from potager.animation.queries import on_the_desk
from potager.animation.tests.village import a_village, came, opened, says, spoke
from potager.communities.actions import leave_community
from potager.communities.models import Community, Membership
from potager.members.models import Aversion, Member

pytestmark = pytest.mark.django_db
State = Proposal.State


@pytest.fixture
def village() -> tuple[Community, Member, Member]:
    """Nadia came four days ago and opened a conversation, in which nobody answered; Marguerite shares her interest."""
    community, olive = a_village()
    marguerite, sam = came(community, "Marguerite", "Sam")
    (nadia,) = came(community, "Nadia", days=4)
    for one in (marguerite, nadia):
        says(one, interests=("compost",))
    talk = opened(community, sam, "The well", "Who comes to dig?", days=6)
    spoke(talk, marguerite, "I do, on Sunday.", days=5)
    opened(community, nadia, "Compost in winter", "Does it freeze?", days=2)
    rebuild(network_for(community))
    return community, olive, nadia


def morning(community: Community, days: float = 0) -> list[Proposal]:
    """What stands on the desk so many days from now."""
    prepare(community, timezone.now() + timedelta(days=days))
    return list(on_the_desk(network_for(community)))


def toward(desk: list[Proposal], member: Member) -> list[Proposal]:
    return [one for one in desk if one.subject_id == member.pk]


def test_a_newcomer_stands_on_the_desk_once(village) -> None:
    community, _olive, nadia = village
    (proposal,) = toward(morning(community), nadia)
    assert proposal.gesture in {"welcome", "answer"} and proposal.rank and proposal.helper
    assert proposal.reasons and 0 < proposal.score <= 1
    assert Proposal.objects.filter(
        state=State.KEPT, subject=nadia
    ).exists()  # the other gesture, found and not shown
    again = prepare(community)
    assert [one.pk for one in again] == [one.pk for one in on_the_desk(network_for(community))]


def test_what_nobody_touched_stands_three_days_then_leaves_them_in_peace(village) -> None:
    community, _olive, nadia = village
    seen = [len(toward(morning(community, days), nadia)) for days in range(7)]
    assert seen == [1, 1, 1, 0, 0, 0, 0]


@pytest.mark.parametrize("decide", [finish_proposal, decline_proposal])
def test_after_a_decision_nobody_is_proposed_again_that_week(village, decide) -> None:
    community, olive, nadia = village
    (proposal,) = toward(morning(community), nadia)
    decide(by=olive, proposal=proposal, **({"no": "wrong"} if decide is decline_proposal else {}))
    assert not any(toward(morning(community, days), nadia) for days in (1, 3, 6))
    later = [one for days in (7, 9) for one in toward(morning(community, days), nadia)]
    assert proposal.gesture not in {one.gesture for one in later}


def test_later_comes_back_after_three_days(village) -> None:
    community, olive, nadia = village
    (proposal,) = toward(morning(community), nadia)
    postpone_proposal(by=olive, proposal=proposal)
    assert not toward(morning(community, 1), nadia) and not toward(morning(community, 2), nadia)
    (back,) = toward(morning(community, 3.1), nadia)
    assert (back.gesture, back.thing) == (proposal.gesture, proposal.thing)


def test_no_stays_away_for_three_months(village) -> None:
    community, olive, nadia = village
    (proposal,) = toward(morning(community), nadia)
    decline_proposal(by=olive, proposal=proposal, no="unwanted")

    def is_refused(days: float) -> bool:
        from potager.animation.choosing import key_of
        from potager.animation.queries import past_of

        past = past_of(network_for(community), timezone.now() + timedelta(days=days))
        return key_of(proposal.gesture, nadia.pk, None, proposal.thing) in past.refused

    assert is_refused(89) and not is_refused(91)


def test_who_asked_to_be_left_alone_is_not_proposed(village) -> None:
    community, _olive, nadia = village
    Switch.objects.create(member=nadia, community=community, use=Switch.Use.PROPOSED)
    assert "welcome" not in {one.gesture for one in toward(morning(community), nadia)}


def test_helpers_are_asked_who_wish_it_and_are_not_kept_at_a_distance(village) -> None:
    community, _olive, nadia = village
    marguerite = Member.objects.get(display_name="Marguerite")
    Aversion.objects.create(by=nadia, toward=marguerite, kind="mute", name="Marguerite")
    (proposal,) = toward(morning(community), nadia)
    assert proposal.helper != marguerite
    assert all(
        "Marguerite" not in str(reason) and str(marguerite.pk) not in str(reason)
        for reason in proposal.reasons
    )


def test_who_left_or_is_suspended_is_not_proposed(village) -> None:
    community, _olive, nadia = village
    until: datetime = timezone.now() + timedelta(days=3)
    Membership.objects.filter(community=community, member=nadia).update(suspended_until=until)
    assert not toward(morning(community), nadia)
    Membership.objects.filter(community=community, member=nadia).update(suspended_until=None)
    leave_community(by=nadia, community=community)
    assert not toward(morning(community, 1), nadia)


def test_a_gesture_that_stumbles_leaves_the_others_their_morning(village, monkeypatch) -> None:
    community, _olive, nadia = village
    for name in ("welcome", "feed"):
        monkeypatch.setitem(GESTURES, name, replace(GESTURES[name], candidates=lambda life: 1 / 0))
    (proposal,) = toward(morning(community), nadia)
    assert proposal.gesture == "answer"
