"""Gather: enough people who talk about one subject, or live in one place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.animation.actions import change_uses
from potager.animation.gestures.gather import GATHER
from potager.animation.models import Switch
from potager.animation.telling import NotTold
from potager.animation.tests.talking import found_by, in_words, kept_as, moved, people, said
from potager.communities.actions import leave_community
from potager.conversations.models import Topic
from potager.directory.actions import Said, change_profile
from potager.directory.models import Veil
from potager.testing import a_community, a_member, a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden():
    olive = a_member("Olive")
    return a_community(owner=olive), olive


def live(members, place, shown_to="members"):
    for member in members:
        change_profile(by=member, said=Said(place=place, circles={"place": shown_to}))


@pytest.fixture
def graft(garden):
    """Four people begin to talk about grafting, in two conversations, where others talked of hens."""
    community, olive = garden
    four = people(community, "Ada", "Jo", "Sam", "Mina")
    hens = a_topic(community=community, by=olive, title="Hens", body="The hens like the snow, and hens lay.")
    moved(hens.posts.get(), 80)
    for number, member in enumerate(four):
        said(hens, member, "The hens are in the barn, with more hens in the yard.", days=70 - number)
    tree = a_topic(community=community, by=olive, title="The old tree", body="It is old, and still there.")
    moved(tree.posts.get(), 30)
    wall = a_topic(community=community, by=olive, title="Along the wall", body="Sunny and dry, as ever.")
    moved(wall.posts.get(), 30)
    for number, member in enumerate(four):
        said(tree, member, f"I made a graft, and the graft number {number} holds.", days=6 - number)
    said(wall, four[0], "A graft along the wall? The graft wants shade.", days=2)
    return community, olive, tree, four


def by_subject(community):
    return [one for one in found_by(GATHER, community) if one.thing.startswith("topic:")]


def by_place(community):
    return [one for one in found_by(GATHER, community) if one.thing.startswith("place:")]


def test_enough_people_talk_about_one_thing_now(graft):
    community, olive, tree, _four = graft
    (found,) = by_subject(community)
    assert found.thing == f"topic:{tree.pk}" and found.people == frozenset()
    assert set(found.signs) == set(GATHER.weights) and all(0 <= one <= 1 for one in found.signs.values())
    proposal = kept_as(found, GATHER, community)
    head, who, where, ahead = in_words(GATHER, proposal, olive)
    assert "4 people talk about <em>graft</em>" in head
    assert "2 others" in who and "The old tree" in where and "Along the wall" in where and "graft" in ahead
    assert [place.sort for place in GATHER.places(proposal, olive)] == ["open"]
    assert GATHER.holds(proposal)


def test_three_are_too_few_nor_does_anybody_count_who_does_not_wish_it(graft):
    community, _olive, _tree, (ada, *_others) = graft
    Switch.objects.create(member=ada, community=community, use=Switch.Use.PROPOSED)
    assert by_subject(community) == []


def test_not_where_somebody_has_called_already(graft):
    community, olive, _tree, _four = graft
    (found,) = by_subject(community)
    proposal = kept_as(found, GATHER, community)
    a_topic(community=community, by=olive, title="Saturday", body="At ten?", tags=["Graft"])
    assert by_subject(community) == [] and not GATHER.holds(proposal)


def test_nothing_of_what_is_private_or_hidden(graft):
    community, olive, tree, _four = graft
    (found,) = by_subject(community)
    proposal = kept_as(found, GATHER, community)
    Topic.objects.filter(pk=tree.pk).update(is_private=True)
    assert by_subject(community) == []
    Topic.objects.filter(pk=tree.pk).update(is_private=False, hidden_at=timezone.now())
    assert by_subject(community) == []
    with pytest.raises(NotTold):
        in_words(GATHER, proposal, olive)


def test_enough_people_live_in_one_place_and_show_it(garden):
    community, olive = garden
    here = people(community, "Ada", "Jo", "Sam", "Mina")
    people(community, "Bo", "Cy", "Di")
    live(here[:3], "Saint-Étienne")
    live(here[3:], "saint étienne ", shown_to="everyone")
    (found,) = by_place(community)
    proposal = kept_as(found, GATHER, community)
    head, who, lately = in_words(GATHER, proposal, olive)
    assert "4 people live in one place" in head and "Saint-Étienne" in head
    assert f"/c/{community.address}/directory/?place=saint+etienne" in head
    assert "2 others" in who and "4 of them" in lately and GATHER.holds(proposal)


@pytest.mark.parametrize("gone", ["hides", "leaves", "veiled", "switched off"])
def test_whoever_does_not_show_where_they_live_is_not_counted(garden, gone):
    community, olive = garden
    here = people(community, "Ada", "Jo", "Sam", "Mina")
    people(community, "Bo", "Cy", "Di")
    live(here, "Saint-Étienne")
    (found,) = by_place(community)
    proposal = kept_as(found, GATHER, community)
    if gone == "hides":
        live(here[:1], "Saint-Étienne", shown_to="nobody")
    elif gone == "leaves":
        leave_community(by=here[0], community=community)
    elif gone == "veiled":
        Veil.objects.create(member=here[0], community=community)
    else:
        Switch.objects.create(member=here[0], community=community, use=Switch.Use.PROPOSED)
    assert by_place(community) == [] and not GATHER.holds(proposal)
    with pytest.raises(NotTold):
        in_words(GATHER, proposal, olive)


def test_who_hides_or_switches_it_off_is_named_no_more_the_same_day(garden, graft):
    community, olive = garden
    here = people(community, "Rose", "Max", "Lou", "Kim", "Zoé")
    people(community, "Bo", "Cy")
    live(here, "Saint-Étienne")
    (place,) = by_place(community)
    proposal = kept_as(place, GATHER, community)
    live(here[:1], "Saint-Étienne", shown_to="nobody")
    told = " ".join(in_words(GATHER, proposal, olive))
    assert "4 people live" in told and str(here[0].pk) not in told
    community, olive, _tree, (ada, *_others) = graft
    (subject,) = by_subject(community)
    proposal = kept_as(subject, GATHER, community)
    change_uses(by=ada, community=community, off=["words"])
    who = in_words(GATHER, proposal, olive)[1]
    assert str(ada.pk) not in who and "1 other" in who


def test_half_a_name_of_a_place_brings_nobody_together_and_a_hostile_one_is_text(garden):
    community, olive = garden
    here = people(community, "Ada", "Jo", "Sam", "Mina", "Bo", "Cy")
    live(here[:2], "Saint-Étienne")
    live(here[2:4], "Saint-Nazaire")
    assert by_place(community) == []
    live(here[:4], "<b>Lyon</b>&place=x")
    (found,) = by_place(community)
    head = in_words(GATHER, kept_as(found, GATHER, community), olive)[0]
    assert "&lt;b&gt;Lyon&lt;/b&gt;&amp;place=x" in head and "?place=b+lyon+b+place+x" in head


def test_where_everybody_lives_is_no_news(garden):
    community, olive = garden
    live([olive, *people(community, "Ada", "Jo", "Sam", "Mina")], "Lyon")
    assert by_place(community) == []


def test_what_came_of_it(graft):
    community, olive, _tree, four = graft
    (found,) = by_subject(community)
    now = timezone.now()
    then = now - timedelta(days=15)
    proposal = kept_as(found, GATHER, community, state="done", decided_by=olive, decided_at=then)
    assert GATHER.came(proposal, then).is_good is None
    assert GATHER.came(proposal, now).fact == "not_called" and GATHER.came(proposal, now).is_good is False
    call = a_topic(community=community, by=olive, title="Let us graft", body="On Saturday at ten?")
    moved(call.posts.get(), 15)
    assert GATHER.came(proposal, now).fact == "called"
    said(call, four[0], "I come.", days=14)
    said(call, four[0], "With a knife.", days=14)
    assert GATHER.came(proposal, now).about["number"] == 1
    kept = kept_as(found, GATHER, community, state="kept", created_at=then)
    assert GATHER.came(kept, now).about["number"] == 1  # somebody called without the desk
