"""Honour: who gave much, and was thanked by nobody."""

import pytest

from potager.animation.gestures.honour import HONOUR
from potager.animation.models import Switch
from potager.animation.tests.talking import days_ago, found_by, in_words, kept_as, said
from potager.animation.tests.village import (
    a_village,
    came,
    opened,
    outcome,
    proposed,
    spoke,
    thanked,
    without_private_talk,
)
from potager.authorship.models import Choice
from potager.communities.models import Membership
from potager.conversations.actions import accept_answer, hide_post, hide_topic
from potager.lib.ids import uuid7
from potager.manuscripts import actions as books
from potager.members.models import Aversion, Member
from potager.stories.actions import add_contribution
from potager.stories.models import Contribution
from potager.testing import a_manuscript, a_post, a_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    """Marguerite answered three people in three weeks, once with the right answer."""
    community, olive = a_village()
    marguerite, sam, ben, cleo = came(community, "Marguerite <i>", "Sam", "Ben", "Cleo")
    answers = []
    for at, asking in enumerate((sam, ben, cleo)):
        topic = opened(community, asking, f"Leeks & {at}", "And now?", days=20 - at, is_question=True)
        answers.append(spoke(topic, marguerite, f"Try again with {at} rows.", days=19 - at))
    accept_answer(by=cleo, post=answers[-1])
    return community, olive, marguerite, sam, answers


def test_quiet_help_with_links_to_it(village):
    community, olive, marguerite, _sam, answers = village
    found = {one.subject: one for one in proposed(HONOUR, community)}
    assert set(found) == {marguerite.pk}
    candidate = found[marguerite.pk]
    assert set(candidate.signs) == set(HONOUR.weights) == set(HONOUR.signs)
    assert all(0 <= value <= 1 for value in candidate.signs.values()) and candidate.signs["right"] == 0.5
    proposal = kept_as(candidate, HONOUR, community)
    head, answered, right, unthanked = in_words(HONOUR, proposal, olive)
    assert "Marguerite &lt;i&gt;" in head and "helps quietly" in head
    assert "3 answers to 3 people since" in answered and "Leeks &amp; 2" in answered
    assert all(f"#post-{one.pk}" in answered for one in answers)
    assert "right one in" in right and "60 days" in unthanked
    aloud, private = HONOUR.places(proposal, olive)
    assert (aloud.sort, private.sort, private.people) == ("open", "write", (marguerite.pk,))
    assert "3 réponses à 3 personnes depuis" in in_words(HONOUR, proposal, olive, "fr")[1]
    without_private_talk(community)
    assert [one.sort for one in HONOUR.places(proposal, olive)] == ["open"]


def test_who_was_thanked_needs_no_proposal(village):
    community, _olive, _marguerite, sam, answers = village
    proposal = kept_as(proposed(HONOUR, community)[0], HONOUR, community)
    assert HONOUR.holds(proposal)
    thanked(answers[0], sam, days=0)
    assert not HONOUR.holds(proposal) and found_by(HONOUR, community) == []


def test_a_word_of_thanks_counts_too(village):
    community, _olive, _marguerite, sam, answers = village
    proposed(HONOUR, community)
    spoke(answers[0].topic, sam, "It works, no more rust.", days=2)
    assert len(found_by(HONOUR, community)) == 1
    spoke(answers[0].topic, sam, "Oh, thank you!", days=1)
    assert found_by(HONOUR, community) == []


def test_thanks_of_long_ago_count_less_than_never(village):
    community, _olive, marguerite, sam, _answers = village
    old = opened(community, sam, "Of old", "Well?", days=100)
    post = spoke(old, marguerite, "Of course.", days=99)
    thanked(post, sam, days=98)
    assert proposed(HONOUR, community)[0].signs["never"] == 0


def test_who_is_not_honoured(village):
    community, _olive, marguerite, _sam, _answers = village
    Switch.objects.create(member=marguerite, community=community, use=Switch.Use.PROPOSED)
    assert proposed(HONOUR, community) == []
    Switch.objects.all().delete()
    Membership.objects.filter(community=community, member=marguerite).update(suspended_until=days_ago(-3))
    assert found_by(HONOUR, community) == []
    Membership.objects.filter(community=community, member=marguerite).update(
        suspended_until=None, state="left"
    )
    assert found_by(HONOUR, community) == []
    Membership.objects.filter(community=community, member=marguerite).update(state="active", role="animateur")
    assert found_by(HONOUR, community) == []


