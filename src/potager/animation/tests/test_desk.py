"""The page of the desk: what stands on it for whom."""

import pytest
from django.test import Client

from potager import testing
from potager.animation.tests.made import a_proposal

pytestmark = pytest.mark.django_db


def test_it_opens(client: Client) -> None:
    topic = testing.a_topic(by=testing.a_member("Nadia"))
    olive = testing.a_member("Olive", is_owner=True)
    proposal = a_proposal(topic=topic)
    client.force_login(olive)
    page = client.get(f"/c/{topic.community.address}/desk/")
    assert page.status_code == 200
    page = client.get(f"/proposals/{proposal.pk}/")
    assert page.status_code == 200
    page = client.get(f"/c/{topic.community.address}/desk/gestures/")
    assert page.status_code == 200
