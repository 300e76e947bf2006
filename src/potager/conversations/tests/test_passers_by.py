"""A passer-by answers with a name and an address; a moderator reads the first posts before everyone does."""

import re

import pytest
from django.core import mail
from django.test import override_settings

from potager.communities.actions import remove_member
from potager.communities.models import Membership
from potager.conversations import actions, queries, screening, trust
from potager.conversations.models import Post, Rules
from potager.conversations.rules import OnlyMembersAnswer
from potager.conversations.tests.square import SCRIPT, Square, a_square, browser, told
from potager.journal.kinds import kind_of
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.members.models import Member
from potager.testing import a_post

pytestmark = [pytest.mark.django_db(transaction=True)]
SAID = {"text": "I only pass by.", "name": "Léa", "email": "lea@example.org"}


@pytest.fixture(autouse=True)
def _letters_in_memory():
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


@pytest.fixture
def square(db: None) -> Square:
    return a_square()


def code() -> str:
    return re.search(r"\b(\d{3} ?\d{3})\b", mail.outbox[-1].body)[1]


@pytest.mark.parametrize("headers", [SCRIPT, {}], ids=["script", "no script"])
def test_from_the_first_word_to_the_moderator(square: Square, headers: dict[str, str]) -> None:
    client, sent = browser(), {**SAID, "key": uuid7()}
    asked = client.post(square.path + "answer/", sent, headers=headers)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert 'name="code"' in page and "lea@example.org" in page and "I only pass by.</textarea>" in page
    wrong = client.post(square.path + "answer/", {**sent, "code": "000000"}, headers=headers)
    assert wrong.status_code >= 400 and 'name="code"' in wrong.content.decode()
    done = client.post(square.path + "answer/", {**sent, "code": code()}, headers=headers)
    post = Post.objects.get(author__email="lea@example.org")
    assert done.status_code == (201 if headers else 302)
    assert (post.state, post.is_unseen, post.signature) == ("held", True, "Léa")
    assert "I only pass by." in client.get(square.path).content.decode()
    assert "only you and the moderators read it" in client.get(square.path).content.decode()
    for other in (None, square.member):
        assert "I only pass by." not in square.read(other)
    assert "I only pass by." in square.read(square.moderator, square.held_path)
    assert browser(square.member).get(square.held_path).status_code == 403
    assert (square.now().numbered, square.now().shown) == (1, 1)
    assert told("post.added").place == f"post:{post.pk}"  # told where only few look
    assert client.get("/me/").status_code == 200  # may come back, and is asked for nothing more


def test_strangers_are_told_that_no_account_is_needed_while_it_is_so(square: Square) -> None:
    pages = (square.community.get_absolute_url(), f"{square.community.get_absolute_url()}topics/")
    for path in pages:
        assert "No account is needed to answer" in square.read(None, path)
        assert "No account is needed" not in square.read(square.member, path)
    Rules.objects.update_or_create(
        community=square.community, defaults={"passers_by": Rules.PassersBy.NOBODY}
    )
    for path in pages:
        assert "No account is needed" not in square.read(None, path)


def test_what_would_be_refused_is_said_before_a_letter_leaves(square: Square) -> None:
    client = browser()
    assert client.post(square.path + "answer/", {**SAID, "text": " "}).status_code == 409
    unsigned = client.post(square.path + "answer/", {"text": "Long thought."})
    assert unsigned.status_code == 401 and "Long thought.</textarea>" in unsigned.content.decode()
    Rules.objects.create(community=square.community, passers_by=Rules.PassersBy.NOBODY)
    assert client.post(square.path + "answer/", SAID).status_code == 302  # to the door
    assert not mail.outbox and not Member.objects.filter(email="lea@example.org").exists()
    assert 'name="email"' not in square.read(None)


def test_who_was_removed_or_finds_the_door_shut_does_not_pass_by(square: Square) -> None:
    membership = Membership.objects.get(member=square.other, community=square.community)
    remove_member(by=square.owner, membership=membership)
    for who in (square.other, square.stranger):
        if who == square.stranger:
            Rules.objects.create(community=square.community, passers_by=Rules.PassersBy.NOBODY)
        with pytest.raises(OnlyMembersAnswer):
            a_post(topic=square.now(), by=who)


