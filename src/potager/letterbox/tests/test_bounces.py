"""Mail that comes back: three days of it, and notices stay away until the person says that the address works."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.mail import send_mail
from django.test import Client

from potager.journal.models import Activity, Cursor
from potager.journal.read import all_readers, catch_up
from potager.letterbox.actions import receive
from potager.letterbox.models import Letter
from potager.notices.actions.reaching import note_bounce
from potager.notices.models import Bell, Mail, Unreached
from potager.notices.queries import unreached
from potager.notices.readers import NAME

from .conftest import Talk, work

pytestmark = pytest.mark.django_db
READER = next(reader for reader in all_readers() if reader.name == NAME)
REPORT = """From: MAILER-DAEMON@mx.example.net
To: potager@example.org
Return-Path: <>
Auto-Submitted: auto-replied
Subject: Undelivered
Message-ID: <{number}@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such person

--b
Content-Type: {sort}

Message-ID: <{mail}@example.org>
Subject: Hello

--b--
"""


def sent(talk: Talk) -> UUID:
    """A mail that left for Bo."""
    send_mail("Hello", "Body", None, [talk.bo.email])
    return Mail.objects.filter(to=talk.bo.email).latest("created_at").pk


def report(
    talk: Talk,
    mail: UUID,
    *,
    status: str = "5.1.1",
    action: str = "failed",
    sort: str = "text/rfc822-headers",
) -> str:
    """The report about it comes in; returns how it was taken."""
    told = {"number": Letter.objects.count(), "to": talk.bo.email, "mail": mail}
    raw = REPORT.format(status=status, action=action, sort=sort, **told).replace("\n", "\r\n").encode()
    letter = receive(raw)
    assert letter
    work()
    letter.refresh_from_db()
    return str(letter.state)


def days_later(days: int = 1) -> None:
    """As if what came back had come back so long ago."""
    for row in Unreached.objects.all():
        row.last_on = row.last_on - timedelta(days=days)
        row.save()


@pytest.mark.parametrize("sort", ["text/rfc822-headers", "message/rfc822"])
def test_three_days_on_which_mail_comes_back(talk: Talk, sort: str) -> None:
    for day in range(3):
        assert not unreached([talk.bo.email])
        assert report(talk, sent(talk), sort=sort) == "bounce"
        assert report(talk, sent(talk), sort=sort) == "bounce"  # a second one on the same day counts no more
        assert Unreached.objects.get().days == day + 1
        days_later()
    assert unreached([talk.bo.email]) == {talk.bo.email}
    assert "no such person" in Unreached.objects.get().said


def test_one_mail_counts_once(talk: Talk) -> None:
    mail = sent(talk)
    for _day in range(4):
        report(talk, mail)
        days_later()
    assert Unreached.objects.get().days == 1


@pytest.mark.parametrize("told", [
    {"status": "4.4.1", "action": "delayed"}, {"status": "2.0.0", "action": "delivered"},
    {"status": "5.7.1"}, {"status": "5.6.0"},
])  # fmt: skip
def test_what_says_nothing_of_the_address_does_not_count(talk: Talk, told: dict[str, str]) -> None:
    assert report(talk, sent(talk), **told) == "bounce"
    assert not Unreached.objects.exists()


def test_a_report_about_a_mail_that_never_left_counts_for_nothing(talk: Talk) -> None:
    report(talk, UUID(int=7))
    assert not Unreached.objects.exists()
    assert not Mail.objects.filter(to__contains="mx.example.net").exists()


@pytest.fixture
def _off(talk: Talk) -> None:
    Cursor.objects.get_or_create(pk=NAME)
    for _day in range(3):
        note_bounce(sent(talk), said="550")
        days_later()


@pytest.mark.usefixtures("_off")
def test_the_person_is_told_in_the_page_and_tries_again_with_one_button(talk: Talk) -> None:
    client = Client()
    assert client.post("/notices/address/").status_code == 302
    assert unreached([talk.bo.email])  # a stranger changed nothing
    client.force_login(talk.ada)
    assert "came back" not in client.get("/notices/").content.decode()
    client.post("/notices/address/")
    assert unreached([talk.bo.email])  # nor did somebody else
    client.force_login(talk.bo)
    catch_up(READER)
    for path in ("/notices/", "/me/notices/"):
        page = client.get(path).content.decode()
        assert talk.bo.email in page and 'What its server said: <q dir="auto">550</q>' in page
    assert "Mail to your address comes back" in client.get("/notices/").content.decode()
    assert Bell.objects.get(member=talk.bo).unread == 1 and not Bell.objects.filter(member=talk.ada).exists()
    assert Activity.objects.get(kind="address.lost").actor is None
    assert not Mail.objects.filter(subject__contains="comes back").exists()
    assert client.get("/notices/address/").status_code == 405
    assert (
        "Mail leaves for your address again" in client.post("/notices/address/", follow=True).content.decode()
    )
    assert not unreached([talk.bo.email])
    assert Activity.objects.get(kind="address.tried_again").actor == talk.bo.pk
    catch_up(READER)
    assert Bell.objects.get(member=talk.bo).unread == 0, "what is mended rings no more"


@pytest.mark.usefixtures("_off")
def test_codes_to_sign_in_still_leave(talk: Talk) -> None:
    before = Mail.objects.filter(to=talk.bo.email).count()
    client = Client()
    client.post("/sign-in/", {"email": talk.bo.email})
    assert Mail.objects.filter(to=talk.bo.email).count() == before + 1


def test_a_server_that_takes_nothing_for_an_address_counts_too(talk: Talk, settings: Any) -> None:
    from smtplib import SMTPDataError, SMTPRecipientsRefused

    from potager.notices import smtp

    told = [
        (550, b"5.1.1 no such person", True),
        (554, b"5.7.1 we do not like you", False),
        (450, b"busy", False),
    ]
    for code, said, counts in told:
        assert smtp.refuses_address(SMTPRecipientsRefused({"a@b.c": (code, said)})) is counts
    assert not smtp.refuses_address(SMTPDataError(554, b"spam"))
