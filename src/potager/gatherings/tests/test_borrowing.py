"""Calendars of others: read by the worker, looked at by a person, shown as theirs, and gone again without a trace."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from potager import testing
from potager.communities.actions import join_community
from potager.gatherings import clocks
from potager.gatherings.importing import reader, taking
from potager.gatherings.importing.taking import Taken
from potager.gatherings.models import Calendar, CalendarDate, Event
from potager.jobs.worker import run_due_jobs
from potager.journal.models import Activity
from potager.lib import fetching
from potager.lib.tests.elsewhere import network, serving

pytestmark = pytest.mark.django_db
SOON = timezone.now() + timedelta(days=20)
DATA = Path(__file__).resolve().parents[5] / "shared/data/icalendar"


def written(*lines: str, ending: str = "\r\n") -> bytes:
    return ending.join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def an_event(*lines: str, start: str = f"DTSTART:{SOON:%Y%m%dT190000Z}", title: str = "Fair") -> list[str]:
    return ["BEGIN:VEVENT", f"UID:{title}", start, f"SUMMARY:{title}", *lines, "END:VEVENT"]


def read(data: bytes, *, now=None) -> Taken:
    """As taking.read does, in this process."""
    now = now or timezone.now()
    span = {"since": (now - taking.BEHIND).isoformat(), "until": (now + taking.AHEAD).isoformat()}
    try:
        return Taken(**reader.read(data, reader.Order({**span, "zone": "Europe/Paris", "seconds": 40})))
    except reader.NoCalendar:
        raise taking.NotTaken("no_calendar") from None


class Elsewhere:
    """A server of somebody else's, that says what it is told to say."""

    def __init__(self) -> None:
        self.body, self.head, self.asked = b"", "HTTP/1.1 200 OK", list[str]()

    def answer(self, request: bytes, stream: socket.socket) -> None:
        self.asked.append(request.decode())
        told = f'{self.head}\r\nContent-Length: {len(self.body)}\r\nETag: "one"\r\n\r\n'.encode()
        stream.sendall(told + self.body)


@pytest.fixture
def elsewhere(monkeypatch) -> Elsewhere:
    told = Elsewhere()
    with serving(told.answer) as server:
        monkeypatch.setattr(fetching, "NETWORK", network(server))
        monkeypatch.setattr(taking, "read", read)
        told.address = f"http://hall.example:{server.port}/cal.ics"
        yield told


@pytest.fixture
def gaelle():
    return testing.a_member("Gaëlle", language="en")


@pytest.fixture
def garden(gaelle):
    return testing.a_community(owner=gaelle, language="en")


def path(garden, *rest: object) -> str:
    return "/".join([f"/c/{garden.address}/events/others", *map(str, rest), ""])


def brought(client, garden, elsewhere, *, shown: bool = True, follow: bool = True) -> Calendar:
    assert client.post(path(garden, "new"), {"address": elsewhere.address}).status_code == 302
    run_due_jobs()
    calendar = Calendar.objects.get()
    if shown:
        form = {"name": "Town hall", **({"is_followed": "on"} if follow else {})}
        client.post(path(garden, calendar.pk, "show"), form)
        calendar.refresh_from_db()
    return calendar


def test_it_is_looked_at_before_anybody_else_sees_it(client, garden, gaelle, elsewhere) -> None:
    elsewhere.body = written(
        "X-WR-CALNAME:Hall", *an_event("LOCATION:Square", "URL:https://hall.example/fair")
    )
    client.force_login(gaelle)
    answer = client.post(path(garden, "new"), {"address": elsewhere.address})
    page = client.get(answer["Location"])
    assert page["Refresh"] == "2" and "being read" in page.content.decode()
    run_due_jobs()
    page = client.get(answer["Location"])
    assert (
        "Refresh" not in page
        and "Fair" in page.content.decode()
        and "1 date ahead would come in" in page.content.decode()
    )
    events = f"/c/{garden.address}/events/"
    assert "Fair" not in client.get(events).content.decode()
    client.post(path(garden, Calendar.objects.get().pk, "show"), {"name": "Town hall", "is_followed": "on"})
    shown = client.get(events).content.decode()
    assert "Fair" in shown and "from <bdi>Town hall</bdi>" in shown and "https://hall.example/fair" in shown
    assert not Event.objects.exists() and "Fair" not in client.get(f"{events}calendar.ics").content.decode()
    told = Activity.objects.filter(kind__startswith="calendar.").order_by("position")
    assert [(one.kind, one.facts) for one in told] == [
        ("calendar.added", {"dates": 0}),
        ("calendar.shown", {"dates": 1}),
    ]
    client.post(path(garden, Calendar.objects.get().pk, "remove"))
    assert not Calendar.objects.exists() and not CalendarDate.objects.exists()
    assert "Fair" not in client.get(events).content.decode()
    assert Activity.objects.filter(kind="calendar.removed").exists()


