"""Calling a meeting, through the pages."""

import pytest

from potager import testing
from potager.gatherings.models import Event
from potager.journal.models import Activity

pytestmark = pytest.mark.django_db


def test_a_meeting_is_called_and_stands_in_the_list(client) -> None:
    owner = testing.a_member("Gaëlle", language="en")
    community = testing.a_community(owner=owner)
    client.force_login(owner)
    typed = {
        "title": "Café",
        "day": "2031-03-29",
        "hour": "19:00",
        "minutes": 120,
        "place": "Ada’s",
        "language": "en",
        "audience": "everyone",
        "way": "on_site",
        "time_zone": "Europe/Paris",
    }
    answer = client.post(f"/c/{community.address}/events/new/", typed)
    event = Event.objects.get()
    assert answer["Location"] == f"/events/{event.pk}/"
    session = event.sessions.get()
    assert session.starts_at.isoformat() == "2031-03-29T18:00:00+00:00"
    client.logout()
    assert "Café" in client.get(f"/c/{community.address}/events/").content.decode()
    assert Activity.objects.get(kind="event.opened").facts == {"sessions": 1}
