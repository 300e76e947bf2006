"""Registering for a date: members at once, passers-by with a code, in the same place."""

import re

import pytest

from potager import testing
from potager.gatherings.models import Event, Registration
from potager.journal.models import Activity
from potager.notices.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db) -> Event:
    return testing.an_event(capacity=2, most_companions=1)


def test_a_passer_by_registers_with_a_code_and_comes(client, event) -> None:
    session = event.sessions.get()
    page = f"/sessions/{session.pk}/register/"
    assert "No account is needed" in client.get(page, headers={"accept-language": "en"}).content.decode()
    typed = {"name": "Inès", "email": "ines@example.org", "companions": "1", "reminder": "week"}
    asked = client.post(page, typed, headers={"accept-language": "en"})
    assert "ines@example.org" in asked.content.decode() and not Registration.objects.exists()
    code = re.search(r"\d{3}\s?\d{3}", Mail.objects.get().body)[0].replace(" ", "")
    done = client.post(page, {**typed, "code": code}, headers={"accept-language": "en"})
    mine = Registration.objects.get()
    assert done["Location"] == f"/come/{mine.secret}/"
    assert (mine.name, mine.heads, mine.state, mine.reminder) == ("Inès", 2, "coming", "week")
    assert "You are coming" in client.get(done["Location"]).content.decode()
    [told] = Activity.objects.filter(kind="registration.made")
    assert told.facts == {"heads": 2, "has_place": True} and told.place == f"session:{session.pk}"
