"""Welcome: who arrived and heard no word, and who could greet them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.animation.gestures.welcome import WELCOME
from potager.animation.models import Switch
from potager.animation.tests.talking import found_by, in_words, kept_as
from potager.animation.tests.village import (
    a_village,
    came,
    opened,
    outcome,
    proposed,
    says,
    spoke,
    without_private_talk,
)
from potager.communities.models import Membership
from potager.conversations.actions import hide_post, open_conversation
from potager.directory.actions import hide_profile
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.testing import a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    """Nadia came four days ago; Marguerite shares two of her interests, and answered Sam when he was new."""
    community, olive = a_village()
    (marguerite,) = came(community, "Marguerite")
    (sam,) = came(community, "Sam", days=60)
    (nadia,) = came(community, "Nadia <b>", days=4)
    says(marguerite, interests=("compost", "bees"), place="Lyon")
    says(nadia, interests=("compost", "bees"), place="Lyon")
    talk = opened(community, sam, "The well", "Who comes to dig?", days=58)
    spoke(talk, marguerite, "I do, on Sunday.", days=57)
    spoke(talk, marguerite, "With a spade.", days=9)
    return community, olive, nadia, marguerite, sam


def test_a_newcomer_and_who_could_greet_them(village):
    community, olive, nadia, marguerite, _sam = village
    words = opened(community, nadia, "Compost <i>now</i>", "Does it freeze?", days=3)
    (found,) = proposed(WELCOME, community)
    assert (found.subject, found.helper, found.moment) == (nadia.pk, marguerite.pk, "now")
    assert set(found.signs) == set(WELCOME.weights) == set(WELCOME.signs)
    assert all(0 <= value <= 1 for value in found.signs.values()) and found.signs["spoke"] == 1
    proposal = kept_as(found, WELCOME, community, helper=marguerite)
    head, arrived, first, could = in_words(WELCOME, proposal, olive)
    assert "Nadia &lt;b&gt;" in head and "nobody has spoken to them here in public" in head
    assert (
        "Arrival: " in arrived
        and "Compost &lt;i&gt;now&lt;/i&gt;" in first
        and f"/topics/{words.pk}/" in first
    )
    assert "Marguerite" in could and "<em>compost</em> and <em>bees</em>" in could
    assert "(Lyon)" in could and "answers to 1 newcomer" in could and "Sam" in could
    answer, write, ask = WELCOME.places(proposal, olive)
    assert (answer.sort, answer.thing) == ("answer", f"topic:{words.pk}")
    assert (write.sort, write.people, ask.people) == ("write", (nadia.pk,), (marguerite.pk,))
    assert WELCOME.holds(proposal)
    spoke(words, olive, "Not deep down.", days=0)
    assert not WELCOME.holds(proposal) and proposed(WELCOME, community) == []


def test_in_french(village):
    community, olive, _nadia, marguerite, _sam = village
    (found,) = proposed(WELCOME, community)
    told = in_words(WELCOME, kept_as(found, WELCOME, community, helper=marguerite), olive, "fr")
    assert "vient d’arriver, et personne ne lui a encore parlé ici en public." in told[0]
    assert "talents ou intérêts communs (<em>compost</em> et <em>bees</em>)" in told[-1]


def test_where_nobody_writes_in_private_one_calls_by_name(village):
    community, olive, nadia, marguerite, _sam = village
    without_private_talk(community)
    (found,) = proposed(WELCOME, community)
    (place,) = WELCOME.places(kept_as(found, WELCOME, community, helper=marguerite), olive)
    assert (place.sort, place.people) == ("open", (nadia.pk,))


def test_private_talk_is_not_looked_at_and_hidden_words_are_no_word(village):
    community, olive, nadia, marguerite, _sam = village
    open_conversation(
        by=marguerite, community=community, people=[nadia], title="Hello", body="Welcome!", key=uuid7()
    )
    words = opened(community, nadia, "Frost", "Is it cold?", days=3)
    answer = spoke(words, marguerite, "Go away.", days=2)
    hide_post(by=olive, post=answer)
    assert [one.subject for one in proposed(WELCOME, community)] == [nadia.pk]


def test_an_old_name_reveals_nothing(village):
    community, olive, nadia, _marguerite, _sam = village
    opened(community, nadia, "My secret", "I said this under another name.", days=3)
    Member.objects.filter(pk=nadia.pk).update(display_name="Nora")
    (found,) = proposed(WELCOME, community)
    assert "said" not in {reason.fact for reason in found.reasons} and found.signs["spoke"] == 0
    assert "secret" not in " ".join(in_words(WELCOME, kept_as(found, WELCOME, community), olive))


def test_what_is_hidden_of_a_profile_is_not_told(village):
    community, olive, nadia, marguerite, _sam = village
    (found,) = proposed(WELCOME, community)
    proposal = kept_as(found, WELCOME, community, helper=marguerite)
    hide_profile(by=olive, membership=Membership.objects.get(community=community, member=marguerite))
    hide_profile(by=olive, membership=Membership.objects.get(community=community, member=nadia))
    told = " ".join(in_words(WELCOME, proposal, olive))
    assert "compost" not in told and "Lyon" not in told and "answers to 1 newcomer" in told
    says(nadia, interests=("compost", "bees"), circles={"interests": "nobody", "talents": "nobody"})
    assert not {"shows"} & {reason.fact for reason in found_by(WELCOME, community)[0].reasons}


def test_who_is_not_greeted(village):
    community, _olive, nadia, marguerite, sam = village
    assert sam.pk not in {one.subject for one in proposed(WELCOME, community)}  # came long since
    assert found_by(WELCOME, community, timezone.now() + timedelta(days=11)) == []
    for use in (Switch.Use.PROPOSED, Switch.Use.HELPING):
        Switch.objects.create(member=nadia if use == "proposed" else marguerite, community=community, use=use)
        (found,) = found_by(WELCOME, community) or [None]
        assert (found is None) == (use == "proposed")
        Switch.objects.all().delete()
    Switch.objects.create(member=marguerite, community=community, use=Switch.Use.HELPING)
    assert found_by(WELCOME, community)[0].helper is None
    Membership.objects.filter(community=community, member=nadia).update(role="animateur")
    assert found_by(WELCOME, community) == []


def test_it_costs_no_more_for_many(village, django_assert_max_num_queries):
    community, _olive, _nadia, _marguerite, _sam = village
    for member in came(community, *(f"Newcomer {number}" for number in range(12)), days=2):
        says(member, interests=("bees",))
    proposed(WELCOME, community)
    with django_assert_max_num_queries(
        20
    ):  # of which 13 are of the life: its graph, themes, members, switches
        assert len(found_by(WELCOME, community)) == 13


def test_what_came_of_it(village):
    community, olive, nadia, _marguerite, _sam = village
    proposal = kept_as(proposed(WELCOME, community)[0], WELCOME, community)
    assert outcome(WELCOME, proposal, olive, days=2)[0] is None
    is_good, told = outcome(WELCOME, proposal, olive, days=20)
    assert is_good is False and "has not spoken here" in told
    a_topic(community=community, by=nadia, title="Hello", body="Here I am.")
    is_good, told = outcome(WELCOME, proposal, olive, days=2)
    assert is_good and "has spoken since" in told and "Hello" in told
