"""Invite back: who fell silent, and what happened since that concerns them."""

import pytest

from potager.animation.gestures.invite import INVITE
from potager.animation.models import Switch
from potager.animation.tests.talking import days_ago, found_by, in_words, kept_as
from potager.animation.tests.village import (
    a_village,
    came,
    opened,
    outcome,
    proposed,
    spoke,
    without_private_talk,
)
from potager.communities.actions import leave_community
from potager.communities.models import Membership
from potager.conversations.actions import hide_post, withdraw_post
from potager.members.models import Aversion, Member
from potager.testing import a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    """Hassan was here on five days, the last one eleven days ago; Sam answered him since, and the well went on."""
    community, olive = a_village()
    hassan, sam, cleo = came(community, "Hassan & Co", "Sam", "Cleo", days=32)
    bread = opened(community, hassan, "Bread <oven>", "I build a bread oven of clay.", days=30)
    well = opened(community, sam, "The well", "Who digs?", days=28)
    for days in (24, 20, 15, 11):
        spoke(well, hassan, f"The bread oven and the well, day {days}.", days=days)
    answer = spoke(bread, sam, "How thick is the clay of your oven?", days=5)
    for days in (6, 3):
        spoke(well, cleo, f"Deeper, {days}.", days=days)
    return community, olive, hassan, sam, answer


def test_who_fell_silent_with_what_happened_since(village):
    community, olive, hassan, _sam, answer = village
    (found,) = proposed(INVITE, community)
    assert found.subject == hassan.pk and found.helper is None
    assert set(found.signs) == set(INVITE.weights) == set(INVITE.signs)
    assert all(0 <= value <= 1 for value in found.signs.values()) and found.signs["answered"] == 1
    proposal = kept_as(found, INVITE, community)
    head, silent, answered, went_on = in_words(INVITE, proposal, olive)[:4]
    assert "Hassan &amp; Co" in head and "Here on 6 days" in silent
    assert f"#post-{answer.pk}" in answered and "Bread &lt;oven&gt;" in answered
    assert "2 messages since" in went_on and "The well" in went_on
    assert "Des signes de vie sur 6 jours" in in_words(INVITE, proposal, olive, "fr")[1]
    (place,) = INVITE.places(proposal, olive)
    assert (place.sort, place.people) == ("write", (hassan.pk,))
    without_private_talk(community)
    assert [one.sort for one in INVITE.places(proposal, olive)] == ["open"]


def test_what_is_new_about_what_they_care_about(village):
    community, olive, _hassan, _sam, _answer = village
    cleo = Member.objects.get(display_name="Cleo")
    opened(community, cleo, "A second bread oven", "Clay again.", days=2)
    told = in_words(INVITE, kept_as(proposed(INVITE, community)[0], INVITE, community), olive)
    assert any("A second bread oven" in one and "what they care about (" in one for one in told)


def test_what_is_taken_back_or_hidden_is_not_told(village):
    community, olive, _hassan, sam, answer = village
    proposal = kept_as(proposed(INVITE, community)[0], INVITE, community)
    withdraw_post(by=sam, post=answer)
    assert not any("answered them" in one for one in in_words(INVITE, proposal, olive))
    assert "answered" not in {reason.fact for reason in found_by(INVITE, community)[0].reasons}


def test_who_is_not_invited(village):
    community, _olive, hassan, _sam, _answer = village
    assert {one.subject for one in proposed(INVITE, community)} == {hassan.pk}  # Sam and Cleo are here
    for use in (Switch.Use.INVITED, Switch.Use.PROPOSED):
        Switch.objects.create(member=hassan, community=community, use=use)
        assert found_by(INVITE, community) == []
        Switch.objects.all().delete()
    mine = Membership.objects.filter(community=community, member=hassan)
    mine.update(suspended_until=days_ago(-3))
    assert found_by(INVITE, community) == []
    mine.update(suspended_until=None)
    assert found_by(INVITE, community, days_ago(8)) == []  # three days of silence are none
    assert found_by(INVITE, community, days_ago(-40)) == []  # it is late
    leave_community(by=hassan, community=community)
    assert found_by(INVITE, community) == []


def test_nothing_is_told_of_whom_they_keep_at_a_distance_nor_under_an_old_name(village):
    community, olive, hassan, sam, answer = village
    Aversion.objects.create(by=hassan, toward=sam, kind="block", name="Sam")
    assert "answered" not in {reason.fact for reason in proposed(INVITE, community)[0].reasons}
    Member.objects.filter(pk=hassan.pk).update(display_name="Harun")
    assert (
        found_by(INVITE, community) == []
    )  # what happened, happened to somebody else, for all that is shown
    hide_post(by=olive, post=answer)


def test_it_costs_no_more_for_many(village, django_assert_max_num_queries):
    community, _olive, _hassan, sam, _answer = village
    well = opened(community, sam, "Many", "Who?", days=40)
    for one in came(community, *(f"Friend {number}" for number in range(5)), days=42):
        for days in (30, 20, 12):
            spoke(well, one, f"Me, {days}.", days=days)
    spoke(well, sam, "Where are you all?", days=2)
    proposed(INVITE, community)
    with django_assert_max_num_queries(
        20
    ):  # of which 14 are of the life: its graph, themes, members, switches
        assert len(found_by(INVITE, community)) == 6


def test_what_came_of_it(village):
    community, olive, hassan, _sam, answer = village
    proposal = kept_as(proposed(INVITE, community)[0], INVITE, community)
    assert INVITE.holds(proposal) and outcome(INVITE, proposal, olive, days=3)[0] is None
    assert outcome(INVITE, proposal, olive, days=15)[0] is False
    a_post(topic=answer.topic, by=hassan, body="Ten thumbs thick.")
    proposed(INVITE, community)  # the graph has grown
    is_good, told = outcome(INVITE, proposal, olive, days=3)
    assert is_good and "is back since" in told and "Bread" in told
    assert not INVITE.holds(proposal)
