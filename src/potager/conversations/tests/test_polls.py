"""Asking everybody: who may, what each reads when, and that nobody learns who chose what."""

from datetime import timedelta
from threading import Lock

import pytest
from django.utils import timezone

from potager.communities.actions import join_community, leave_community
from potager.conversations import actions, clocks, polling
from potager.conversations.models import Ballot, Poll, Topic
from potager.conversations.tests.square import Square, a_square, browser, told
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.stories.tests.together import together
from potager.testing import a_member

ASKED = polling.Question(question="When do we meet?", options=["Monday", "Tuesday", "<b>Never</b>"])


@pytest.fixture
def square(db: None) -> Square:
    return a_square()


def a_poll(square: Square, **more: object) -> Poll:
    asked = polling.Question(**{**vars(ASKED), **more})  # type: ignore[arg-type]
    return actions.open_poll(by=square.owner, topic=square.now(), asked=asked, key=uuid7())


def votes(poll: Poll) -> list[int]:
    return list(poll.options.values_list("votes", flat=True))


@pytest.mark.django_db
def test_the_form_asks_and_people_vote_without_scripts(square: Square) -> None:
    client = browser(square.owner)
    sent = {
        "question": "Tea?",
        "options": "Yes\nNo\n\n",
        "is_several": "one",
        "results": "after",
        "key": uuid7(),
    }
    assert client.post(square.path + "polls/new/", sent).status_code == 302
    poll = Poll.objects.get()
    assert (told("poll.opened").place, told("poll.opened").facts) == (
        f"topic:{square.topic.pk}",
        {"options": 2},
    )
    assert (
        client.post(square.path + "polls/new/", {**sent, "options": "Yes", "key": uuid7()}).status_code == 422
    )
    path = f"/polls/{poll.pk}/"
    assert browser(square.member).post(path, {"choice": "2"}).status_code == 302
    assert (votes(poll), told("ballot.cast").facts) == ([0, 1], {"is_changed": False})
    assert browser(square.member).post(path, {"choice": "1"}).status_code == 302
    assert (votes(poll), told("ballot.cast").facts) == ([1, 0], {"is_changed": True})
    assert browser(square.other).post(path, {"choice": ["1", "2"]}).status_code == 422
    for wrong in ("", "3", "x", "²", "-1", "9" * 400):
        assert browser(square.other).post(path, {"choice": wrong}).status_code == 422
    assert Poll.objects.get().voters == 1
    assert "choice" not in str(list(Activity.objects.filter(kind__startswith="ballot").values()))


@pytest.mark.django_db
def test_members_vote_and_nobody_else(square: Square) -> None:
    poll = a_poll(square)
    leave_community(by=square.other, community=square.community)
    for who in (square.stranger, square.other):
        assert browser(who).post(f"/polls/{poll.pk}/", {"choice": "1"}).status_code == 403
        with pytest.raises(polling.MembersVote):
            actions.cast_ballot(by=who, poll=poll, choices=[1])
    assert browser().post(f"/polls/{poll.pk}/", {"choice": "1"}).status_code == 302
    for who in (square.member, square.stranger):
        with pytest.raises(NotAllowed):
            actions.open_poll(by=who, topic=square.topic, asked=ASKED, key=uuid7())
        with pytest.raises(NotAllowed):
            actions.close_poll(by=who, poll=poll)
    assert votes(poll) == [0, 0, 0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("results", "seen"),
    [("always", (True, True, True)), ("after", (False, False, True)), ("end", (False, False, False))],
)
def test_the_counts_are_read_when_the_author_said(
    square: Square, results: str, seen: tuple[bool, ...]
) -> None:
    poll = a_poll(square, results=results)
    actions.cast_ballot(by=square.member, poll=poll, choices=[1])
    people = (None, square.other, square.member)
    assert tuple('class="bars"' in square.read(who) for who in people) == seen
    assert "1 person has voted" in square.read(None)
    fragment = kind_of("ballot.cast").fragment(told("ballot.cast"), "en") or ""
    assert ('class="bars"' in fragment) == seen[0]
    counts = [browser(who).get(f"/polls/{poll.pk}/counts/").status_code == 200 for who in people[1:]]
    assert counts == list(seen[1:])
    actions.close_poll(by=square.owner, poll=poll)
    assert all('class="bars"' in square.read(who) for who in people)


@pytest.mark.django_db
def test_the_clock_closes_it_once_and_forgets_who_chose_what(square: Square) -> None:
    poll = a_poll(square, closes_at=timezone.now() + timedelta(hours=1), is_several=True)
    actions.cast_ballot(by=square.member, poll=poll, choices=[3, 1])
    assert clocks.run_polls(timezone.now()) == 0
    Poll.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(polling.PollClosed):
        actions.cast_ballot(by=square.other, poll=poll, choices=[1])
    assert [clocks.run_polls(timezone.now()) for _ in range(2)] == [1, 0]
    act = told("poll.closed")
    assert (act.actor, act.facts) == (None, {"voters": 1})
    assert Ballot.objects.get().choices == [] and votes(poll) == [1, 0, 1]
    assert "data-closed" in (kind_of("poll.closed").fragment(act, "en") or "")


@pytest.mark.django_db
def test_what_is_asked_has_limits_and_is_shown_as_typed(square: Square) -> None:
    wrong = [["One"], ["One", "one"], [str(n) for n in range(13)], ["One", "x" * 121], ["One", "\u200b"]]
    for options in wrong:
        with pytest.raises((polling.NumberOfOptions, polling.OptionTooLong)):
            a_poll(square, options=options)
    with pytest.raises(polling.NoQuestion):
        a_poll(square, question=" ")
    with pytest.raises(polling.EndHasPassed):
        a_poll(square, closes_at=timezone.now())
    a_poll(square)
    with pytest.raises(polling.PollIsOpen):
        a_poll(square)
    assert "&lt;b&gt;Never" in square.read(None) and "<b>Never" not in square.read(None)


@pytest.mark.django_db
def test_the_poll_of_a_walled_topic_is_unknown_outside(square: Square) -> None:
    poll = a_poll(square)
    Topic.objects.update(is_private=True)
    for path in (f"/polls/{poll.pk}/", f"/polls/{poll.pk}/counts/"):
        assert browser(square.owner).get(path).status_code == 404
    assert browser(square.owner).post(f"/polls/{poll.pk}/", {"choice": "1"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_ballots_cast_together_are_all_counted(square: Square) -> None:
    poll, people, guard = a_poll(square), [a_member(f"Voter {n}") for n in range(6)], Lock()
    for one in people:
        join_community(by=one, community=square.community, accepts_charter=True)

    def vote() -> None:
        with guard:
            who = people.pop()
        actions.cast_ballot(by=who, poll=poll, choices=[2])

    together([vote] * 6)
    poll.refresh_from_db()
    assert (votes(poll), poll.voters) == ([0, 6, 0], 6)
