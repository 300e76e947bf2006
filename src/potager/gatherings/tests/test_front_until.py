"""The front page that is kept for strangers is true until the next meeting is over."""

import pytest
from django.test import Client

from potager import testing
from potager.lib.keep import UNTIL

pytestmark = pytest.mark.django_db


def test_a_front_page_is_kept_until_a_meeting_is_over() -> None:
    host = testing.a_member("Gaëlle")
    community = testing.a_community(owner=host)
    page = f"/c/{community.address}/"
    assert UNTIL not in Client().get(page)
    session = testing.an_event(community=community, by=host).sessions.get()
    assert Client().get(page)[UNTIL] == str(int(session.ends_at.timestamp()))
    closed = testing.a_community(owner=host, visibility="members")
    testing.an_event(community=closed, by=host)
    assert UNTIL not in Client().get(f"/c/{closed.address}/"), "nothing is told of what they may not read"