def test_hidden_answers_and_those_under_another_name_reveal_nothing(village):
    community, olive, marguerite, _sam, answers = village
    proposal = kept_as(proposed(HONOUR, community)[0], HONOUR, community)
    hide_post(by=olive, post=answers[0])
    hide_topic(by=olive, topic=answers[1].topic)
    answered = in_words(HONOUR, proposal, olive)[1]
    assert "Leeks &amp; 0" not in answered and "Leeks &amp; 1" not in answered and "Leeks &amp; 2" in answered
    assert "2 answers" not in answered
    Member.objects.filter(pk=marguerite.pk).update(display_name="Rita")
    assert found_by(HONOUR, community) == []


def test_stories_count_under_the_name_that_was_signed(village):
    community, olive, marguerite, sam, _answers = village
    story = a_story(community=community, host=olive)
    for number in range(3):
        for one in (marguerite, sam):
            text = f"The {number}th bean came."
            add_contribution(by=one, story=story, text=text, signature="", key=uuid7())
    before = proposed(HONOUR, community)[0]
    assert "wrote" not in {reason.fact for reason in before.reasons}
    Contribution.objects.filter(author=marguerite).update(signature=marguerite.display_name)
    assert "wrote" in {reason.fact for reason in found_by(HONOUR, community)[0].reasons}


def test_private_writing_is_not_offered_to_who_is_kept_at_a_distance(village):
    community, olive, marguerite, _sam, _answers = village
    proposal = kept_as(proposed(HONOUR, community)[0], HONOUR, community)
    Aversion.objects.create(by=marguerite, toward=olive, kind="block", name="Olive")
    assert [one.sort for one in HONOUR.places(proposal, olive)] == ["open"]


def test_it_costs_no_more_for_many(village, django_assert_max_num_queries):
    community, _olive, _marguerite, sam, _answers = village
    topic = opened(community, sam, "All together", "Who comes?", days=5)
    other = opened(community, came(community, "Ada")[0], "And here", "Who?", days=5)
    for one in came(community, *(f"Helper {number}" for number in range(6))):
        for place, words in ((topic, "Me."), (topic, "Surely."), (other, "Me too.")):
            said(place, one, words, days=1)
    proposed(HONOUR, community)
    with django_assert_max_num_queries(14):
        assert len(found_by(HONOUR, community)) == 7


def test_what_came_of_it(village):
    community, olive, marguerite, _sam, answers = village
    proposal = kept_as(proposed(HONOUR, community)[0], HONOUR, community)
    assert outcome(HONOUR, proposal, olive, days=3)[0] is None
    assert outcome(HONOUR, proposal, olive, days=15)[0] is False
    a_post(topic=answers[0].topic, by=marguerite, body="And thin them.")
    is_good, told = outcome(HONOUR, proposal, olive, days=3)
    assert is_good and "goes on" in told and "Leeks" in told


def test_chapters_count_under_the_name_that_the_book_bears(village):
    community, olive, marguerite, _sam, _answers = village
    book = a_manuscript(community=community, editor=olive)
    section = books.add_section(by=olive, manuscript=book, brief=books.Brief(title="Soil & co"), key=uuid7())
    books.assign_section(by=olive, section=section, member=marguerite)
    books.save_version(by=marguerite, section=section, text="Soil lives.", base=0, key=uuid7(), agrees=True)
    books.approve_section(by=olive, section=section)
    (found,) = proposed(HONOUR, community)
    proposal = kept_as(found, HONOUR, community)
    told = in_words(HONOUR, proposal, olive)
    assert any("1 chapter of a book: " in one and "Soil &amp; co" in one for one in told)
    Choice.objects.update_or_create(
        work=f"manuscript:{book.pk}", author=marguerite, defaults={"naming": Choice.Naming.ANONYMOUS}
    )
    assert "Soil" not in " ".join(in_words(HONOUR, proposal, olive))
    assert "chapters" not in {reason.fact for reason in found_by(HONOUR, community)[0].reasons}
