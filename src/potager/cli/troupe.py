"""The demo's people go on writing and talking while somebody reads them."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils import timezone

from potager.cli.chatter import running_talk
from potager.cli.village import LANGUAGES, email_of, texts_in
from potager.conversations.actions import add_post
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.stories.actions import add_contribution
from potager.stories.models import Story

log = logging.getLogger(__name__)

PACE, TALK, TICK = 7.0, 12.0, 2.0  # seconds between two contributions, two posts, two looks at the readers


@contextmanager
def on_stage(*, has_readers: Callable[[str], bool]) -> Iterator[None]:
    """While the block runs, whoever reads a running story or conversation sees it grow."""
    troupe = Troupe(has_readers=has_readers)
    troupe.start()
    try:
        yield
    finally:
        troupe.stop()
        troupe.join(5)


class Troupe(threading.Thread):
    """Goes on with each running story and conversation while somebody reads it, until the texts are used up."""

    def __init__(self, *, has_readers: Callable[[str], bool]) -> None:
        super().__init__(name="troupe", daemon=True)
        self._stop_asked = threading.Event()
        self._has_readers = has_readers
        self._played = dict.fromkeys(LANGUAGES, -PACE)
        self._talked = dict.fromkeys(LANGUAGES, -TALK)

    def stop(self) -> None:
        """Write no more."""
        self._stop_asked.set()

    def run(self) -> None:
        """See threading.Thread."""
        while not self._stop_asked.wait(TICK):
            for language in LANGUAGES:
                try:
                    self._play(language)
                    self._talk(language)
                except Refusal:
                    log.info("the demo's story in %s does not take more", language)
                except Exception:
                    log.exception("the troupe stumbled")
        connection.close()

    def _play(self, language: str) -> None:
        story = _running(texts_in(language))
        is_time = time.monotonic() - self._played[language] >= PACE
        if story and is_time and self._has_readers(f"story:{story.pk}"):
            self._played[language] = time.monotonic()
            _play_next(story, texts_in(language))

    def _talk(self, language: str) -> None:
        found = running_talk(texts_in(language)["community"]["address"], language)
        is_time = time.monotonic() - self._talked[language] >= TALK
        if found and is_time and self._has_readers(f"topic:{found[0].pk}"):
            self._talked[language] = time.monotonic()
            topic, said = found[0], found[1][0]
            author = Member.objects.get(email=email_of(said["by"], topic.community.address))
            add_post(by=author, topic=topic, body=said["text"], key=uuid7())


def _running(texts: dict[str, Any]) -> Story | None:
    """The story that the troupe writes, while it is open."""
    about = {"community__address": texts["community"]["address"], "title": texts["running"]["title"]}
    story = Story.objects.filter(**about).first()
    return story if story and story.state_at(timezone.now()) == "open" else None


def _play_next(story: Story, texts: dict[str, Any]) -> None:
    """Add the first text that the story does not hold yet."""
    written = set(story.contributions.values_list("text", flat=True))
    part = next((part for part in texts["running"]["contributions"] if part["text"] not in written), None)
    if part:
        author = Member.objects.get(email=email_of(part["by"], texts["community"]["address"]))
        add_contribution(by=author, story=story, text=part["text"], key=uuid7(), anyway=True)
