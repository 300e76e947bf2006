"""Introduce: two who never spoke, with what could bring them together."""

import pytest

from potager.animation.actions import network_for, prepare
from potager.animation.gestures.introduce import INTRODUCE
from potager.animation.models import Switch
from potager.animation.tests.talking import days_ago, found_by, in_words, kept_as
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
from potager.conversations.actions import open_conversation
from potager.lib.ids import uuid7
from potager.members.models import Aversion, Member
from potager.testing import a_post, a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    """Léontine and Sam both talk with Ben and with Cleo; Léontine seeks an illustrator, Sam draws."""
    community, olive = a_village()
    leontine, sam, ben, cleo = came(community, "Léontine", "Sam", "Ben & Co", "Cleo")
    says(leontine, seeks="somebody for illustration")
    says(sam, talents=("illustration",))
    for at, asking in enumerate((ben, cleo)):
        topic = opened(community, asking, f"Talk <{at}>", "And then?", days=9 - at)
        spoke(topic, leontine, "As I said.", days=7 - at)
        spoke(topic, sam, "As I draw.", days=7 - at)
    return community, olive, leontine, sam, ben


def pair_in(found, *members):
    """The candidate for these two, None where there is none."""
    return next((one for one in found if one.people == {member.pk for member in members}), None)


def test_two_who_never_spoke(village):
    community, olive, leontine, sam, _ben = village
    found = pair_in(proposed(INTRODUCE, community), leontine, sam)
    assert set(found.signs) == set(INTRODUCE.weights) == set(INTRODUCE.signs)
    assert all(0 <= value <= 1 for value in found.signs.values())
    assert found.signs["common"] > 0.3 and found.signs["needs"] == 1
    proposal = kept_as(found, INTRODUCE, community)
    head, common, needs, together = in_words(INTRODUCE, proposal, olive)[:4]
    assert "have never spoken here in public" in head and "Léontine" in head and "Sam" in head
    assert "2 people talk with both these last weeks (" in common and "Ben &amp; Co" in common
    assert "“somebody for illustration”" in needs and "offers this: <em>illustration</em>" in needs
    assert "Talk &lt;1&gt;" in together and "without answering one another" in together
    (place,) = INTRODUCE.places(proposal, olive)
    assert (place.sort, set(place.people)) == ("write", {leontine.pk, sam.pk})
    assert "ne se sont jamais parlé ici en public" in in_words(INTRODUCE, proposal, olive, "fr")[0]
    without_private_talk(community)
    assert [one.sort for one in INTRODUCE.places(proposal, olive)] == ["open"]


def test_private_talk_is_not_looked_at_but_public_talk_ends_it(village):
    community, _olive, leontine, sam, _ben = village
    open_conversation(by=sam, community=community, people=[leontine], title="Us", body="Hello!", key=uuid7())
    found = pair_in(proposed(INTRODUCE, community), leontine, sam)
    proposal = kept_as(found, INTRODUCE, community)
    assert INTRODUCE.holds(proposal)
    topic = a_topic(community=community, by=leontine, title="A drawing", body="Who?")
    a_post(topic=topic, by=sam, body="I.")
    assert pair_in(proposed(INTRODUCE, community), leontine, sam) is None and not INTRODUCE.holds(proposal)


def test_who_is_not_introduced(village):
    community, _olive, leontine, sam, ben = village
    assert pair_in(proposed(INTRODUCE, community), sam, ben) is None  # they spoke
    for use in (Switch.Use.INTRODUCED, Switch.Use.PROPOSED):
        Switch.objects.create(member=sam, community=community, use=use)
        assert not any(sam.pk in one.people for one in found_by(INTRODUCE, community))
        Switch.objects.all().delete()
    Aversion.objects.create(by=leontine, toward=sam, kind="mute", name="Sam")
    assert pair_in(found_by(INTRODUCE, community), leontine, sam) is None
    Aversion.objects.all().delete()
    for change in ({"suspended_until": days_ago(-3)}, {"suspended_until": None, "state": "left"}):
        Membership.objects.filter(community=community, member=sam).update(**change)
        assert not any(sam.pk in one.people for one in found_by(INTRODUCE, community))
    Membership.objects.filter(community=community, member=sam).update(state="active")
    assert found_by(INTRODUCE, community, days_ago(-30)) == []  # nobody is here any more


