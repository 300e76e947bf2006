"""Whoever animates a community opens a story from the call form."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.stories.forms import CallForm
from potager.stories.models import Story
from potager.stories.tests.conftest import told

MINIMUM = {
    "title": "The night of the radishes",
    "opening": "It was dark. Nobody slept.",
    "most_sentences": 5,
    "most_characters": 1200,
    "pause_minutes": 0,
    "writers": "anyone",
    "language": "en",
    "licence": "cc-by-sa",
}


def path(garden) -> str:
    return f"/c/{garden.story.community.address}/stories/new/"


def test_two_fields_open_a_story(garden) -> None:
    browser = garden.browser(garden.host)
    form = browser.get(path(garden)).content.decode()
    assert form.count("required") >= 2 and "Open the story" in form
    before = Activity.objects.filter(kind="story.opened").count()
    answer = browser.post(path(garden), MINIMUM, follow=True)
    story = Story.objects.get(title=MINIMUM["title"])
    act = Activity.objects.filter(kind="story.opened").latest("position")
    assert answer.status_code == 200
    assert "The night of the radishes" in answer.content.decode()
    assert answer.redirect_chain[0][0] == f"/stories/{story.pk}/call/"
    assert story.state_at(timezone.now()) == "open"
    assert story.closes_at - story.opens_at == timedelta(days=1)
    assert "CC BY-SA 4.0" in story.agreement and story.host == garden.host
    assert Activity.objects.filter(kind="story.opened").count() == before + 1
    assert (act.actor, act.target) == (garden.host.pk, f"story:{story.pk}")
    assert set(act.facts) == {"opens_at", "closes_at"}


def test_sent_twice_it_opens_once(garden) -> None:
    browser, key = garden.browser(garden.host), uuid7()
    first = browser.post(path(garden), {**MINIMUM, "key": key})
    again = browser.post(path(garden), {**MINIMUM, "key": key})
    assert first["Location"] == again["Location"]
    assert Story.objects.filter(title=MINIMUM["title"]).count() == 1


def test_announced_for_later(garden) -> None:
    opens = (timezone.now() + timedelta(hours=3)).astimezone(ZoneInfo("Europe/Paris"))
    sent = {**MINIMUM, "opens_at": opens.strftime("%Y-%m-%dT%H:%M")}
    garden.browser(garden.host).post(path(garden), sent)
    story = Story.objects.get(title=MINIMUM["title"])
    assert story.state_at(timezone.now()) == "announced" and story.opened_at is None
    page = garden.browser(None).get(f"/stories/{story.pk}/").content.decode()
    assert "Writing opens on" in page and "data-countdown" in page


def test_errors_keep_everything(garden) -> None:
    sent = {**MINIMUM, "title": " \u200b ", "guidance": "Be kind to <b>snails</b>.", "most_sentences": 0}
    answer = garden.browser(garden.host).post(path(garden), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "It was dark. Nobody slept." in page and "Be kind to &lt;b&gt;snails&lt;/b&gt;." in page
    assert not Story.objects.filter(opening=MINIMUM["opening"]).exclude(pk=garden.story.pk).exists()


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_others_are_refused(garden, who: str) -> None:
    browser = garden.browser(getattr(garden, who))
    assert browser.get(path(garden)).status_code == 403
    assert browser.post(path(garden), MINIMUM).status_code == 403
    assert not Story.objects.filter(title=MINIMUM["title"]).exists()


def test_nobody_signed_in_is_sent_to_sign_in(garden) -> None:
    answer = garden.browser(None).post(path(garden), MINIMUM)
    assert answer.status_code == 302 and "sign-in" in answer["Location"]
    assert Story.objects.count() == 1


@pytest.mark.parametrize(
    "hours", [{"closes_at": "2020-01-01T10:00"}, {"opens_at": "2020-01-01T10:00"}, {"closes_at": "soon"}]
)
def test_hours_that_make_no_sense(garden, hours) -> None:
    assert garden.browser(garden.host).post(path(garden), {**MINIMUM, **hours}).status_code == 422


def moment(text: str, zone: str = "Europe/Paris"):
    form = CallForm({**MINIMUM, "closes_at": text}, zone=zone, language="en")
    field = form.fields["closes_at"]
    return field.clean(text)


def test_the_hour_that_comes_twice_means_the_second_time() -> None:
    assert moment("2030-10-27T02:30").astimezone(UTC) == datetime(2030, 10, 27, 1, 30, tzinfo=UTC)
    assert moment("2030-10-27T12:00").astimezone(UTC) == datetime(2030, 10, 27, 11, 0, tzinfo=UTC)


def test_the_hour_that_does_not_exist_is_refused() -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match=r"does not exist|n’existe pas"):
        moment("2030-03-31T02:30")


def test_hours_are_told_by_the_host_s_clock(plant) -> None:
    opens = timezone.now().replace(microsecond=0) + timedelta(minutes=1)
    garden = plant(time_zone="Pacific/Auckland", opens_at=opens)
    page = garden.browser(None).get(garden.path()).content.decode()
    assert opens.astimezone(ZoneInfo("Pacific/Auckland")).isoformat(timespec="seconds") in page
    assert "New Zealand" in garden.browser(None).get(garden.path("call/")).content.decode()


def test_the_agreement_goes_with_the_licence_and_the_language(plant) -> None:
    assert "CC0" in plant(licence="cc0").story.agreement
    assert "phrases" in plant(language="fr").story.agreement
    assert plant(agreement="Take it.").story.agreement == "Take it."


def test_the_act_of_opening_is_told(garden) -> None:
    assert told("story.opened").place == f"story:{garden.story.pk}"
