"""A community with somebody who edits it, readers, and a real mail server on the loopback."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from potager import testing
from potager.communities.models import Community
from potager.members.models import Member
from potager.newsletters.actions import hand_over_letters, open_issue, save_issue
from potager.newsletters.models import Issue, Subscriber
from potager.notices.tests.conftest import smtp  # noqa: F401 (a fixture)


@dataclass
class Paper:
    """A community and its letter."""

    community: Community
    editor: Member

    @property
    def home(self) -> str:
        return f"/c/{self.community.address}/letter/"

    def readers(self, number: int, **fields: Any) -> list[Subscriber]:
        """So many people who confirmed a moment ago."""
        since = timezone.now() - timedelta(minutes=1)
        said = {"community": self.community, "confirmed_at": since, "language": "en", **fields}
        known = Subscriber.objects.count()
        return Subscriber.objects.bulk_create(
            Subscriber(address=f"reader-{known + one}@example.org", **said) for one in range(number)
        )

    def issue(self, *, text: str = "Peas, *at last*.", title: str = "Peas at last") -> Issue:
        """A letter with a few words in it."""
        issue = open_issue(by=self.editor, community=self.community, title=title, language="en")
        pieces = [{"kind": "words", "text": text}]
        return save_issue(by=self.editor, issue=issue, title=title, pieces=pieces, base=0)


@pytest.fixture
def paper(db: None) -> Paper:
    """A public community in English."""
    editor = testing.a_member("Edith", language="en")
    return Paper(testing.a_community(owner=editor), editor)


@pytest.fixture
def rate(settings: Any) -> Callable[[int], None]:
    """Sets how many letters may leave in a minute."""

    def choose(letters: int) -> None:
        settings.ENV = replace(settings.ENV, letter_rate=letters)

    return choose


@pytest.fixture
def turns() -> Callable[..., int]:
    """Lets the worker's clock turn, so many times, a second apart; returns how many letters were handed over."""
    begun = timezone.now()

    def turn(times: int = 1) -> int:
        nonlocal begun
        handed = 0
        for _turn in range(times):
            begun += timedelta(seconds=1)
            handed += hand_over_letters(begun, seconds=60)
        return handed

    return turn


def now_in(**later: int) -> datetime:
    """A moment to come."""
    return timezone.now() + timedelta(**later)