def test_it_is_read_anew_every_day_and_says_why_it_could_not_be(client, garden, gaelle, elsewhere) -> None:
    elsewhere.body = written(*an_event())
    client.force_login(gaelle)
    calendar = brought(client, garden, elsewhere)
    tomorrow = timezone.now() + timedelta(days=1, minutes=1)
    assert clocks.run_calendars(timezone.now()) == 0
    elsewhere.body = written(*an_event(title="Concert"))
    assert clocks.run_calendars(tomorrow) == 1 and clocks.run_calendars(tomorrow) == 0
    run_due_jobs()
    assert [one.title for one in CalendarDate.objects.all()] == ["Concert"]
    assert 'if-none-match: "one"' in elsewhere.asked[-1].lower()
    assert Activity.objects.get(kind="calendar.renewed").facts == {"dates": 1}
    for head, body, words in (
        ("HTTP/1.1 404 No", b"", "no such calendar"),
        ("HTTP/1.1 500 No", b"", "does not answer"),
        ("HTTP/1.1 200 OK", b"<html>", "not a calendar"),
        ("HTTP/1.1 200 OK", b"x" * 3_000_001, "larger than 3 MB"),
    ):
        elsewhere.head, elsewhere.body = head, body
        client.post(path(garden, calendar.pk, "read"))
        run_due_jobs()
        page = client.get(path(garden, calendar.pk)).content.decode()
        assert (
            words in page
            and "What was read before stays" in page
            and words in client.get(path(garden)).content.decode()
        )
    assert CalendarDate.objects.count() == 1
    elsewhere.head, elsewhere.body = "HTTP/1.1 304 Same", b""
    client.post(path(garden, calendar.pk, "read"))
    run_due_jobs()
    calendar.refresh_from_db()
    assert calendar.failure == "" and CalendarDate.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/x.ics", "file:///etc/passwd", "http://[::1]/", "webcal://10.0.0.1/", "x"]
)
def test_addresses_inside_are_refused_at_once(client, garden, gaelle, address) -> None:
    client.force_login(gaelle)
    answer = client.post(path(garden, "new"), {"address": address})
    assert answer.status_code == 422 and "none that can be asked" in answer.content.decode()
    assert address in answer.content.decode() and not Calendar.objects.exists()


def test_a_name_that_leads_inside_is_refused_by_the_worker(client, garden, gaelle) -> None:
    client.force_login(gaelle)
    client.post(path(garden, "new"), {"address": "http://localhost.localdomain/cal.ics"})
    Calendar.objects.update(address="http://127.0.0.1/cal.ics")
    run_due_jobs()
    assert Calendar.objects.get().failure == "refused"


def test_a_file_is_read_by_a_process_of_its_own_and_thrown_away(
    client, garden, gaelle, django_capture_on_commit_callbacks
) -> None:
    client.force_login(gaelle)
    file = SimpleUploadedFile("../x.ics", written(*an_event("RRULE:FREQ=DAILY;COUNT=3")), "text/html")
    answer = client.post(path(garden, "new"), {"file": file})
    calendar = Calendar.objects.get()
    assert default_storage.exists(calendar.path_of_file)
    with django_capture_on_commit_callbacks(execute=True):
        run_due_jobs()
    calendar.refresh_from_db()
    assert (calendar.number, calendar.failure, calendar.state) == (3, "", "ready")
    assert not default_storage.exists(calendar.path_of_file)
    assert "3 dates ahead would come in" in client.get(answer["Location"]).content.decode()
    for form in ({}, {"address": "https://hall.example/", "file": SimpleUploadedFile("x.ics", b"x")}):
        assert "one of both" in client.post(path(garden, "new"), form).content.decode()


def test_strangers_and_members_bring_nothing_and_see_none_of_it(client, garden, gaelle, elsewhere) -> None:
    elsewhere.body = written(*an_event())
    client.force_login(gaelle)
    calendar = brought(client, garden, elsewhere, shown=False)
    ida, other = testing.a_member("Ida"), testing.a_member("Otto")
    join_community(by=ida, community=garden, accepts_charter=True)
    elsewhere_too = testing.a_community(owner=other)
    acts = [path(garden, calendar.pk, verb) for verb in ("show", "read", "remove")]
    for who, status in ((ida, {403}), (other, {403}), (None, {302})):
        client.logout()
        if who:
            client.force_login(who)
        for one in acts:
            assert client.post(one, {"name": "x"}).status_code in status
        assert client.post(path(garden, "new"), {"address": elsewhere.address}).status_code in status
        for one in (path(garden), path(garden, calendar.pk)):
            assert client.get(one).status_code in status
        assert "Fair" not in client.get(f"/c/{garden.address}/events/").content.decode()
    client.force_login(other)
    for verb in ("show", "read", "remove"):
        assert client.post(path(elsewhere_too, calendar.pk, verb), {"name": "x"}).status_code == 404
    calendar.refresh_from_db()
    assert calendar.state == "ready"