def test_what_they_stopped_showing_or_wanting_is_not_told(village):
    community, olive, leontine, sam, _ben = village
    proposal = kept_as(pair_in(proposed(INTRODUCE, community), leontine, sam), INTRODUCE, community)
    says(leontine, seeks="somebody for illustration", circles={"seeks": "nobody"})
    assert "illustration" not in " ".join(in_words(INTRODUCE, proposal, olive))
    assert pair_in(found_by(INTRODUCE, community), leontine, sam).signs["needs"] == 0
    assert INTRODUCE.holds(proposal)
    Switch.objects.create(member=sam, community=community, use=Switch.Use.INTRODUCED)
    assert not INTRODUCE.holds(proposal)
    Switch.objects.all().delete()
    Aversion.objects.create(by=sam, toward=leontine, kind="block", name="Léontine")
    assert not INTRODUCE.holds(proposal)


def test_an_old_name_brings_nobody_into_a_conversation(village):
    community, _olive, leontine, sam, _ben = village
    Member.objects.filter(pk=sam.pk).update(display_name="Simon")
    found = pair_in(proposed(INTRODUCE, community), leontine, sam)
    assert found is None or "together" not in {reason.fact for reason in found.reasons}


def test_bridges_between_groups(django_assert_max_num_queries):
    community, olive = a_village()
    groups = [came(community, *(f"{name} {number}" for number in range(4))) for name in ("Hill", "Shore")]
    for group in groups:
        for at, one in enumerate(group):
            topic = opened(community, one, f"Of {one.display_name}", "So?", days=9)
            for other in group[:at]:
                spoke(topic, other, "Yes.", days=8)
    for one in (groups[0][0], groups[1][0]):
        says(one, interests=("boats",))
    first, second = groups[0][0], groups[1][0]
    found = pair_in(proposed(INTRODUCE, community), first, second)
    assert found.signs["bridge"] == 1
    told = in_words(INTRODUCE, kept_as(found, INTRODUCE, community), olive)
    assert any("two groups (4 and 4 people) with 0 ties" in one for one in told)
    with django_assert_max_num_queries(20):
        assert found_by(INTRODUCE, community)


def test_what_came_of_it(village):
    community, olive, leontine, sam, _ben = village
    proposal = kept_as(pair_in(proposed(INTRODUCE, community), leontine, sam), INTRODUCE, community)
    assert outcome(INTRODUCE, proposal, olive, days=3)[0] is None
    is_good, told = outcome(INTRODUCE, proposal, olive, days=15)
    assert is_good is False and "have not spoken here in public" in told
    topic = a_topic(community=community, by=leontine, title="A drawing", body="Who?")
    a_post(topic=topic, by=sam, body="I.")
    is_good, told = outcome(INTRODUCE, proposal, olive, days=3)
    assert is_good and "1 message from one to the other since" in told and "A drawing" in told
    type(proposal).objects.filter(pk=proposal.pk).update(created_at=days_ago(40))
    proposal.refresh_from_db()
    assert "still talk with each other after 30 days" in outcome(INTRODUCE, proposal, olive, days=1)[1]


def test_what_the_past_of_a_community_taught_counts_where_there_is_enough_of_it(village):
    import numpy as np

    from potager.animation.features.pairs import NAMES
    from potager.animation.scoring import Additive

    community, _olive, leontine, sam, _ben = village
    network = network_for(community)
    proposed(INTRODUCE, community)
    prepare(community)
    network.refresh_from_db()
    assert network.learnt["at"] and network.learnt["scorer"] is None  # three people teach nothing
    examples = np.arange(200.0)[:, None] * np.ones(len(NAMES))
    scorer = Additive.fit(examples, np.arange(200) > 100, names=NAMES, rounds=20)
    type(network).objects.update(learnt={"at": network.learnt["at"], "scorer": scorer.as_json()})
    assert all(0 <= one.signs["likely"] <= 1 for one in found_by(INTRODUCE, community))
    assert pair_in(found_by(INTRODUCE, community), leontine, sam)
