"""Tend: a conversation that may be turning sour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.animation.gestures.heat import heat_of, is_hard
from potager.animation.gestures.tend import TEND
from potager.animation.models import Switch
from potager.animation.telling import NotTold
from potager.animation.tests.talking import found_by, in_words, kept_as, moved, people, said
from potager.communities.models import Membership
from potager.conversations.models import Post, Topic
from potager.members.actions import block_member
from potager.moderation.actions.reports import Complaint, make_report
from potager.moderation.models import Case
from potager.moderation.subjects import subject_of
from potager.testing import a_community, a_member, a_post, a_topic

pytestmark = pytest.mark.django_db
MINUTE = 1 / 24 / 60
SHARP = (
    "That is nonsense.",
    "No!! READ IT AGAIN!!",
    "You never listen!!",
    "Ridiculous.",
    "Enough!!",
    "Enough??",
)


@pytest.fixture
def shed():
    """Ada and Jo answer each other sharply, after two others had spoken."""
    olive = a_member("Olive")
    community = a_community(owner=olive)
    ada, jo, sam, mina = people(community, "Ada", "Jo", "Sam", "Mina")
    topic = a_topic(community=community, by=sam, title="The shed", body="Where do we put the shed?")
    moved(topic.posts.get(), 2)
    said(topic, mina, "By the gate?", days=1.9)
    for number, words in enumerate(SHARP):
        said(topic, (ada, jo)[number % 2], words, days=0.5 - number * 3 * MINUTE)
    return community, olive, topic, (ada, jo, sam, mina)


def reported(post, by):
    found = subject_of("post").find(post.pk, by)
    make_report(by=by, kind="post", identifier=post.pk, found=found, complaint=Complaint("insult", "Rude."))
    return Case.objects.get(subject=f"post:{post.pk}")


def test_quick_sharp_words_between_two_people(shed):
    community, olive, topic, (ada, jo, _sam, _mina) = shed
    (found,) = found_by(TEND, community)
    assert (found.thing, found.people) == (f"topic:{topic.pk}", {ada.pk, jo.pk})
    assert set(found.signs) == set(TEND.weights) and all(0 <= one <= 1 for one in found.signs.values())
    proposal = kept_as(found, TEND, community)
    head, pace, tone, gone = in_words(TEND, proposal, olive)
    assert "The shed" in head and "Ada" not in head
    assert "Ada" in pace and "Jo" in pace and "6 messages in turn within 15 minutes" in pace
    assert "Only a hint" in tone and "2 people spoke there before" in gone
    assert TEND.holds(proposal)
    answer, write = TEND.places(proposal, olive)
    assert (answer.sort, write.sort, set(write.people)) == ("answer", "write", {ada.pk, jo.pk})
    assert set(TEND.places(proposal, ada)[1].people) == {jo.pk}


def test_a_quick_and_friendly_exchange_is_left_alone(shed):
    community, _olive, topic, _people = shed
    for post in topic.posts.filter(number__gt=2):
        Post.objects.filter(pk=post.pk).update(html="<p>By the wall then, in the shade.</p>")
    assert found_by(TEND, community) == []


@pytest.mark.parametrize("why", ["switched off", "apart", "pen name"])
def test_nobody_is_named_who_does_not_wish_it(shed, why):
    community, olive, topic, (ada, jo, *_others) = shed
    if why == "switched off":
        Switch.objects.create(member=jo, community=community, use=Switch.Use.PROPOSED)
    elif why == "apart":
        block_member(by=jo, toward=ada, name="Ada")
    else:
        topic.posts.filter(author=jo).update(signature="A hedgehog")
    (found,) = found_by(TEND, community)
    assert found.people == frozenset()
    proposal = kept_as(found, TEND, community)
    told = " ".join(in_words(TEND, proposal, olive))
    assert "Two people wrote 6 messages" in told and "Ada" not in told and "Jo" not in told
    assert [place.sort for place in TEND.places(proposal, olive)] == ["answer"]


def test_quoted_words_are_not_theirs(shed):
    community, _olive, topic, _people = shed
    for post in topic.posts.filter(number__gt=2):
        Post.objects.filter(pk=post.pk).update(html=f"<blockquote>{post.html}</blockquote><p>Is that so.</p>")
    assert found_by(TEND, community) == []


def test_what_is_reported_is_told_to_who_animates_alone_and_never_by_whom(shed):
    community, olive, _topic, (ada, jo, sam, mina) = shed
    calm = a_topic(community=community, by=jo, title="The hedge", body="It grows.")
    case = reported(calm.posts.get(), sam)
    found = next(one for one in found_by(TEND, community) if one.thing == f"topic:{calm.pk}")
    assert found.people == frozenset() and found.signs["reported"] == 0.5 and found.signs["tone"] == 0
    proposal = kept_as(found, TEND, community)
    _head, told = in_words(TEND, proposal, olive)
    assert "1 case waits" in told and f"/c/{community.address}/care/" in told
    assert "Sam" not in told and "Rude" not in told and str(sam.pk) not in str(proposal.reasons)
    moderator, stranger = mina, a_member("Stranger")
    Membership.objects.filter(member=moderator).update(role=Membership.Role.MODERATOR)
    for viewer in (jo, ada, moderator, stranger):
        assert not any("reported" in one for one in in_words(TEND, proposal, viewer)[1:])
    assert "reported" in TEND.withheld and TEND.holds(proposal)
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now())
    assert not TEND.holds(proposal) and len(in_words(TEND, proposal, olive)) == 1
    assert all(one.thing != f"topic:{calm.pk}" for one in found_by(TEND, community))


def test_nobody_learns_from_the_desk_that_they_were_reported(shed):
    community, olive, _topic, (_ada, _jo, sam, _mina) = shed
    own = a_topic(community=community, by=olive, title="Rules", body="Close the gate.")
    reported(own.posts.get(), sam)
    assert all(one.thing != f"topic:{own.pk}" for one in found_by(TEND, community))
    proposal = kept_as(found_by(TEND, community)[0], TEND, community)
    proposal.reasons = [{"fact": "reported", "topic": f"topic:{own.pk}"}]
    assert len(in_words(TEND, proposal, olive)) == 1


def test_neither_private_nor_hidden_nor_closed(shed):
    community, _olive, topic, (ada, _jo, _sam, _mina) = shed
    (found,) = found_by(TEND, community)
    proposal = kept_as(found, TEND, community)
    for state in ("is_private", "hidden_at", "closed_at"):
        Topic.objects.filter(pk=topic.pk).update(**{state: True if state == "is_private" else timezone.now()})
        assert found_by(TEND, community) == [] and not TEND.holds(proposal)
        Topic.objects.filter(pk=topic.pk).update(is_private=False, hidden_at=None, closed_at=None)
    Post.objects.filter(topic=topic, number__gt=2).update(state="hidden")
    assert found_by(TEND, community) == []
    Topic.objects.filter(pk=topic.pk).update(hidden_at=timezone.now())
    with pytest.raises(NotTold):
        in_words(TEND, proposal, ada)


def test_words_taken_back_are_counted(shed):
    _community, _olive, topic, _people = shed
    topic.posts.filter(number__in=(3, 8)).update(state="withdrawn")
    now = timezone.now()
    topic.posts.filter(number=4).update(edited_at=now - timedelta(days=0.4))
    heat = heat_of(list(topic.posts.order_by("number")))
    assert heat.taken_back == 3


def test_hard_words_are_found_in_linear_time_and_only_whole():
    assert is_hard("C’est RIDICULE.") and is_hard("N’importe quoi, vraiment") and is_hard("Shut up")
    assert not is_hard("A stupidly long hedge") and not is_hard("") and not is_hard("a" * 200_000)


def test_what_came_of_it(shed):
    community, olive, topic, (ada, jo, _sam, mina) = shed
    (found,) = found_by(TEND, community)
    now = timezone.now() + timedelta(days=4)
    proposal = kept_as(
        found,
        TEND,
        community,
        state="done",
        decided_by=olive,
        decided_at=timezone.now() - timedelta(days=0.1),
    )
    assert TEND.came(proposal, timezone.now()).is_good is None
    assert TEND.came(proposal, now).fact == "silent"
    a_post(topic=topic, by=mina, body="Let us look at it together on Saturday.")
    came = TEND.came(proposal, now)
    assert came.is_good and came.fact == "calm" and came.about["number"] == 1
    for number, words in enumerate(SHARP):
        a_post(topic=topic, by=(ada, jo)[number % 2], body=words)
    assert TEND.came(proposal, now).fact == "still"
