"""Telling browsers: which ones asked, what they are told, and when they are told nothing more."""

import logging
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from potager.lib.fetching import AddressRefused, check
from potager.members.models import Member, Session
from potager.notices import pushing, queries
from potager.notices.models import Notice, Subscription

log = logging.getLogger(__name__)

MOST_BROWSERS = 20  # of one person; the oldest make room
STALE = timedelta(days=1)
IDENTIFIER = re.compile(r"[0-9a-f-]{36}")
GONE = frozenset({404, 410})
TAKEN = range(200, 300)


class NotTaken(RuntimeError):
    """The browser's service does not take the message now."""


@dataclass(frozen=True)
class Browser:
    """What a browser gives when its person asks to be told there."""

    endpoint: str
    key: str
    secret: str
    name: str = ""
    system: str = ""


def add_browser(*, by: Member, browser: Browser, session: Session | None) -> Subscription:
    """Tell this browser too; raises AddressRefused, BadSubscription."""
    if not browser.endpoint.startswith("https://"):
        raise AddressRefused(browser.endpoint)
    check(browser.endpoint)
    pushing.check_keys(browser.key, browser.secret)
    given = {"endpoint": browser.endpoint, "key": browser.key, "secret": browser.secret, "member": by}
    about = {"browser": browser.name, "system": browser.system, "session": session and session.identifier}
    digest = sha256(browser.endpoint.encode()).hexdigest()
    row, _is_new = Subscription.objects.update_or_create(digest=digest, defaults={**given, **about})
    mine = Subscription.objects.filter(member=by).order_by("-began_at", "-pk")
    Subscription.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST_BROWSERS:])).delete()
    return row


def remove_browser(*, by: Member, identifier: UUID) -> None:
    """Tell that browser nothing more."""
    Subscription.objects.filter(member=by, pk=identifier).delete()


def end_browsers(sessions: Collection[str]) -> None:
    """Whoever is signed out somewhere is told nothing more there."""
    Subscription.objects.filter(
        session__in=[UUID(one) for one in sessions if IDENTIFIER.fullmatch(one)]
    ).delete()


def push(subscription: UUID, notice: UUID) -> None:
    """Tell one browser of one notice, if it is not read meanwhile and may be told still. Raises what may pass."""
    to = Subscription.objects.select_related("member").filter(pk=subscription, member__is_active=True).first()
    row = Notice.objects.filter(pk=notice, read_at=None, at__gt=timezone.now() - STALE).first()
    if to is None or row is None or row.member_id != to.member_id:
        return
    words = _words(to.member, row)
    if words:
        _send(to, words)


def _words(member: Member, row: Notice) -> pushing.Words | None:
    with translation.override(member.language):
        for entry in queries.told(member, [{"heap": row.heap, "count": 1}]):
            url = (settings.ENV.url or "") + entry.url
            return pushing.Words(entry.line.text, entry.line.extract, url, str(row.heap), member.language)
    return None


def _send(to: Subscription, words: pushing.Words) -> None:
    try:
        answer = pushing.send(to, words)
    except AddressRefused:
        to.delete()
        return
    if answer.status in GONE:
        to.delete()
    elif answer.status not in TAKEN:
        log.warning("a push service answered %s", answer.status)
        raise NotTaken(answer.status)
