"""Counting. It is not an act: nobody does anything, and the journal does not tell who looks at what."""

import hashlib
import hmac
import re
import secrets
from datetime import date

from django.db import transaction
from django.db.models import F

from potager.visits.models import Salt, Seen, Source, Total

HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,97}[a-z0-9])?")
MOST_HOSTS = 50  # of one page on one day
OTHER = "…"


def count_visit(*, page: str, who: str, came_from: str, today: date) -> bool:
    """Count somebody (`who`: address and browser, never kept) once a day per page; returns whether they are new.

    `came_from` is the host of another site, "" for none.
    """
    digest = hmac.digest(_salt(today), f"{page}\n{who}".encode(), hashlib.sha256)[:16]
    with transaction.atomic():
        before = Seen.objects.filter(pk=digest).exists()
        if before:
            return False
        Seen.objects.bulk_create([Seen(digest=digest, day=today)], ignore_conflicts=True)
        _add(Total, page=page, day=today)
        if came_from:
            _add(Source, page=page, day=today, host=_host(came_from, page, today))
    return True


def forget_visitors(*, before: date) -> int:
    """Throw away what told people apart on days that are over; returns how many digests that was."""
    Salt.objects.filter(day__lt=before).delete()
    return Seen.objects.filter(day__lt=before).delete()[0]


def _salt(today: date) -> bytes:
    kept = Salt.objects.filter(day=today).first()
    if kept is None:
        Salt.objects.bulk_create([Salt(day=today, secret=secrets.token_bytes(32))], ignore_conflicts=True)
        kept = Salt.objects.get(day=today)
    return bytes(kept.secret)


def _host(typed: str, page: str, day: date) -> str:
    host = typed.lower().removeprefix("www.")
    if not HOST.fullmatch(host):
        return OTHER
    there = Source.objects.filter(page=page, day=day)
    is_known = there.filter(host=host).exists() or there.count() < MOST_HOSTS
    return host if is_known else OTHER


def _add(model: type[Total] | type[Source], **place: object) -> None:
    if not model.objects.filter(**place).update(number=F("number") + 1):
        model.objects.get_or_create(**place, defaults={"number": 1})
