"""A conversation whose members answer by mail."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone, translation

from potager.communities.actions import join_community
from potager.conversations.models import Post, Topic
from potager.jobs.models import Job
from potager.jobs.worker import run_due_jobs
from potager.letterbox.actions import receive
from potager.letterbox.models import Letter
from potager.lib.replies import address_for
from potager.members.models import Member
from potager.notices.models import Mail
from potager.testing import a_community, a_member, a_topic


@dataclass
class Talk:
    """Ada's topic, and Bo who answers it by mail."""

    topic: Topic
    ada: Member
    bo: Member

    def mail(self, text: str = "Beans too!", *, by: Member | None = None, **headers: str) -> EmailMessage:
        """An answer as a mail program sends it; a header may be given, or taken away with ""."""
        by = by or self.bo
        message = EmailMessage(policy=SMTP)
        told = {
            "From": f"{by.display_name} <{by.email}>",
            "To": address_for(by.pk, f"topic:{self.topic.pk}"),
            "Subject": f"Re: {self.topic.title}",
            "Message-ID": f"<{Letter.objects.count()}.answer@mail.example.org>",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        for name, value in told.items():
            if value:
                message[name] = value
        message.set_content(text)
        return message

    def send(self, message: EmailMessage | bytes) -> Letter:
        """It comes in and is handled."""
        raw = message if isinstance(message, bytes) else message.as_bytes()
        letter = receive(raw)
        assert letter is not None
        work()
        letter.refresh_from_db()
        return letter

    @property
    def first(self) -> Post:
        return Post.objects.get(topic=self.topic, number=1)

    @property
    def bodies(self) -> list[str]:
        return list(Post.objects.filter(topic=self.topic).order_by("number").values_list("body", flat=True))


def work() -> None:
    """Every job has its turn, whatever its hour."""
    Job.objects.filter(state=Job.State.READY).update(run_at=timezone.now())
    run_due_jobs()


def told(to: str) -> Mail | None:
    """The newest mail that left to an address."""
    return Mail.objects.filter(to=to).order_by("-created_at").first()


@pytest.fixture(autouse=True)
def _domain(settings: Any) -> Iterator[None]:
    settings.REPLY_DOMAIN = "reply.example.org"
    settings.ENV = replace(django_settings.ENV, url="https://garden.example.org")
    settings.DEFAULT_FROM_EMAIL = "Le Potager <potager@example.org>"
    with translation.override("en"):
        yield


@pytest.fixture
def talk(db: None) -> Talk:
    ada, bo = a_member("Ada", language="en"), a_member("Bo", language="en")
    community = a_community(owner=ada)
    join_community(by=bo, community=community, accepts_charter=True)
    return Talk(a_topic(by=ada, community=community), ada, bo)