def test_accepted_it_comes_last_and_everyone_reads_it(square: Square) -> None:
    held = a_post(topic=square.topic, by=square.stranger, body="At last.")
    a_post(topic=square.now(), by=square.member, body="Meanwhile.")
    assert list(queries.held_posts(square.community)) == [held]
    with pytest.raises(NotAllowed):
        actions.accept_post(by=square.member, post=held)
    path = f"/posts/{held.pk}/accept/"
    assert browser(square.member).post(path).status_code == 404  # what waits is unknown to others
    assert browser(square.moderator).post(path).status_code == 302
    found = Post.objects.select_related("topic").get(pk=held.pk)
    assert (found.state, found.number, found.topic.numbered, found.topic.shown) == ("shown", 3, 3, 3)
    assert found.written_at == found.topic.last_at
    act = told("post.accepted")
    assert (act.place, act.facts) == (f"topic:{square.topic.pk}", {"number": 3})
    fragment = kind_of("post.accepted").fragment(act, "en") or ""
    assert "At last." in fragment and f"waiting-{held.pk}" in fragment
    assert square.read(None).index("Meanwhile.") < square.read(None).index("At last.")
    assert "only you" not in square.read(square.stranger)
    letters = {letter.member: letter.subject for letter in kind_of("post.accepted").notices(act)}
    assert "is there" in letters[square.stranger.pk]
    with pytest.raises(trust.NothingWaits):
        actions.accept_post(by=square.moderator, post=held)


def test_declined_its_author_gets_the_text_back(square: Square) -> None:
    held = a_post(topic=square.topic, by=square.stranger, body="Buy my seeds.")
    client, path = browser(square.moderator), f"/posts/{held.pk}/decline/"
    assert "Buy my seeds." in client.get(path).content.decode()
    assert client.post(path, {"reason": " "}).status_code == 422
    assert client.post(path, {"reason": "Tell us about them rather."}).status_code == 302
    held.refresh_from_db()
    assert (held.state, square.now().shown) == ("declined", 1)
    assert told("post.declined").place == f"post:{held.pk}"
    assert "Buy my seeds." not in square.read(None) + square.read(square.stranger)
    [letter] = kind_of("post.declined").notices(told("post.declined"))
    assert letter.address == square.stranger.email
    assert "Buy my seeds." in letter.body and "Tell us about them rather." in letter.body


def test_what_waits_can_be_taken_back_and_brought_back_and_waits_again(square: Square) -> None:
    held = a_post(topic=square.topic, by=square.stranger, body="Hm.")
    actions.withdraw_post(by=square.stranger, post=held)
    assert not queries.held_posts(square.community)
    restored = actions.restore_post(by=square.stranger, post=held)
    assert (restored.state, square.now().shown) == ("held", 1)
    assert "Hm." not in square.read(None)


def test_after_two_posts_that_stand_one_is_known(square: Square) -> None:
    for number in range(trust.ENOUGH):
        held = a_post(topic=square.now(), by=square.stranger, body=f"Hello {number}.")
        assert not held.is_shown
        actions.accept_post(by=square.moderator, post=held)
    assert a_post(topic=square.now(), by=square.stranger, body="Me again.").is_shown
    assert not a_post(topic=a_square().topic, by=square.stranger).is_shown  # known here, and not elsewhere


def test_nobody_fills_the_moderators_table(square: Square) -> None:
    for number in range(trust.MOST_WAITING):
        a_post(topic=square.topic, by=square.stranger, body=f"Again {number}.")
    sent = browser(square.stranger).post(square.path + "answer/", {"text": "And again.", "key": uuid7()})
    assert sent.status_code == 429 and "And again.</textarea>" in sent.content.decode()


def test_a_screen_that_doubts_lets_a_member_wait(square: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts: list[screening.Draft] = []

    def doubt(draft: screening.Draft) -> screening.Verdict:
        drafts.append(draft)
        return "hold"

    monkeypatch.setattr(screening, "_screens", [])
    screening.register(doubt)
    sent = {"text": "Cheap, cheap!", "website": "http://x", "seconds": "1", "key": uuid7()}
    browser(square.member).post(square.path + "answer/", sent)
    assert Post.objects.get(author=square.member).state == "held"
    assert (drafts[0].honeypot, drafts[0].seconds, drafts[0].is_guest) == ("http://x", 1.0, False)
