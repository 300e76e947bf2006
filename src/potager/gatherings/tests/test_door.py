"""At the door and after: who came, marks that come late, thanks, one's name."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from potager import testing
from potager.communities.actions import join_community
from potager.gatherings.actions import Coming, make_registration
from potager.gatherings.attending import ticket_of
from potager.gatherings.models import Registration
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.notices import readers as notices
from potager.notices.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(client):
    """A café that began an hour ago, with Ada and two companions expected."""
    host = testing.a_member("Gaëlle", language="en")
    community = testing.a_community(owner=host)
    begun = datetime.now(ZoneInfo("Europe/Paris")).replace(tzinfo=None) + timedelta(hours=1)
    event = testing.an_event(community=community, by=host, starts=begun, most_companions=3)
    session = event.sessions.select_related("event__community").get()
    ada = testing.a_member("Ada", language="en")
    row = make_registration(by=ada, session=session, coming=Coming(companions=2))
    client.force_login(host)
    return client, session, row


def test_mark_attendance(door) -> None:
    client, session, row = door
    url = f"/sessions/{session.pk}/door/"
    page = client.get(url).content.decode()
    assert "Ada" in page and "3 expected" in page
    assert client.post(f"{url}mark/", {"registration": row.pk, "came": 2}).status_code == 302
    row.refresh_from_db()
    assert row.came == 2
    assert Activity.objects.get(kind="attendance.marked").facts == {"heads": 2}
    client.post(f"{url}mark/", {"registration": row.pk, "came": 999})
    row.refresh_from_db()
    assert row.came == 3, "never more than registered"
    client.post(f"{url}count/", {"heads": 4})
    assert Activity.objects.get(kind="attendance.counted").facts == {"heads": 4}
    assert "<b data-here>7</b>" in client.get(url).content.decode()
    client.post(f"{url}mark/", {"registration": row.pk, "came": ""})
    row.refresh_from_db()
    assert row.came is None


def test_marks_come_late_and_once(door) -> None:
    client, session, row = door
    url, key = f"/sessions/{session.pk}/door/mark/", uuid7()
    now = timezone.now()
    late = {"registration": row.pk, "came": 0, "at": int((now - timedelta(minutes=9)).timestamp() * 1000)}
    script = {"X-Requested-With": "potager"}
    client.post(url, {"registration": row.pk, "came": 3, "key": key}, headers=script)
    assert (
        client.post(url, {"registration": row.pk, "came": 3, "key": key}, headers=script).status_code == 204
    )
    assert client.post(url, late, headers=script).status_code == 204
    row.refresh_from_db()
    assert row.came == 3, "what was said later counts"
    assert Activity.objects.filter(kind="attendance.marked").count() == 2
    far = {"registration": row.pk, "came": 1, "at": 2**53}
    assert client.post(url, far, headers=script).status_code == 204
    row.refresh_from_db()
    assert row.came_at <= timezone.now(), "nobody comes from the future"


def test_a_ticket_opens_the_door_for_those_who_keep_it(door) -> None:
    client, _session, row = door
    url = f"/door/{ticket_of(row)}/"
    page = client.get(f"/come/{row.secret}/").content.decode()
    assert "<svg" in page and row.secret not in ticket_of(row)
    assert "Ada" in client.get(url).content.decode()
    assert client.get(f"/door/{row.pk.hex}:forged/").status_code == 404
    other = Client()
    other.force_login(row.member)
    assert other.get(url).status_code == 403
    assert Client().get(url).status_code == 302


def test_thank_session(door) -> None:
    client, session, row = door
    url = f"/sessions/{session.pk}/thanks/"
    refused = client.post(url, {"thanks": "Thank you!"})
    assert refused.status_code == 422 and "Nobody is known" in refused.content.decode()
    client.post(f"/sessions/{session.pk}/door/mark/", {"registration": row.pk, "came": 1})
    assert client.post(url, {"thanks": "Thank you,\nall of you!"}).status_code == 302
    assert client.post(url, {"thanks": "Again"}).status_code == 422
    assert Activity.objects.get(kind="session.thanked").facts == {"heads": 1}
    notices.handle(Activity.objects.get(kind="session.thanked"))
    mail = Mail.objects.filter(subject__startswith="Thank you for coming").get()
    assert "all of you!" in mail.body and row.secret in mail.body


def test_name_attendance(door) -> None:
    _client, _session, row = door
    url = f"/come/{row.secret}/named/"
    assert Client().get(url).status_code == 405
    assert Client().post(url, {"agrees": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.may_be_named
    assert Activity.objects.get(kind="attendance.named").actor == row.member_id
    Client().post(url)
    row.refresh_from_db()
    assert not row.may_be_named


def test_the_door_is_closed_long_before(client) -> None:
    host = testing.a_member("Gaëlle", language="en")
    event = testing.an_event(community=testing.a_community(owner=host), by=host)
    client.force_login(host)
    session = event.sessions.get()
    answer = client.post(f"/sessions/{session.pk}/door/count/", {"heads": 1})
    assert answer.status_code == 409


def test_nobody_else_keeps_the_door(door) -> None:
    _client, session, row = door
    member, elsewhere = testing.a_member("Max", language="en"), testing.a_member("Eve", language="en")
    join_community(by=member, community=session.event.community, accepts_charter=True)
    testing.a_community(owner=elsewhere)
    for who in (member, elsewhere, row.member):
        browser = Client()
        browser.force_login(who)
        assert browser.get(f"/sessions/{session.pk}/door/").status_code == 403
        for path in ("door/mark/", "door/count/", "thanks/"):
            typed = {"registration": row.pk, "came": 1, "heads": 9, "thanks": "Me!"}
            assert browser.post(f"/sessions/{session.pk}/{path}", typed).status_code == 403
    assert Client().post(f"/sessions/{session.pk}/door/mark/", {"came": 1}).status_code == 302
    assert not Activity.objects.filter(kind__startswith="attendance.").exists()
    assert Registration.objects.get().came is None
