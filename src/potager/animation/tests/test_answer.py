"""Answer: what nobody has answered, and who could."""

import pytest

from potager.animation.gestures.answer import ANSWER
from potager.animation.models import Switch
from potager.animation.tests.talking import days_ago, found_by, in_words, kept_as, moved
from potager.animation.tests.village import a_village, came, opened, outcome, proposed, spoke
from potager.communities.actions import leave_community
from potager.communities.models import Membership
from potager.conversations.actions import accept_post, close_topic, hide_topic, withdraw_post
from potager.conversations.models import Rules, Topic
from potager.members.models import Aversion, Member
from potager.testing import a_member, a_post, a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    """Nadia asks about grafting; Ada answered about it twice, within a day."""
    community, olive = a_village()
    ada, sam = came(community, "Ada <b>", "Sam")
    (nadia,) = came(community, "Nadia", days=10)
    for number in range(2):
        topic = opened(
            community, sam, f"Grafting apples {number}", "Which blade for grafting?", days=60 - number
        )
        spoke(topic, ada, "For grafting take a sharp blade.", days=59 - number)
    others = ("A hedge of hazel", "The pump leaks", "Snails at night", "Seeds to swap")
    for number, title in enumerate(others):
        topic = opened(community, sam, title, f"{title}: what now?", days=50 - number)
        spoke(topic, olive, f"See the board, line {number}.", days=49 - number)
    spoke(topic, ada, "Or the barn.", days=20)
    question = opened(
        community, nadia, "Grafting <pears>?", "Is it time for grafting?", days=3, is_question=True
    )
    return community, olive, nadia, ada, question


def test_a_question_that_waits_and_who_could_answer(village):
    community, olive, nadia, ada, question = village
    (found,) = proposed(ANSWER, community)
    assert (found.subject, found.helper, found.thing) == (nadia.pk, ada.pk, f"topic:{question.pk}")
    assert set(found.signs) == set(ANSWER.weights) == set(ANSWER.signs)
    assert all(0 <= value <= 1 for value in found.signs.values()) and found.signs["asks"] == 1
    proposal = kept_as(found, ANSWER, community, helper=ada)
    head, waits, usual, new, could = in_words(ANSWER, proposal, olive)
    assert "Nadia" in head and "Grafting &lt;pears&gt;?" in head and "nobody has answered" in head
    assert "3 days" in waits and "24 hours" in usual and "By a new member" in new
    assert "Ada &lt;b&gt;" in could and "neighbouring conversations since" in could
    assert "Grafting apples 0" in could and "Grafting apples 1" in could
    ask, answer = ANSWER.places(proposal, olive)
    assert (ask.sort, ask.people, answer.sort, answer.thing) == ("write", (ada.pk,), "answer", found.thing)
    assert "L’attente dure depuis 3 jours." in in_words(ANSWER, proposal, olive, "fr")


def test_once_answered_it_goes(village):
    community, olive, _nadia, ada, question = village
    proposal = kept_as(proposed(ANSWER, community)[0], ANSWER, community)
    assert ANSWER.holds(proposal) and outcome(ANSWER, proposal, olive, days=1)[0] is None
    assert outcome(ANSWER, proposal, olive, days=4)[0] is False
    post = a_post(topic=question, by=ada, body="A sharp one.")
    assert not ANSWER.holds(proposal) and found_by(ANSWER, community) == []
    is_good, told = outcome(ANSWER, proposal, olive, days=1)
    assert is_good and "has 1 answer since" in told
    withdraw_post(by=ada, post=post)
    assert ANSWER.holds(proposal) and len(found_by(ANSWER, community)) == 1


