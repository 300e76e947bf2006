"""Doubts about newcomers' words: what is held, what never is, and what moderators teach."""

import time
from dataclasses import replace
from typing import Any

import pytest

from potager.communities.models import Community
from potager.conversations.actions import accept_post, decline_post
from potager.conversations.models import Topic
from potager.conversations.screening import Draft, verdict_of
from potager.lib import fetching
from potager.lib.tests.elsewhere import network, saying, serving
from potager.members.models import Member
from potager.moderation.models import SpamFeature, SpamLearning
from potager.moderation.spam import actions, akismet
from potager.moderation.spam.actions import Lesson, learn, learn_from_decisions
from potager.moderation.spam.learning import Minute
from potager.moderation.spam.scoring import THRESHOLD, score
from potager.testing import a_community, a_member, a_post, a_topic

from .conftest import Garden

pytestmark = pytest.mark.django_db

SPAM = (
    "Gagnez 3000 euros par mois depuis chez vous, argent facile et profit garanti ! Cliquez ici maintenant."
)
HAM = "Mes radis ont été mangés par les altises, est-ce que quelqu’un a essayé un voile ?"


@pytest.fixture
def community() -> Community:
    return a_community(owner=a_member("Olga"))


@pytest.fixture
def newcomer() -> Member:
    return a_member("Nina")


def verdict(community: Community, author: Member, text: str, **sent: Any) -> str:
    told: dict[str, Any] = {"seconds": 60.0, "is_guest": False, "honeypot": "", **sent}
    return verdict_of(Draft(text=text, author=author, community=community, **told))


@pytest.mark.parametrize(("text", "sent", "expected"), [
    (HAM, {}, "pass"),
    ("Yes, at seven!", {"seconds": 0.5}, "pass"),
    ("I bought it for 12 € at https://example.org/shop, call me: 06 12 34 56 78", {}, "pass"),
    (SPAM, {}, "hold"),
    (HAM, {"honeypot": "x"}, "hold"),
    (HAM * 3, {"seconds": 0.4, "is_guest": True}, "hold"),
    (HAM * 3, {"seconds": 0.4}, "pass"),
    (HAM * 3, {"seconds": None, "is_guest": True}, "pass"),
    ("look " + "https://example.org/ " * 4, {}, "hold"),
])  # fmt: skip
def test_a_newcomer_s_words_are_looked_at(
    community: Community, newcomer: Member, text: str, sent: dict[str, Any], expected: str
) -> None:
    assert verdict(community, newcomer, text, **sent) == expected


def test_the_same_long_text_again_is_held(community: Community) -> None:
    owner = a_member("Oda")
    topic = a_topic(by=owner, community=a_community(owner=owner))
    a_post(topic=topic, by=owner, body=HAM)
    assert verdict(community, owner, HAM.upper().replace(" ", "  ")) == "hold"
    assert verdict(community, owner, HAM + " Ou autre chose ?") == "pass"


def test_whoever_said_much_is_only_held_in_the_trap(community: Community) -> None:
    owner = a_member("Oda")
    topic = a_topic(by=owner, community=a_community(owner=owner))
    for number in range(9):
        a_post(topic=topic, by=owner, body=f"Row {number}")
    assert verdict(community, owner, SPAM) == "pass"
    assert verdict(community, owner, SPAM, honeypot="x") == "hold"


def test_decisions_about_held_posts_teach(community: Community) -> None:
    owner, guest = a_member("Oda"), a_member("Gil")
    topic = a_topic(by=owner, community=a_community(owner=owner))
    assert learn_from_decisions() == 0
    before = score(HAM), score(SPAM)
    accept_post(by=owner, post=_held(topic, owner, HAM))
    decline_post(by=owner, post=_held(topic, owner, SPAM), reason="This is no shop.")
    decline_post(by=owner, post=_held(topic, guest, "Mes voisins sont bêtes."), reason="Please stay kind.")
    assert learn_from_decisions() == 2
    assert learn_from_decisions() == 0
    assert score(HAM) < before[0]
    assert score(SPAM) > before[1]
    assert SpamLearning.objects.get().texts == 2


