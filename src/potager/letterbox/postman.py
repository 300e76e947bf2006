"""What runs beside the worker while mail may come in: the mailbox is asked, the door for mail servers stands open.

A thread of its own: a server that takes its time holds up neither clocks nor other jobs.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, connection

from potager.letterbox import imap, lmtp
from potager.letterbox.actions import note_failure

log = logging.getLogger(__name__)

EVERY, LONGEST = timedelta(minutes=1), timedelta(minutes=30)


class Postman(threading.Thread):
    """Asks the mailbox every minute; while it does not answer, less and less often."""

    def __init__(self) -> None:
        super().__init__(name="postman", daemon=True)
        self._stop_asked = threading.Event()
        self._close: Callable[[], None] | None = None
        self._failures = 0

    def start(self) -> None:
        """Open the door (POTAGER_LMTP) and begin to ask (POTAGER_IMAP_URL), where they are set."""
        if settings.ENV.lmtp:
            self._open(settings.ENV.lmtp)
        if settings.ENV.imap_url:
            super().start()

    def stop(self, *, within: float = 5.0) -> None:
        """Close the door; finish the mail in hand, or leave it to the next start."""
        self._stop_asked.set()
        if self._close:
            self._close()
        if self.is_alive():
            self.join(within)

    def run(self) -> None:
        """See threading.Thread."""
        try:
            place = imap.place_of(settings.ENV.imap_url or "")
        except imap.BadImapUrl as error:
            log.error("no mailbox is read: %s", error)
            return
        while not self._stop_asked.is_set():
            if self._turn(place) < imap.AT_ONCE:
                self._stop_asked.wait(self.pause.total_seconds())
        connection.close()

    def _turn(self, place: imap.Place) -> int:
        close_old_connections()
        try:
            return self.ask(place)
        except Exception:
            self._failures += 1
            log.exception("the postman stumbled and goes on")
            connection.close()
            return 0

    @property
    def pause(self) -> timedelta:
        """How long until it is asked again: a minute, doubled with every failure, half an hour at most."""
        doubled: timedelta = EVERY * 2 ** min(self._failures, 10)
        return min(doubled, LONGEST)

    def ask(self, place: imap.Place) -> int:
        """Take in what has come; a failure is noted, and is no error. Returns how many mails were looked at."""
        try:
            count = imap.poll(place)
        except imap.IMAP_ERRORS as error:
            self._failures += 1
            log.info("the mailbox does not answer: %s", error)
            note_failure(place.name, error=str(error))
            return 0
        self._failures = 0
        return count

    def _open(self, where: str) -> None:
        try:
            self._close = lmtp.start(where)
        except (lmtp.BadLmtp, OSError) as error:
            log.error("no mail is taken by LMTP: %s", error)