def test_what_does_not_wait(village):
    community, olive, nadia, _ada, _question = village
    assert proposed(ANSWER, community) and found_by(ANSWER, community, days_ago(2.9)) == []  # too soon
    assert found_by(ANSWER, community, days_ago(-30)) == []  # too late
    for change in ({"suspended_until": days_ago(-3)}, {"suspended_until": None, "state": "removed"}):
        Membership.objects.filter(community=community, member=nadia).update(**change)
        assert found_by(ANSWER, community) == []
    Membership.objects.filter(community=community, member=nadia).update(state="active")
    leave_community(by=nadia, community=community)
    assert found_by(ANSWER, community) == []
    other = opened(community, olive, "The shed", "Who has the key?", days=2)
    assert [one.subject for one in found_by(ANSWER, community)] == [olive.pk]
    proposal = kept_as(found_by(ANSWER, community)[0], ANSWER, community)
    close_topic(by=olive, topic=other)
    assert found_by(ANSWER, community) == [] and not ANSWER.holds(proposal)


def test_what_is_hidden_is_not_told(village):
    community, olive, _nadia, _ada, question = village
    hide_topic(by=olive, topic=question)
    assert proposed(ANSWER, community) == []


def test_an_author_who_bears_another_name_now_is_not_named(village):
    community, olive, nadia, _ada, _question = village
    Member.objects.filter(pk=nadia.pk).update(display_name="Nora")
    (found,) = proposed(ANSWER, community)
    assert found.subject is None
    told = " ".join(in_words(ANSWER, kept_as(found, ANSWER, community), olive))
    assert "Nora" not in told and "new member" not in told and "Nobody has answered in" in told


def test_an_author_who_is_proposed_to_nobody_is_not_named(village):
    community, olive, nadia, _ada, _question = village
    proposal = kept_as(proposed(ANSWER, community)[0], ANSWER, community)
    Switch.objects.create(member=nadia, community=community, use=Switch.Use.PROPOSED)
    assert not ANSWER.holds(proposal)
    (found,) = found_by(ANSWER, community)
    assert found.subject is None and found.thing
    assert "Nadia" not in " ".join(in_words(ANSWER, kept_as(found, ANSWER, community), olive))


def test_a_passer_by_is_answered_too(village):
    community, olive, _nadia, _ada, question = village
    Topic.objects.filter(pk=question.pk).update(hidden_at=days_ago(0))
    Rules.objects.update_or_create(community=community, defaults={"passers_by": "opening"})
    passing = a_member("Paz <i>")
    topic = a_topic(community=community, by=passing, title="A hive?", body="May I?")
    accept_post(by=olive, post=topic.posts.get())
    moved(topic.posts.get(), 2)
    (found,) = [one for one in proposed(ANSWER, community) if one.thing == f"topic:{topic.pk}"]
    assert found.subject == passing.pk
    told = in_words(ANSWER, kept_as(found, ANSWER, community), olive)
    assert "<bdi>Paz &lt;i&gt;</bdi>" in told[0] and "/people/" not in told[0]
    assert any("in passing" in one for one in told)


def test_who_does_not_help(village):
    community, _olive, nadia, ada, _question = village
    proposal = kept_as(proposed(ANSWER, community)[0], ANSWER, community, helper=ada)
    Switch.objects.create(member=ada, community=community, use=Switch.Use.HELPING)
    assert found_by(ANSWER, community)[0].helper != ada.pk and not ANSWER.holds(proposal)
    Switch.objects.all().delete()
    Aversion.objects.create(by=ada, toward=nadia, kind="mute", name="Nadia")
    assert found_by(ANSWER, community)[0].helper != ada.pk
    Aversion.objects.all().delete()
    Member.objects.filter(pk=ada.pk).update(display_name="Adèle")
    assert all("apples" not in str(one.about) for one in found_by(ANSWER, community)[0].reasons)


def test_it_costs_no_more_for_many(village, django_assert_max_num_queries):
    community, _olive, nadia, _ada, _question = village
    for number in range(8):
        opened(community, nadia, f"Grafting plums {number}", "Which knife?", days=4)
    proposed(ANSWER, community)
    with django_assert_max_num_queries(20):
        assert len(found_by(ANSWER, community)) == 9