def test_a_calendar_of_a_members_community_stays_inside(client, gaelle, elsewhere) -> None:
    walled = testing.a_community(owner=gaelle, visibility="members")
    elsewhere.body = written(*an_event())
    client.force_login(gaelle)
    brought(client, walled, elsewhere)
    eve = testing.a_member("Eve")
    client.force_login(eve)
    assert "Fair" not in client.get("/calendar/coming/").content.decode()
    assert client.get(f"/c/{walled.address}/events/").status_code in {403, 404}


ODD = {
    "doubled line endings": written(*an_event()).replace(b"\r\n", b"\r\r\n"),
    "empty lines": written(*an_event()).replace(b"\r\n", b"\n\n"),
    "a byte order mark": b"\xef\xbb\xbf" + written(*an_event()),
    "UTF-16": written(*an_event()).decode().encode("utf-16"),
    "Latin": written(*an_event("LOCATION:Caf\u00e9")).decode().encode("cp1252"),
    "folding without a blank": written(*an_event("DESCRIPTION:first\nsecond line, unfolded")),
    "no end": written(*an_event()).removesuffix(b"END:VCALENDAR\r\n"),
    "small letters": written(*an_event()).replace(b"BEGIN:V", b"begin:v").replace(b"END:V", b"end:v"),
    "an end that is none": written(*an_event("DTEND:null", "DURATION:P999999999999999999W")),
    "NUL": written(*an_event("LOCATION:\x00here")),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_what_programs_really_write_is_read(name) -> None:
    [one] = read(ODD[name]).dates
    assert one["title"] == "Fair" and one["starts"].startswith(f"{SOON:%Y-%m-%d}T19:00")


ENDLESS = [
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=1",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
]


@pytest.mark.parametrize("rule", ENDLESS)
def test_rules_that_never_end_take_nothing_else_along(rule, monkeypatch) -> None:
    monkeypatch.setattr(reader, "PATIENCE", 0.2)
    start = "DTSTART:19700101T000000Z"
    taken = read(written(*an_event(f"RRULE:{rule}", start=start, title="Tick"), *an_event()))
    assert "Fair" in {one["title"] for one in taken.dates} and len(taken.dates) <= reader.MOST_OF_ONE + 1


def test_zones_are_read_as_well_as_can_be() -> None:
    hours = {
        "DTSTART;TZID=Romance Standard Time:": 18, "DTSTART;TZID=/x.org/2007/Europe/Paris:": 18, "DTSTART:": 0,
        "DTSTART;TZID=Garden Time:": 0,
    }  # fmt: skip
    winter = timezone.now().replace(month=1, day=15) + timedelta(days=366)
    events = [
        an_event(start=f"{start}{winter:%Y%m%dT190000}", title=str(number))
        for number, start in enumerate(hours)
    ]
    lines = [line for event in events for line in event]
    taken = read(written("X-WR-TIMEZONE:America/New_York", *lines))
    assert [int(one["starts"][11:13]) for one in sorted(taken.dates, key=lambda one: one["title"])] == [
        18,
        18,
        0,
        0,
    ]
    assert ["zone", "Garden Time"] in taken.notes
    [paris] = read(written("X-WR-TIMEZONE:Nowhere", *an_event(start=f"DTSTART:{winter:%Y%m%dT190000}"))).dates
    assert paris["starts"][11:13] == "18"


def test_words_that_would_be_more_are_only_words() -> None:
    bad = an_event("URL:javascript:alert(1)", "LOCATION:<script>\\nX", title="=cmd|x")
    [one] = read(written(*bad)).dates
    assert (one["url"], one["place"]) == ("", "<script> X")


@pytest.mark.skipif(not DATA.exists(), reason="needs the calendars of ../shared/data beside the checkout")
def test_every_file_of_others_is_read_or_refused() -> None:
    files = sorted(DATA.rglob("*.ics"))
    refused = []
    for file in files:
        try:
            read(file.read_bytes())
        except taking.NotTaken:
            refused.append(file)
    assert len(files) > 200 and len(refused) < 30