def _held(topic: Topic, by: Member, body: str) -> Any:
    by = topic.author or by
    return a_post(topic=topic, by=by, body=body, is_held=True)


def test_decisions_about_what_was_reported_as_advertising_teach(garden: Garden) -> None:
    learn_from_decisions()
    sold, asked = (
        a_post(topic=garden.insult.topic, by=garden.people["author"], body=body) for body in (SPAM, HAM)
    )
    garden.decide("hide", case=garden.report(post=sold, reason="spam"))
    garden.decide("nothing", by="second", case=garden.report(post=asked, reason="spam"))
    garden.decide("hide", case=garden.report())  # an insult is no lesson in spam
    before = score(SPAM), score(HAM)
    assert learn_from_decisions() == 2
    assert score(SPAM) > before[0]
    assert score(HAM) < before[1]


def test_moderators_can_teach_what_the_seed_does_not_know() -> None:
    strange = "Zorblax pump available, ask the zorblax team for the catalogue"
    assert score(strange) < THRESHOLD
    for number in range(3):
        learn(Lesson(f"{strange} {number}", is_spam=True))
    assert score(strange) > THRESHOLD


def test_the_table_holds_no_words_and_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_FEATURES", 10)
    monkeypatch.setattr(actions, "EVERY", 2)
    for number in range(4):
        learn(Lesson(f"Always the same, and word{'abcd'[number]} once", is_spam=False))
    assert 0 < SpamFeature.objects.count() < 20
    assert {field.name for field in SpamFeature._meta.get_fields()} == {"key", "spam", "ham"}


@pytest.mark.parametrize("piece", ["a", "!", "1 ", "€1", "http://", "é", "a@", "\u0301", "(" * 9, "word "])
def test_looking_takes_no_time_whatever_is_looked_at(piece: str) -> None:
    begun = time.thread_time()
    score(piece * 200_000)
    assert time.thread_time() - begun < 1


def test_it_learns_once_a_minute() -> None:
    from django.utils import timezone

    minute, now = Minute(), timezone.now()
    assert [minute.is_over(now + timezone.timedelta(seconds=late)) for late in (0, 30, 61, 62)] == [
        True,
        False,
        True,
        False,
    ]


def test_akismet_is_asked_only_with_a_key_and_can_only_hold(
    community: Community, newcomer: Member, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """A real little server stands for it; without an answer nobody waits twice."""
    env = settings.ENV
    with serving(saying(body=b"true")) as server:
        monkeypatch.setattr(fetching, "NETWORK", network(server))
        address = f"http://akismet.example:{server.port}/1.1/comment-check"
        settings.ENV = replace(env, akismet_url=address)
        assert verdict(community, newcomer, HAM) == "pass"
        assert server.asked == [], "nothing is sent without a key"
        settings.ENV = replace(env, akismet_key="leek", akismet_url=address)
        assert verdict(community, newcomer, HAM) == "hold"
        [head] = server.asked
        assert head.startswith(b"POST /1.1/comment-check ")
        assert newcomer.email.encode() not in head
        closed = a_community(owner=a_member("Clara"), visibility="members")
        assert verdict(closed, newcomer, HAM) == "pass"
        assert len(server.asked) == 1, "what not everybody may read goes nowhere"
        server.answering = saying(body=b"false")
        assert verdict(community, newcomer, HAM) == "pass"
        server.answering = lambda request, stream: None
        monkeypatch.setattr(akismet, "_rests_until", 0.0)
        assert verdict(community, newcomer, HAM) == "pass"
        asked = len(server.asked)
        assert verdict(community, newcomer, HAM) == "pass"
        assert len(server.asked) == asked, "it is left in peace for a while"
