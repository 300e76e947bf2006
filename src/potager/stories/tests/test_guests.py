"""A guest writes with a name and an address; the code is typed where they were writing."""

import re

import pytest
from django.core import mail
from django.test import override_settings

from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.stories.models import Contribution

pytestmark = [pytest.mark.django_db(transaction=True)]
SCRIPT = {"X-Requested-With": "potager"}


@pytest.fixture(autouse=True)
def _letters_in_memory():
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


def code() -> str:
    return re.search(r"\b(\d{3} ?\d{3})\b", mail.outbox[-1].body)[1]


@pytest.mark.parametrize("headers", [SCRIPT, {}], ids=["script", "no script"])
def test_from_the_first_word_to_the_story(garden, headers) -> None:
    browser = garden.browser(None)
    sent = {"text": "I only pass by.", "name": "Léa", "email": "lea@example.org", "key": uuid7(), "seen": 0}
    asked = browser.post(garden.path("contributions/new/"), sent, headers=headers)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert 'name="code"' in page and "lea@example.org" in page and "I only pass by.</textarea>" in page
    assert ("<html" in page) == (not headers)
    assert [letter.to for letter in mail.outbox] == [["lea@example.org"]]
    assert Contribution.objects.count() == 0 and not Member.objects.filter(email="lea@example.org").exists()

    wrong = browser.post(garden.path("contributions/new/"), {**sent, "code": "000000"}, headers=headers)
    page = wrong.content.decode()
    assert wrong.status_code >= 400
    assert 'name="code"' in page and "I only pass by.</textarea>" in page

    done = browser.post(garden.path("contributions/new/"), {**sent, "code": code()}, headers=headers)
    row = Contribution.objects.select_related("author").get()
    assert done.status_code == (201 if headers else 302)
    assert (row.text, row.signature, row.author.email) == ("I only pass by.", "Léa", "lea@example.org")
    assert browser.get("/me/").status_code == 200  # signed in


def test_a_second_code_is_sent_on_demand(garden) -> None:
    browser = garden.browser(None)
    sent = {"text": "I only pass by.", "name": "Léa", "email": "lea@example.org"}
    browser.post(garden.path("contributions/new/"), sent)
    browser.post(garden.path("contributions/new/"), {**sent, "code": ["123", ""]})
    assert len(mail.outbox) == 2


def test_rules_are_told_before_a_letter_leaves(garden) -> None:
    sent = {"text": "A. B! C? Dd. Ee. Ff. Gg. Hh.", "name": "Léa", "email": "lea@example.org"}
    answer = garden.browser(None).post(garden.path("contributions/new/"), sent)
    assert answer.status_code == 409
    assert not mail.outbox


def test_a_session_that_ended_asks_who_writes_and_keeps_the_text(garden) -> None:
    answer = garden.browser(None).post(
        garden.path("contributions/new/"), {"text": "Long thought.", "key": uuid7()}
    )
    page = answer.content.decode()
    assert answer.status_code == 401
    assert 'name="email"' in page and "Long thought.</textarea>" in page


def test_a_bad_address_is_told_and_everything_stays(garden) -> None:
    sent = {"text": "So.", "name": "Léa", "email": "lea at example"}
    answer = garden.browser(None).post(garden.path("contributions/new/"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="lea at example"' in page and "So.</textarea>" in page and 'value="Léa"' in page


def test_a_guest_whose_story_moved_on_is_signed_in_and_reads_first(garden) -> None:
    browser = garden.browser(None)
    sent = {"text": "I only pass by.", "name": "Léa", "email": "lea@example.org", "key": uuid7(), "seen": 0}
    browser.post(garden.path("contributions/new/"), sent)
    garden.written("Meanwhile.")
    moved = browser.post(garden.path("contributions/new/"), {**sent, "code": code()})
    page = moved.content.decode()
    assert moved.status_code == 409
    assert "Meanwhile." in page and 'name="email"' not in page
    assert browser.post(garden.path("contributions/new/"), {**sent, "anyway": "1"}).status_code == 302
    assert Contribution.objects.filter(signature="Léa").count() == 1
