"""The pen: taken for a few minutes, seen by all, given back by a button, by sending, or by the clock."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.stories import actions, clocks, rules
from potager.stories.models import Contribution, Pen
from potager.stories.tests.conftest import told
from potager.stories.tests.together import together
from potager.testing import a_member

SCRIPT = {"X-Requested-With": "potager"}


@pytest.fixture
def quiet(plant):
    """A story where the pen may be taken for five minutes."""
    return plant(pen_minutes=5)


def take(garden, who, **more):
    return garden.browser(who).post(garden.path("pen/take/"), {"text": "A thought", **more})


def give(garden, who, **more):
    return garden.browser(who).post(garden.path("pen/return/"), {"text": "A thought", **more})


def page(garden, who=None) -> str:
    return garden.browser(who).get(garden.path()).content.decode()


def later(**ago) -> None:
    for pen in Pen.objects.all():
        ended = pen.ended_at and pen.ended_at - timedelta(**ago)
        moved = {"taken_at": pen.taken_at - timedelta(**ago), "until": pen.until - timedelta(**ago)}
        Pen.objects.filter(pk=pen.pk).update(ended_at=ended, **moved)


def test_whoever_takes_it_has_it_and_everyone_sees_that(quiet) -> None:
    assert "I take the pen" in page(quiet)
    answer = take(quiet, quiet.member)
    text = answer.content.decode()
    assert answer.status_code == 200 and "A thought</textarea>" in text and "give it back" in text
    pen, act = Pen.objects.get(), told("pen.taken")
    assert (pen.holder, pen.signature) == (quiet.member, "Ada")
    assert timedelta(minutes=4) < pen.until - timezone.now() <= timedelta(minutes=5)
    assert (act.actor, act.place) == (quiet.member.pk, f"story:{quiet.story.pk}") and "Ada" not in str(
        act.facts
    )
    for who in (None, quiet.stranger):
        assert "<bdi>Ada</bdi> has the pen" in page(quiet, who) and "give it back" not in page(quiet, who)
    assert "give it back" in page(quiet, quiet.member)
    fragment = kind_of("pen.taken").fragment(act, "en")
    assert "data-countdown" in fragment and 'id="story-pen"' in fragment and "data-held" in fragment


@pytest.mark.parametrize("sent", [{"unsigned": "1"}, {"signature": "Robin"}])
def test_it_shows_the_name_that_was_chosen(quiet, sent) -> None:
    take(quiet, quiet.member, **sent)
    assert "Ada" not in page(quiet)
    assert ("Somebody has the pen" in page(quiet)) == ("unsigned" in sent)
    assert ("<bdi>Robin</bdi>" in page(quiet)) == ("signature" in sent)


def test_only_its_holder_sends(quiet) -> None:
    take(quiet, quiet.member)
    answer = quiet.browser(quiet.stranger).post(quiet.path("contributions/new/"), {"text": "Me first!"})
    text = answer.content.decode()
    assert answer.status_code == 409 and "Ada has the pen until" in text and "Me first!</textarea>" in text
    assert take(quiet, quiet.stranger).status_code == 409
    quiet.written("In peace.")
    assert [part.text for part in Contribution.objects.all()] == ["In peace."]


def test_sending_gives_it_back(quiet) -> None:
    take(quiet, quiet.member)
    quiet.written("In peace.")
    pen = Pen.objects.get()
    assert pen.ended_at and not pen.is_spent and pen.signature == ""
    kinds = list(Activity.objects.order_by("position").values_list("kind", flat=True))[-2:]
    assert kinds == ["pen.returned", "contribution.added"]
    assert "I take the pen" in page(quiet)
    quiet.written("Now me.", by=quiet.stranger)


def test_a_button_gives_it_back(quiet) -> None:
    take(quiet, quiet.member)
    answer = give(quiet, quiet.member)
    assert answer.status_code == 200 and "A thought</textarea>" in answer.content.decode()
    assert Pen.objects.get().ended_at and told("pen.returned").actor == quiet.member.pk
    assert give(quiet, quiet.member).status_code == 200  # once more changes nothing
    assert Activity.objects.filter(kind="pen.returned").count() == 1


def test_taking_it_again_keeps_it(quiet) -> None:
    take(quiet, quiet.member)
    assert take(quiet, quiet.member).status_code == 200
    assert Pen.objects.count() == 1


def test_when_its_minutes_are_over_anyone_sends_even_before_the_clock_comes(quiet) -> None:
    take(quiet, quiet.member)
    later(minutes=5)
    assert "I take the pen" in page(quiet)
    quiet.written("I waited.", by=quiet.stranger)
    take(quiet, quiet.host)
    assert Pen.objects.filter(ended_at=None).get().holder == quiet.host
    assert Activity.objects.filter(kind="pen.returned").count() == 1


def test_the_clock_takes_it_back_once(quiet) -> None:
    take(quiet, quiet.member)
    assert clocks.run_pens(timezone.now()) == 0
    later(minutes=6)
    assert clocks.run_pens(timezone.now()) == 1 and clocks.run_pens(timezone.now()) == 0
    pen, act = Pen.objects.get(), told("pen.returned")
    assert (pen.ended_at, pen.is_spent, act.actor) == (pen.until, True, None)
    assert "data-held" not in kind_of("pen.returned").fragment(act, "en")


@pytest.mark.parametrize("returned", [True, False])
def test_who_did_not_use_it_leaves_it_to_the_others_for_as_long(quiet, returned) -> None:
    quiet.written("Me too.", by=quiet.stranger)
    take(quiet, quiet.member)
    if returned:
        give(quiet, quiet.member)
    else:
        later(minutes=5, seconds=1)
    answer = take(quiet, quiet.member)
    assert answer.status_code == 429 and "You had the pen just now" in answer.content.decode()
    quiet.written("But I may write.")
    later(minutes=6)
    quiet.written("And I.", by=quiet.stranger)
    assert take(quiet, quiet.member).status_code == 200


def test_who_writes_alone_may_take_it_again(quiet) -> None:
    take(quiet, quiet.member)
    give(quiet, quiet.member)
    assert take(quiet, quiet.member).status_code == 200


def test_it_is_not_taken_out_of_turn_nor_when_nobody_writes(quiet) -> None:
    quiet.written("Mine.")
    assert "Let someone else go on" in take(quiet, quiet.member).content.decode()
    actions.pause_story(by=quiet.host, story=quiet.story)
    assert take(quiet, quiet.stranger).status_code == 409
    assert not Pen.objects.exists()


def test_where_the_call_has_no_pen_nobody_takes_it(garden) -> None:
    assert "I take the pen" not in page(garden)
    answer = take(garden, garden.member)
    assert answer.status_code == 409 and not Pen.objects.exists()


def test_who_may_not_write_may_not_take_it(plant) -> None:
    garden = plant(pen_minutes=5, writers="members")
    assert take(garden, garden.stranger).status_code == 403
    assert not Pen.objects.exists()


def test_nobody_gives_back_what_another_holds(quiet) -> None:
    take(quiet, quiet.member)
    for who in (quiet.stranger, quiet.host, None):
        give(quiet, who, name="Eve", email="eve@example.org")
    assert Pen.objects.get().ended_at is None
    from potager.lib.permission import NotAllowed

    with pytest.raises(NotAllowed):
        actions.return_pen(by=quiet.stranger, story=quiet.story)


@pytest.mark.parametrize("path", ["pen/take/", "pen/return/"])
def test_reading_the_address_changes_nothing(quiet, path) -> None:
    assert quiet.browser(quiet.member).get(quiet.path(path)).status_code == 405


def test_strangers_know_nothing_of_the_pen_of_a_private_story(plant) -> None:
    garden = plant(pen_minutes=5, community={"visibility": "private"})
    assert take(garden, garden.stranger).status_code == 404
    assert take(garden, None).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("headers", [SCRIPT, {}], ids=["script", "no script"])
@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_guest_takes_it_with_a_code(quiet, headers) -> None:
    browser = quiet.browser(None)
    sent = {"text": "", "name": "Léa", "email": "lea@example.org", "key": uuid7()}
    asked = browser.post(quiet.path("pen/take/"), sent, headers=headers).content.decode()
    assert "Confirm and take the pen" in asked and f'formaction="{quiet.path("pen/take/")}"' in asked
    code = re.search(r"\b(\d{3} ?\d{3})\b", mail.outbox[-1].body)[1]
    done = browser.post(quiet.path("pen/take/"), {**sent, "code": code}, headers=headers)
    assert done.status_code == 200 and "give it back" in done.content.decode()
    assert Pen.objects.get().signature == "Léa" and "<bdi>Léa</bdi> has the pen" in page(quiet)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_reach_for_it_one_has_it(quiet) -> None:
    people = [a_member(f"Hand {number}") for number in range(6)]
    done = together([lambda by=by: actions.take_pen(by=by, story=quiet.story) for by in people])
    assert sum(isinstance(one, Pen) for one in done) == 1
    assert sum(isinstance(one, rules.PenInAnotherHand) for one in done) == 5


def test_the_call_form_asks_for_minutes(garden) -> None:
    browser, address = garden.browser(garden.host), garden.story.community.address
    typed = {
        "title": "Quiet", "opening": "Once.", "most_sentences": 5, "most_characters": 1200, "pause_minutes": 0,
        "writers": "anyone", "language": "en", "licence": "cc-by-sa", "pen_minutes": "7", "key": uuid7(),
    }  # fmt: skip
    answer = browser.post(f"/c/{address}/stories/new/", typed, follow=True)
    assert "You may take the pen for 7 minutes." in answer.content.decode()
    again = browser.post(f"/c/{address}/stories/new/", {**typed, "pen_minutes": "61", "key": uuid7()})
    assert again.status_code == 422
