"""Mail is kept as rows, in the transaction of whoever sends it, and nothing but plain text to one address leaves."""

from email import message_from_bytes
from email.policy import default

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction

from potager.jobs.models import Job
from potager.notices.actions import NotPlainText
from potager.notices.models import Mail

pytestmark = pytest.mark.django_db


def test_without_a_server_a_message_is_kept_to_be_shown() -> None:
    assert send_mail("Bonjour", "Voici\u202f!", None, ["ada@example.org"]) == 1
    mail = Mail.objects.get()
    assert (mail.to, mail.subject, mail.body, mail.state) == (
        "ada@example.org",
        "Bonjour",
        "Voici\u202f!",
        "shown",
    )
    assert not Job.objects.exists()


def test_with_a_server_a_message_waits_for_the_worker(smtp) -> None:
    send_mail("Bonjour", "Voici", None, ["ada@example.org", "bob@example.org"])
    assert sorted(Mail.objects.values_list("to", "state")) == [
        ("ada@example.org", "waiting"),
        ("bob@example.org", "waiting"),
    ]
    assert Job.objects.count() == 2


def test_what_is_rolled_back_was_never_sent(smtp) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send_mail("Bonjour", "Voici", None, ["ada@example.org"])
        raise ZeroDivisionError
    assert not Mail.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ada",
        "ada@example.org\nBcc: eve@example.org",
        "ada@example.org, eve@example.org",
        "a@b@c.org",
        "ada@exa mple.org",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        EmailMessage("Hello", "Body", None, ["bob@example.org", address or " "]).send()
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "subject",
    [
        "Hello\nBcc: eve@example.org",
        "Hello\r\n\r\nA body",
        "Hello\r\nX-Evil: 1",
        "Hello\x0bBcc: eve@example.org",
        "Hello\u2028Bcc: x",
    ],
)
def test_a_subject_begins_no_header(subject: str) -> None:
    send_mail(subject, "Body", None, ["ada@example.org"])
    lines = Mail.objects.get().as_message().message().as_bytes().split(b"\n\n")[0].splitlines()
    assert not [line for line in lines if line.lower().startswith((b"bcc", b"x-evil", b"a body"))]
    assert len([line for line in lines if line.startswith(b"Subject:")]) == 1


def test_a_sender_begins_no_header() -> None:
    send_mail("Hello", "Body", "Ada\nBcc: eve@example.org <ada@example.org>", ["bob@example.org"])
    assert "\n" not in Mail.objects.get().sender


def test_plain_text_leaves_with_the_same_in_html_and_nothing_else() -> None:
    attached = EmailMessage("Hello", "Body", None, ["ada@example.org"])
    attached.attach("garden.txt", "beans")
    both = EmailMultiAlternatives("Hello", "Body", None, ["ada@example.org"])
    both.attach_alternative("Body", "text/markdown")
    twice = EmailMultiAlternatives("Hello", "Body", None, ["ada@example.org"])
    twice.attach_alternative("<p>Body</p>", "text/html")
    twice.attach_alternative("<p>Other</p>", "text/html")
    html = EmailMessage("Hello", "<p>Body</p>", None, ["ada@example.org"])
    html.content_subtype = "html"
    for message in (attached, both, twice, html):
        with pytest.raises(NotPlainText):
            message.send()
    assert not Mail.objects.exists()


def test_headers_say_that_a_machine_wrote_and_which_message_it_is() -> None:
    send_mail("Votre code", "Voici", "Le Potager <potager@example.org>", ["ada@example.org"])
    mail = Mail.objects.get()
    first, second = mail.as_message().message(), Mail.objects.get().as_message().message()
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Message-ID"] == second["Message-ID"] == f"<{mail.pk}@example.org>"
    assert first.get_content_type() == "text/plain"
    assert first["From"] == "Le Potager <potager@example.org>"


def test_a_page_of_messages_is_kept_not_more() -> None:
    for number in range(53):
        send_mail(f"Number {number}", "Body", None, ["ada@example.org"])
    kept = Mail.objects.order_by("created_at", "pk").values_list("subject", flat=True)
    assert len(kept) == 50
    assert kept[0] == "Number 3"


def test_html_and_the_way_to_end_such_mail_leave_with_the_text() -> None:
    link = "<https://example.org/unsubscribe/x/>"
    headers = {
        "List-Unsubscribe": f"{link}\r\nBcc: eve@example.org",
        "Bcc": "eve@example.org",
        "X-Evil": "1",
    }
    both = EmailMultiAlternatives("Hello", "Body", None, ["ada@example.org"], headers=headers)
    both.attach_alternative("<p>Body</p>", "text/html")
    both.send()
    made = Mail.objects.get().as_message().message()
    assert [part.get_content_type() for part in made.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert link in made["List-Unsubscribe"]
    assert made["Bcc"] is None
    assert made["X-Evil"] is None


def test_a_calendar_leaves_beside_the_text_as_calendars_read_it(smtp) -> None:
    said = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Café des débuts\r\nEND:VCALENDAR\r\n"
    message = EmailMultiAlternatives("Hello", "Body", None, ["ada@example.org"])
    message.attach_alternative(said, "text/calendar")
    message.send()
    parsed = message_from_bytes(Mail.objects.get().as_message().message().as_bytes(), policy=default)
    text, calendar = parsed.iter_parts()
    assert parsed.get_content_type() == "multipart/alternative" and text.get_content_type() == "text/plain"
    assert (calendar.get_content_type(), calendar.get_param("method")) == ("text/calendar", "REQUEST")
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_content().split() == said.split()
