"""From a notice to an answer, by real servers: SMTP on the way out, a mail program, LMTP on the way in."""

import smtplib
import socket
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.test import Client

from potager.conversations.actions import add_post
from potager.conversations.models import Post
from potager.journal.models import Activity, Cursor
from potager.journal.read import all_readers, catch_up
from potager.letterbox import lmtp
from potager.lib.ids import uuid7
from potager.notices.models import Wishes
from potager.notices.readers import NAME

from .conftest import Talk, work

pytestmark = pytest.mark.django_db(transaction=True)


class Sink:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.paths: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        self.paths.append(envelope.mail_from)
        return "250 taken"


def a_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def sink(settings: Any, request: pytest.FixtureRequest) -> Sink:
    """What leaves is delivered there."""
    handler, port = Sink(), a_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    request.addfinalizer(lambda: controller.stop(no_assert=True))
    settings.ENV = replace(
        django_settings.ENV, smtp_url=f"smtp://127.0.0.1:{port}/", url="https://garden.example.org"
    )
    return handler


@pytest.fixture
def deliver(request: pytest.FixtureRequest) -> Callable[[EmailMessage], None]:
    """The way in."""
    port = a_port()
    request.addfinalizer(lmtp.start(f"127.0.0.1:{port}"))

    def hand_over(message: EmailMessage) -> None:
        with smtplib.LMTP("127.0.0.1", port) as client:
            assert client.send_message(message) == {}

    return hand_over


def test_a_notice_is_answered_from_a_mail_program(
    talk: Talk, sink: Sink, deliver: Callable[[EmailMessage], None]
) -> None:
    Wishes.objects.create(member=talk.ada, addressed="mail")
    Cursor.objects.get_or_create(pk=NAME, defaults={"position": Activity.objects.order_by("-pk")[0].position})
    said = add_post(by=talk.bo, topic=talk.topic, body="Do you water them?", key=uuid7(), answers=talk.first)
    catch_up(next(reader for reader in all_readers() if reader.name == NAME))
    work()
    [notice] = [message for message in sink.taken if message["To"] == talk.ada.email]
    body = notice.get_body(("plain",)).get_content()
    assert "Answer this mail" in body

    answer = EmailMessage(policy=policy.SMTP)
    answer["From"], answer["To"] = f"Ada <{talk.ada.email}>", notice["Reply-To"]
    answer["Subject"], answer["Message-ID"] = f"Re: {notice['Subject']}", "<answer@mail.example.org>"
    answer["In-Reply-To"] = notice["Message-ID"]
    quoted = "\n".join(f"> {line}" for line in body.splitlines())
    answer.set_content(
        "Every evening, with rain.\n\n"
        f"Le dim. 1 mars 2026 à 18:03, Le Potager <{notice['Reply-To']}\n> a écrit\u00a0:\n\n{quoted}\n"
        "\n-- \nEnvoyé de mon téléphone"
    )
    deliver(answer)
    work()
    post = Post.objects.get(topic=talk.topic, author=talk.ada, number__gt=said.number)
    assert post.body == "Every evening, with rain." and post.answers == said
    client = Client()
    client.force_login(talk.ada)
    assert "Every evening, with rain." in client.get(talk.topic.get_absolute_url()).content.decode()
