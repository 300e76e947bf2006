"""What decisions teach: a pure function of the defaults and of what was decided, in its order."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from potager.animation import actions
from potager.animation.gestures import GESTURES
from potager.animation.learning import Lesson, learnt, limits
from potager.animation.models import Proposal, Weights
from potager.animation.tests.made import a_proposal
from potager.conversations.models import Topic
from potager.testing import a_community, a_member, a_topic

ANSWER = GESTURES["answer"]
USUAL = dict(ANSWER.weights)
LONG = {"waits": 1.0, "asks": 0.4, "is_new": 0.0, "is_fresh": 0.2}
names = st.sampled_from(sorted(USUAL))
lessons = st.lists(
    st.builds(Lesson, signs=st.dictionaries(names, st.floats(0, 1)), is_good=st.booleans()), max_size=60
)


def test_no_lesson_changes_nothing():
    assert learnt(USUAL, []) == USUAL


def test_what_stood_out_gains_where_it_was_made_and_loses_where_it_was_refused():
    made = learnt(USUAL, [Lesson(LONG, True)] * 5)
    refused = learnt(USUAL, [Lesson(LONG, False)] * 5)
    assert made["waits"] > USUAL["waits"] > refused["waits"]
    assert made["is_new"] < USUAL["is_new"] < refused["is_new"]
    assert ANSWER.score(LONG, made) > ANSWER.score(LONG) > ANSWER.score(LONG, refused)


def test_a_sign_that_is_unknown_teaches_nothing_and_equal_signs_neither():
    assert learnt(USUAL, [Lesson({"charm": 1.0}, True)]) == USUAL
    even = learnt(USUAL, [Lesson(dict.fromkeys(USUAL, 0.7), False)] * 9)
    assert even == pytest.approx(USUAL)


@settings(max_examples=40, deadline=None)
@given(lessons)
def test_weights_stay_between_a_quarter_and_four_times_the_usual(taught):
    found = learnt(USUAL, taught)
    assert set(found) == set(USUAL)
    for name, value in found.items():
        least, most = limits(USUAL[name])
        assert least <= value <= most


def test_many_decisions_of_one_sort_come_to_rest():
    assert learnt(USUAL, [Lesson(LONG, True)] * 300) == pytest.approx(
        learnt(USUAL, [Lesson(LONG, True)] * 400), rel=0.01
    )


@pytest.fixture
def desk(db):
    olive = a_member("Olive")
    return a_community(owner=olive), olive


def proposed(community, by, **row):
    topic = a_topic(community=community, by=by)
    return a_proposal(topic=topic, signs=LONG, **row)


def weights(community):
    row = Weights.objects.filter(network__community=community, gesture="answer").first()
    return ({**USUAL, **row.values}, row.decisions) if row else (USUAL, 0)


def test_decisions_teach_and_taking_one_back_takes_its_lesson_back(desk):
    community, olive = desk
    first, second, third = (proposed(community, olive) for _ in range(3))
    actions.finish_proposal(by=olive, proposal=first)
    actions.decline_proposal(by=olive, proposal=second, no="unwanted")
    before = weights(community)
    assert before[1] == 2 and before[0] != USUAL
    actions.finish_proposal(by=olive, proposal=third)
    assert weights(community) != before
    actions.reopen_proposal(by=olive, proposal=third)
    assert weights(community) == before
    actions.reopen_proposal(by=olive, proposal=second)
    actions.reopen_proposal(by=olive, proposal=first)
    assert weights(community) == (USUAL, 0)


@pytest.mark.parametrize(("no", "teaches"), [("wrong", 1), ("unwanted", 1), ("already", 0), ("moment", 0)])
def test_only_what_speaks_against_the_signs_teaches(desk, no, teaches):
    community, olive = desk
    actions.decline_proposal(by=olive, proposal=proposed(community, olive), no=no)
    assert weights(community)[1] == teaches and (weights(community)[0] != USUAL) == bool(teaches)


def test_what_is_put_off_teaches_nothing(desk):
    community, olive = desk
    actions.postpone_proposal(by=olive, proposal=proposed(community, olive))
    assert weights(community) == (USUAL, 0)


def test_each_community_learns_for_itself(desk):
    community, olive = desk
    other = a_community(owner=olive)
    actions.finish_proposal(by=olive, proposal=proposed(community, olive))
    assert weights(other) == (USUAL, 0) and weights(community)[1] == 1


def test_what_is_not_known_any_more_is_left_alone(desk):
    community, olive = desk
    proposal = proposed(community, olive, gesture="serenade")
    actions.finish_proposal(by=olive, proposal=proposal)
    assert Proposal.objects.get().state == "done" and not Weights.objects.exists()


def test_the_night_scores_by_what_was_learnt(desk):
    community, olive = desk
    topic = a_topic(community=community, by=olive, title="Who has a spade?", is_question=True)
    Topic.objects.filter(pk=topic.pk).update(opened_at=timezone.now() - timedelta(days=2))
    usual = next(one for one in actions.prepare(community) if one.gesture == "answer")
    for proposal in (proposed(community, olive) for _ in range(6)):
        actions.decline_proposal(by=olive, proposal=proposal, no="wrong")
    Proposal.objects.all().delete()
    row = Weights.objects.get(gesture="answer")
    learnt = ANSWER.score(usual.signs, row.values)
    again = next(
        one
        for one in actions.prepare(community, timezone.now() + timedelta(days=1))
        if one.gesture == "answer"
    )
    assert again.score == pytest.approx(ANSWER.score(again.signs, row.values), abs=0.001)
    assert learnt != pytest.approx(usual.score, abs=0.001)
