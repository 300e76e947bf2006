"""What goes along in an export, what is forgotten when somebody leaves, what letters and search tell of meetings."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone, translation

from potager import testing
from potager.communities.actions import join_community
from potager.gatherings import digests
from potager.gatherings.actions import Coming, make_registration
from potager.gatherings.models import Event, Registration, Session
from potager.gatherings.tests.test_offer_place import comes
from potager.journal.digests import Span
from potager.journal.findable import findable_of
from potager.members import export, leaving
from potager.members.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db) -> Event:
    return testing.an_event(capacity=1, questions=[{"label": "Allergies?", "is_needed": False}])


def exported(member: Member, name: str) -> list[dict[str, object]]:
    file = BytesIO()
    export.pack(member, file)
    with ZipFile(file) as archive:
        [found] = [one for one in archive.namelist() if one.endswith(name)]
        return json.loads(archive.read(found))


def test_where_one_registered_goes_along_but_no_link_of_it(event) -> None:
    ada = testing.a_member("Ada")
    session = event.sessions.get()
    mine = make_registration(by=ada, session=session, coming=Coming(answers=["Nuts"]))
    [told] = exported(ada, "gatherings/registrations.json")
    assert (told["title"], told["state"]) == (event.title, "coming")
    assert told["answers"] == [{"label": "Allergies?", "answer": "Nuts"}] and mine.secret not in json.dumps(
        told
    )
    Event.objects.update(audience="members")
    [told] = exported(ada, "gatherings/registrations.json")
    assert "title" not in told and told["state"] == "coming"


def test_who_leaves_frees_their_place_and_what_they_said_is_forgotten(event) -> None:
    session = event.sessions.get()
    ada = comes(session, "Ada")
    bob = comes(session, "Bob")
    leaving.settle(ada.member, leaving.Wishes())
    ada.refresh_from_db()
    bob.refresh_from_db()
    assert (ada.state, ada.name, ada.answers, bob.state) == ("cancelled", "", [], "offered")


def test_a_letter_tells_of_a_date_once_a_week_before_to_members_who_have_not_answered(event) -> None:
    now, session = timezone.now(), event.sessions.get()
    Event.objects.update(opened_at=now - timedelta(days=30))
    Session.objects.update(starts_at=now + timedelta(days=7, hours=-3), ends_at=now + timedelta(days=7))
    ada, bob, olga = (testing.a_member(name) for name in ("Ada", "Bob", "Olga"))
    for one in (ada, bob):
        join_community(by=one, community=event.community, accepts_charter=True)
    make_registration(by=bob, session=session, coming=Coming())
    days = [Span(now + timedelta(days=n), now + timedelta(days=n + 1)) for n in (-2, -1, 0, 1)]
    found = [list(digests._items(day)) for day in days]
    assert [len(items) for items in found] == [0, 1, 0, 0]
    chosen = digests._chosen([ada.pk, bob.pk, olga.pk], found[1])
    assert {member for member, items in chosen.items() if items} == {ada.pk}
    with translation.override("en"):
        assert "At Ada’s" in found[1][0].line()
    Session.objects.update(state="cancelled")
    assert not any(digests._chosen([ada.pk], found[1]).values())


def test_a_meeting_is_found_by_those_who_may_read_of_it(event) -> None:
    found, ada = findable_of("event"), testing.a_member("Ada")
    assert found is not None
    [entry] = found.entries([event.pk])
    assert (entry.title, entry.url) == (event.title, f"/events/{event.pk}/")
    assert found.visible([event.pk], None) == {event.pk}
    Event.objects.update(audience="members")
    assert found.visible([event.pk], None) == set() == found.visible([event.pk], ada)
    Event.objects.update(hidden_at=timezone.now())
    assert list(found.entries([event.pk])) == []
    assert Registration.objects.count() == 0
