"""Mail comes back to a path of its own: known without a quotation, and forged by nobody."""

import smtplib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from django.core.mail import send_mail

from potager.letterbox.actions import receive
from potager.lib import replies, returns
from potager.lib.replies import BadAddress
from potager.notices.models import Mail, Unreached
from potager.notices.queries import unreached

from .conftest import Talk, work
from .test_answer_a_notice import Sink, deliver, sink  # noqa: F401 (fixtures)
from .test_bounces import days_later

IN_WORDS = (
    "Hi. This is the program at mx.example.net.\nI could not deliver your message.\n\n550 no such person\n"
)


@pytest.fixture
def sealed(settings: Any) -> None:
    """Return paths of ours, at a domain of their own."""
    settings.ENV = replace(django_settings.ENV, return_path="signed", url="https://garden.example.org")


def a_report(
    to: str, *, text: str = IN_WORDS, subject: str = "failure notice", **headers: str
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = headers.get("sender", "MAILER-DAEMON@mx.example.net"), to
    message["Subject"], message["Message-ID"] = subject, f"<{uuid4()}@mx.example.net>"
    message.set_content(text)
    return message


def sent(talk: Talk) -> UUID:
    send_mail("Hello", "Body", None, [talk.bo.email])
    return Mail.objects.filter(to=talk.bo.email).latest("created_at").pk


@pytest.mark.usefixtures("sealed")
def test_a_return_path_names_one_mail_until_its_day_is_over() -> None:
    mail = uuid4()
    address = returns.address_for(mail)
    assert returns.read(address.upper()) == mail and len(address.partition("@")[0]) == returns.LENGTH
    with pytest.raises(BadAddress):
        returns.read(returns.address_for(mail, lasts=timedelta(days=-1)))
    for place in range(returns.LENGTH):
        other = "a" if address[place] != "a" else "b"
        with pytest.raises(BadAddress):
            returns.read(address[:place] + other + address[place + 1 :])
    assert not replies.is_ours(address)
    assert not returns.is_ours(replies.address_for(mail, f"topic:{mail}"))


@pytest.mark.parametrize(
    ("reply", "said", "on"),
    [
        ("reply.example.org", "", False),
        ("potager@example.org", "", True),
        ("reply.example.org", "signed", True),
        ("potager@example.org", "plain", False),
        ("", "signed", False),
    ],
)
def test_another_domain_sends_only_where_the_operator_says_so(
    settings: Any, reply: str, said: str, *, on: bool
) -> None:
    settings.REPLY_DOMAIN, settings.ENV = reply, replace(django_settings.ENV, return_path=said)
    assert returns.is_on() is on


@pytest.mark.django_db(transaction=True)
def test_three_days_of_reports_that_quote_nothing(
    talk: Talk,
    sink: Sink,  # noqa: F811
    deliver: Callable[[EmailMessage], None],  # noqa: F811
    settings: Any,
) -> None:
    settings.ENV = replace(settings.ENV, return_path="signed")
    for day in range(3):
        assert not unreached([talk.bo.email])
        sent(talk)
        work()
        path = sink.paths[-1]
        assert sink.taken[-1]["From"] == "Le Potager <potager@example.org>" and returns.is_ours(path)
        deliver(a_report(path))
        work()
        assert Unreached.objects.get().days == day + 1
        days_later()
    assert unreached([talk.bo.email]) == {talk.bo.email}
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        deliver(a_report("nobody@reply.example.org"))


FORGED: list[dict[str, str]] = [
    {"subject": "Out of office", "text": "Back on Monday."},
    {"subject": "Re: Hello", "sender": "bo@example.org"},
    {"subject": "Warning: message delayed 4 hours", "text": "4.4.1 will be retried"},
    {"subject": "failure notice", "text": "5.7.1 we do not like what you say"},
]


@pytest.mark.django_db
@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("told", FORGED)
def test_what_does_not_say_that_the_address_is_dead_does_not_count(talk: Talk, told: dict[str, str]) -> None:
    letter = receive(a_report(returns.address_for(sent(talk)), **told).as_bytes())
    work()
    assert letter and not Unreached.objects.exists()
    assert Mail.objects.count() == 1, "nor is it answered"


@pytest.mark.django_db
@pytest.mark.usefixtures("sealed")
def test_a_stranger_does_not_silence_somebody(talk: Talk) -> None:
    mail = sent(talk)
    old = returns.address_for(mail, lasts=timedelta(days=-1))
    guessed = returns.address_for(mail)[:-4] + "aaaa@reply.example.org"[-22:]
    theirs = replies.address_for(talk.ada.pk, f"topic:{talk.topic.pk}")  # an address that a member holds
    for address in (old, guessed, "potager@example.org", theirs):
        receive(a_report(address).as_bytes())
        work()
    assert not Unreached.objects.exists()
    for _again in range(4):  # the same report, replayed for days
        receive(a_report(returns.address_for(mail)).as_bytes())
        work()
        days_later()
    assert Unreached.objects.get().days == 1, "one mail comes back once"
