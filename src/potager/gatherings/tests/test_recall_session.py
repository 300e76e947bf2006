"""The article that tells of a date, noted by whoever runs it."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from potager import testing
from potager.gatherings import attending
from potager.gatherings.actions.after import recall_session
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed

pytestmark = pytest.mark.django_db


def test_recall_session() -> None:
    host = testing.a_member("Gaëlle")
    community = testing.a_community(owner=host)
    soon = datetime.now(ZoneInfo("Europe/Paris")).replace(tzinfo=None) + timedelta(hours=1)
    session = testing.an_event(community=community, by=host, starts=soon).sessions.get()
    article = uuid4()
    with pytest.raises(NotAllowed):
        recall_session(by=testing.a_member("Eve"), session=session, article=article)
    assert recall_session(by=host, session=session, article=article).recap == article
    assert Activity.objects.get(kind="session.recalled").actor == host.pk
    far = testing.an_event(community=community, by=host).sessions.get()
    with pytest.raises(attending.DoorClosed):
        recall_session(by=host, session=far, article=article)
