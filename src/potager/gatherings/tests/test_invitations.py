"""What those who come hear by mail, and what their calendars are told; read back by two libraries that are not ours."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from django.utils import timezone, translation

from potager import testing
from potager.gatherings import clocks
from potager.gatherings.actions import (
    Coming,
    Details,
    cancel_event,
    cancel_registration,
    change_event,
    make_registration,
    resume_registration,
)
from potager.gatherings.models import Event, Registration, Session
from potager.journal.models import Activity, Cursor
from potager.journal.read import all_readers, catch_up
from potager.members.models import Member
from potager.notices import queries
from potager.notices.models import Mail
from potager.notices.readers import NAME

pytestmark = pytest.mark.django_db
READER = next(reader for reader in all_readers() if reader.name == NAME)


@pytest.fixture(autouse=True)
def begun(db):
    Cursor.objects.get_or_create(pk=NAME)
    with translation.override("en"):
        yield


@pytest.fixture
def event(db) -> Event:
    return testing.an_event(title="Café, tea; and “cake”", capacity=3, most_companions=2, language="fr")


def comes(event: Event, name: str = "Ada", **said) -> Registration:
    session = event.sessions.get()
    by = testing.a_member(name, language="en", time_zone="Europe/Paris")
    return make_registration(by=by, session=session, coming=Coming(**said))


def mails(member: Member) -> list[Mail]:
    catch_up(READER)
    return list(Mail.objects.filter(to=member.email).order_by("created_at", "pk"))


def calendar_of(mail: Mail) -> tuple[str, str]:
    """The part that calendars read, as it leaves, and its method."""
    message = message_from_bytes(mail.as_message().message().as_bytes(), policy=default)
    [part] = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    return part.get_content(), part.get_param("method")


def test_who_comes_gets_an_invitation_that_calendars_take(event) -> None:
    mine = comes(event, companions=1)
    [mail] = mails(mine.member)
    assert mail.subject == "You are coming: Café, tea; and “cake”"
    assert "for 2 people" in mail.body and f"/come/{mine.secret}/" in mail.body and "At Ada’s" in mail.body
    text, method = calendar_of(mail)
    assert method == "REQUEST"
    assert max(len(line.encode()) for line in mail.calendar.split("\r\n")) <= 75, "lines are folded"
    assert mail.calendar.count("\n") == mail.calendar.count("\r\n")
    session = event.sessions.get()
    [told] = icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert told.decoded("dtstart") == session.starts_at and told["dtstart"].params["TZID"] == "Europe/Paris"
    assert str(told["summary"]) == event.title and told["status"] == "CONFIRMED" and told["sequence"] == 0
    assert (
        str(told["attendee"]) == f"mailto:{mine.member.email}"
        and told["attendee"].params["PARTSTAT"] == "ACCEPTED"
    )
    assert told["organizer"].params["CN"] == event.community.name
    other = vobject.readOne(text)
    assert other.method.value == "REQUEST" and other.vevent.summary.value == event.title
    assert other.vtimezone.tzid.value == "Europe/Paris"
    assert other.vevent.dtstart.value.astimezone(ZoneInfo("UTC")) == session.starts_at


def test_who_cancels_is_taken_out_and_a_new_invitation_is_newer(event) -> None:
    mine = comes(event)
    assert len(mails(mine.member)) == 1
    cancel_registration(by=mine.member, registration=mine)
    _first, out = mails(mine.member)
    [gone] = icalendar.Calendar.from_ical(out.calendar).walk("VEVENT")
    assert calendar_of(out)[1] == "CANCEL" and gone["status"] == "CANCELLED" and gone["sequence"] == 1
    resume_registration(by=mine.member, registration=mine)
    again = mails(mine.member)[-1]
    [back] = icalendar.Calendar.from_ical(again.calendar).walk("VEVENT")
    assert (back["uid"], back["status"]) == (gone["uid"], "CONFIRMED") and back["sequence"] >= gone[
        "sequence"
    ]
    assert out.subject.startswith("You are not coming")


def test_who_waits_is_told_and_gets_the_place_in_turn(event) -> None:
    first = comes(event, "Ada", companions=2)
    bob = comes(event, "Bob")
    [waits] = mails(bob.member)
    assert waits.subject.startswith("You are on the waiting list") and not waits.calendar
    cancel_registration(by=first.member, registration=first)
    offered = mails(bob.member)[-1]
    assert offered.subject.startswith("A place is held for you") and f"/come/{bob.secret}/" in offered.body
    assert not offered.calendar
    [entry] = queries.entries(bob.member)[0]
    assert entry.line.text == "A place is held for you: “Café, tea; and “cake””"


def test_everyone_who_comes_is_told_what_changed_and_that_it_is_cancelled(event) -> None:
    mine, host = comes(event), event.opened_by
    details = Details(title=event.title, place="At Bob’s", price="Free", capacity=3, language="fr")
    change_event(by=host, event=event, details=details)
    _confirmed, changed = mails(mine.member)
    assert "has changed: the place, the price" in changed.body and "At Bob’s" in changed.body
    [told] = icalendar.Calendar.from_ical(changed.calendar).walk("VEVENT")
    assert told["sequence"] == 1 and str(told["location"]) == "At Bob’s"
    assert Activity.objects.get(kind="event.changed").facts == {"changed": "where price", "is_told": True}
    change_event(by=host, event=event, details=Details(**{**vars(details), "price": "5"}), is_told=False)
    cancel_event(by=host, event=event, note="The roof leaks.")
    *_before, cancelled = mails(mine.member)
    assert len(mails(mine.member)) == 3 and "The roof leaks." in cancelled.body
    assert calendar_of(cancelled)[1] == "CANCEL"
    [gone] = icalendar.Calendar.from_ical(cancelled.calendar).walk("VEVENT")
    assert gone["sequence"] == 3 and gone["uid"] == told["uid"]


@pytest.mark.parametrize(
    ("reminder", "local"),
    [("week", "2031-05-08 09:00"), ("day", "2031-05-14 09:00"), ("hour", "2031-05-15 17:00")],
)
def test_reminders_come_on_the_clock_of_whoever_wished_them_once(reminder: str, local: str) -> None:
    event = testing.an_event(starts=datetime.fromisoformat("2031-05-15 19:00"))
    mine = comes(event, reminder=reminder)
    due = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Europe/Paris"))
    assert mine.remind_at == due


def test_a_reminder_leaves_once_and_only_to_those_who_still_come(event) -> None:
    mine, gone, quiet = comes(event), comes(event, "Bob"), comes(event, "Cleo", reminder="none")
    cancel_registration(by=gone.member, registration=gone)
    now = timezone.now()
    Registration.objects.filter(remind_at__isnull=False).update(remind_at=now - timedelta(minutes=1))
    assert [clocks.run_reminders(now), clocks.run_reminders(now)] == [1, 0]
    assert Activity.objects.get(kind="registration.reminded").actor is None
    assert [mail.subject for mail in mails(mine.member)][1:] == ["Soon: Café, tea; and “cake”"]
    assert len(mails(quiet.member)) == 1


def test_nothing_begins_a_header_of_its_own() -> None:
    title = "Tea\r\nBcc: all@example.org\u2028X: y"
    event = testing.an_event(title=title, place="Here\r\nATTENDEE:mailto:x@example.org")
    mine = comes(event, name="A\r\nBcc: b@example.org")
    [mail] = mails(mine.member)
    message = message_from_bytes(mail.as_message().message().as_bytes(), policy=default)
    assert message["Bcc"] is None and "\n" not in message["Subject"]
    [told] = icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert str(told["attendee"]) == f"mailto:{mine.member.email}"


def test_who_may_no_longer_read_of_it_is_told_nothing_more(event) -> None:
    mine = comes(event)
    mails(mine.member)
    Event.objects.update(audience="members")
    cancel_event(by=event.opened_by, event=Event.objects.get())
    assert len(mails(mine.member)) == 1


def test_anyone_may_take_the_date_home(client, event) -> None:
    Event.objects.update(link="https://meet.example.org/secret", way="both")
    session = Session.objects.get()
    answer = client.get(f"/sessions/{session.pk}/meeting.ics")
    assert answer["Content-Type"].startswith("text/calendar") and b"secret" not in answer.content
    [told] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert "attendee" not in told and str(told["summary"]) == event.title
