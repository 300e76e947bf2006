"""Mail leaves through a real server, once, also when the server is down for an hour."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.mail import send_mail
from django.utils import timezone

from potager.jobs.models import Job
from potager.jobs.worker import run_due_jobs
from potager.lib import returns
from potager.notices import smtp as servers
from potager.notices.actions import StillSending, forget_old_mail, hand_over
from potager.notices.models import Mail

pytestmark = pytest.mark.django_db


def run_again() -> None:
    """What waits for its next try is tried now."""
    Job.objects.filter(state=Job.State.READY).update(run_at=timezone.now() - timedelta(seconds=1))
    run_due_jobs()


def test_a_message_leaves_with_its_typography_and_is_erased(smtp) -> None:
    smtp.start()
    send_mail("Été\u00a0: le code", "Voici\u202f: «\u202f123456\u202f»\n", None, ["ada@example.org"])
    run_due_jobs()
    [taken] = smtp.handler.taken
    assert taken["Subject"] == "Été\u00a0: le code"
    assert taken["To"] == "ada@example.org"
    assert taken["From"] == "Le Potager <potager@example.org>"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert taken.get_content().strip() == "Voici\u202f: «\u202f123456\u202f»"
    mail = Mail.objects.get()
    assert (mail.state, mail.body) == ("sent", "")
    assert mail.sent_at is not None


def test_a_server_that_was_down_for_an_hour_gets_each_message_once(smtp) -> None:
    for name in ("ada", "bob"):
        send_mail("Hello", "Body", None, [f"{name}@example.org"])
    for _try in range(10):  # with the pauses between them: more than an hour
        run_again()
    assert set(Mail.objects.values_list("state", flat=True)) == {"waiting"}
    assert all(job.attempts == 10 for job in Job.objects.all())
    smtp.start()
    run_again()
    run_again()
    assert sorted(smtp.handler.recipients) == ["ada@example.org", "bob@example.org"]
    assert set(Mail.objects.values_list("state", "body")) == {("sent", "")}


def test_a_server_that_crashed_after_the_text_gets_the_same_message_again(smtp) -> None:
    smtp.start()
    smtp.handler.crashes = 1
    send_mail("Hello", "Body", None, ["ada@example.org"])
    run_again()
    assert Mail.objects.get().state == "waiting"
    run_again()
    run_again()
    first, second = smtp.handler.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert Mail.objects.get().state == "sent"


def test_a_refusal_for_good_is_not_tried_again(smtp) -> None:
    smtp.start()
    smtp.handler.refusal = "550 no such person here"
    send_mail("Hello", "Body", None, ["nobody@example.org"])
    run_again()
    run_again()
    mail = Mail.objects.get()
    assert (mail.state, mail.body) == ("failed", "")
    assert "no such person here" in mail.error
    assert Job.objects.get().attempts == 1


def test_a_refusal_for_now_is_tried_again(smtp) -> None:
    smtp.start()
    smtp.handler.refusal = "450 busy"
    send_mail("Hello", "Body", None, ["ada@example.org"])
    run_again()
    assert Mail.objects.get().state == "waiting"
    smtp.handler.refusal = ""
    run_again()
    assert Mail.objects.get().state == "sent"
    assert smtp.handler.recipients == ["ada@example.org"]


def test_two_workers_do_not_send_one_message(smtp) -> None:
    send_mail("Hello", "Body", None, ["ada@example.org"])
    mail = Mail.objects.get()
    Mail.objects.update(tried_at=timezone.now())
    smtp.start()
    with pytest.raises(StillSending):
        hand_over(mail.pk)
    assert not smtp.handler.taken
    Mail.objects.update(tried_at=timezone.now() - timedelta(minutes=6))  # that worker is dead
    hand_over(mail.pk)
    hand_over(mail.pk)
    assert len(smtp.handler.taken) == 1


def test_a_message_that_waits_keeps_its_text_until_the_server_is_set_again(smtp, settings) -> None:
    send_mail("Hello", "Body", None, ["ada@example.org"])
    smtp.start()
    settings.ENV = replace(django_settings.ENV, smtp_url=None)
    with pytest.raises(servers.NoServer):
        hand_over(Mail.objects.get().pk)
    assert Mail.objects.get().body == "Body"


def test_what_has_left_or_never_will_is_forgotten_in_time(smtp) -> None:
    for state, days in [
        ("sent", 6),
        ("sent", 8),
        ("failed", 8),
        ("waiting", 4),
        ("waiting", 6),
        ("shown", 2),
    ]:
        Mail.objects.create(
            sender="a@example.org", to="b@example.org", subject=state, body="x", state=state,
            created_at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
    forget_old_mail(timezone.now())
    assert sorted(Mail.objects.values_list("subject", "state", "body")) == [
        ("sent", "sent", "x"), ("waiting", "failed", ""), ("waiting", "waiting", "x"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://localhost", servers.Server("localhost", 25, "", "", False, False)),
        (
            "smtps://u%40x:p%2Fw@mail.example.org",
            servers.Server("mail.example.org", 465, "u@x", "p/w", True, False),
        ),
        (
            "smtp://u:p@mail.example.org/?tls=starttls",
            servers.Server("mail.example.org", 587, "u", "p", False, True),
        ),
        (
            "smtp://mail.example.org:2525/?tls=starttls",
            servers.Server("mail.example.org", 2525, "", "", False, True),
        ),
        ("smtp://[::1]:2525", servers.Server("::1", 2525, "", "", False, False)),
    ],
)
def test_the_server_is_read_from_its_url(url: str, expected: servers.Server) -> None:
    assert servers.server_of(url) == expected


@pytest.mark.parametrize(
    "url", ["localhost:25", "http://localhost", "smtp://", "smtp://h:port", "smtp://h/?tls=yes"]
)
def test_a_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(servers.BadSmtpUrl):
        servers.server_of(url)


def test_a_server_that_lets_nobody_else_send_gets_it_as_the_sender(smtp, settings) -> None:
    settings.REPLY_DOMAIN = "potager@example.org"
    smtp.handler.knows = "potager@example.org"
    smtp.start()
    send_mail("Hello", "Body", None, ["ada@example.org"])
    run_due_jobs()
    sealed, plain = smtp.handler.paths
    assert returns.read(sealed) == Mail.objects.get(state="sent").pk and plain == "potager@example.org"
    assert [taken["From"] for taken in smtp.handler.taken] == ["Le Potager <potager@example.org>"]
