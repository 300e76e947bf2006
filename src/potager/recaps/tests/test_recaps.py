"""From a session to the article that tells of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from potager import testing
from potager.editorial.actions import publish_article
from potager.editorial.models import Article
from potager.gatherings.actions import Coming, make_registration
from potager.gatherings.actions.after import mark_attendance, name_attendance
from potager.journal.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(client):
    """A café that began; Ada and *Bob* came, and one of them may be named."""
    host = testing.a_member("Gaëlle", language="en")
    community = testing.a_community(owner=host)
    soon = datetime.now(ZoneInfo("Europe/Paris")).replace(tzinfo=None, microsecond=0) + timedelta(minutes=5)
    session = testing.an_event(community=community, by=host, starts=soon).sessions.get()
    session.event.community = community
    for name, agrees in (("*Ada*", True), ("Bob", False)):
        member = testing.a_member(name, email=f"{agrees}@example.org", language="en")
        row = make_registration(by=member, session=session, coming=Coming())
        mark_attendance(by=host, registration=row, came=1)
        name_attendance(by=member, registration=row, agrees=agrees)
    type(session).objects.update(starts_at=session.starts_at - timedelta(minutes=10))
    client.force_login(host)
    return client, host, session


def test_a_recap_from_the_door_to_readers(evening) -> None:
    client, host, session = evening
    page = client.get(session.get_absolute_url()).content.decode()
    assert f"/sessions/{session.pk}/recap/" in page
    assert "Ada" in client.get(f"/sessions/{session.pk}/recap/").content.decode()
    answer = client.post(f"/sessions/{session.pk}/recap/")
    article = Article.objects.get()
    assert answer["Location"] == f"/articles/{article.pk}/edit/"
    assert r"\*Ada\*" in article.body and "Bob" not in article.body
    assert client.post(f"/sessions/{session.pk}/recap/")["Location"] == answer["Location"], "once"
    stranger = Client(headers={"accept-language": "en"})
    assert "What it was like" not in stranger.get(session.get_absolute_url()).content.decode()
    publish_article(by=host, article=article)
    page = stranger.get(session.get_absolute_url()).content.decode()
    assert "What it was like" in page and article.get_absolute_url() in page
    assert Activity.objects.filter(kind="session.recalled").count() == 1


def test_nobody_else_tells(evening) -> None:
    _client, _host, session = evening
    other = Client()
    other.force_login(testing.a_member("Eve", language="en"))
    assert other.post(f"/sessions/{session.pk}/recap/").status_code == 403
    assert Client().post(f"/sessions/{session.pk}/recap/").status_code == 302
    assert not Article.objects.exists()
