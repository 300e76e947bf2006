"""Authors agree to the licence before their first contribution, once, and it is recorded."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from potager.authorship import queries as authorship
from potager.authorship.actions import AgreementChanged
from potager.authorship.models import Agreement
from potager.lib.ids import uuid7
from potager.members import codes
from potager.notices.models import Mail
from potager.stories import blocks
from potager.stories.actions import add_contribution
from potager.stories.agreements import agreement_for
from potager.stories.models import Story
from potager.testing import a_member, a_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Any:
    blocks.forget_all()
    return a_story(twice_in_a_row=True, licence="cc-by-nc-sa")


def writes(captured: CaptureQueriesContext) -> list[str]:
    """The tables that were written, in order."""
    found = [one["sql"].split() for one in captured.captured_queries]
    return [words[2].strip('"') for words in found if words[0] == "INSERT"]


def test_the_first_contribution_records_the_agreement_and_later_ones_ask_nothing(
    story: Any, django_capture_on_commit_callbacks: Any
) -> None:
    ada = a_member("Ada")
    with django_capture_on_commit_callbacks(execute=True), CaptureQueriesContext(connection) as first:
        add_contribution(by=ada, story=story, text="The beans woke.", key=uuid7())
    with CaptureQueriesContext(connection) as second:
        add_contribution(by=ada, story=story, text="They sang.", key=uuid7())
    assert writes(first).count("authorship_agreement") == 1
    assert not [one for one in second.captured_queries if "authorship" in one["sql"]], "not even asked"
    given = Agreement.objects.get()
    assert (given.member_id, given.work, given.licence) == (ada.pk, f"story:{story.pk}", "cc-by-nc-sa")
    assert given.digest == authorship.digest_of(story.agreement)


def test_another_process_asks_once(story: Any) -> None:
    ada = a_member("Ada")
    add_contribution(by=ada, story=story, text="The beans woke.", key=uuid7())
    authorship._agreed.clear()
    add_contribution(by=ada, story=story, text="They sang.", key=uuid7())
    assert Agreement.objects.count() == 1


def test_the_composer_shows_the_words_until_they_were_agreed_to(story: Any) -> None:
    ada = a_member("Ada", language="en")
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(ada)
    page = browser.get(f"/stories/{story.pk}/").content.decode()
    assert "you agree to this" in page
    assert f'name="agreed" value="{authorship.digest_of(story.agreement)}"' in page
    sent = {
        "text": "The beans woke.", "key": str(uuid7()), "seen": "0",
        "agreed": authorship.digest_of(story.agreement),
    }  # fmt: skip
    browser.post(f"/stories/{story.pk}/contributions/new/", sent)
    assert Agreement.objects.filter(member=ada).count() == 1
    assert "you agree to this" not in browser.get(f"/stories/{story.pk}/").content.decode()


def test_a_guest_agrees_in_the_same_press(story: Any) -> None:
    browser = Client(headers={"accept-language": "en"})
    typed = {
        "text": "The beans woke.", "key": str(uuid7()), "seen": "0", "name": "Zoe", "email": "zoe@example.org",
        "agreed": authorship.digest_of(story.agreement),
    }  # fmt: skip
    asked = browser.post(f"/stories/{story.pk}/contributions/new/", typed)
    assert 'name="agreed"' in asked.content.decode(), "the digest is carried along to the code"
    assert not Agreement.objects.exists(), "nobody has agreed before the address is confirmed"
    code = next(line for line in Mail.objects.get(to="zoe@example.org").body.splitlines() if line.isdecimal())
    browser.post(f"/stories/{story.pk}/contributions/new/", {**typed, "code": code})
    assert Agreement.objects.get().member.email == "zoe@example.org"
    assert codes


def test_other_words_than_those_shown_are_asked_again(story: Any) -> None:
    ada = a_member("Ada", language="en")
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(ada)
    shown = authorship.digest_of(story.agreement)
    Story.objects.filter(pk=story.pk).update(agreement="Everything is ours now.")
    sent = {"text": "The beans woke.", "key": str(uuid7()), "seen": "0", "agreed": shown}
    answer = browser.post(f"/stories/{story.pk}/contributions/new/", sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "has changed since you read it" in page
    assert "Everything is ours now." in page
    assert "The beans woke." in page, "nothing typed is lost"
    assert not Agreement.objects.exists()
    assert not story.contributions.exists()
    story.refresh_from_db()
    with pytest.raises(AgreementChanged):
        add_contribution(by=ada, story=story, text="x y.", key=uuid7(), agreed="0" * 64)


@pytest.mark.parametrize("licence", Story.Licence.values)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_licence_is_said_in_plain_words(licence: str, language: str) -> None:
    words = agreement_for(licence, language)
    assert 60 < len(words) < 600
    assert ("vôtres" in words or "vous" in words) == (language == "fr")
