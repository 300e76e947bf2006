"""Reading mail and notices."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, QuerySet
from django.utils import timezone, translation

from potager.journal import kinds
from potager.journal.tellings import Heap, Line, lines_for
from potager.lib.statements import first_where
from potager.members.models import Aversion, Member
from potager.members.requests import mail_is_shown
from potager.notices.models import Bell, Mail, Notice, Unreached, Wishes

MOST_SHOWN = 50
PAGE = 30  # heaps
MOST_READ = 2000  # notices that are looked at for one page
JUST_NOW = timedelta(seconds=4)  # in which a bell that rang is told to open pages

Notices = QuerySet[Notice]


@dataclass(frozen=True)
class Entry:
    """A heap as its person reads it."""

    heap: UUID
    reason: str
    line: Line
    url: str
    at: datetime
    newest: int  # the position of the newest act
    is_unread: bool


def may_read_mail(member: Member | None) -> bool:
    """Whether this person sees the messages: the owner, and everyone in a demo without a mail server."""
    return mail_is_shown() or bool(member and member.is_active and member.is_owner)


def visible_to(member: Member | None) -> QuerySet[Mail]:
    """The newest messages, for those who may read them."""
    mails = Mail.objects.all() if may_read_mail(member) else Mail.objects.none()
    return mails.order_by("-created_at", "-pk")


def mail_leaves() -> bool:
    """Whether a mail server is set."""
    return bool(settings.ENV.smtp_url)


def averse_to(actor: UUID | None, members: Collection[UUID]) -> set[UUID]:
    """Which of these people have muted or blocked whoever acts."""
    found = Aversion.objects.filter(toward=actor, by__in=members) if actor else Aversion.objects.none()
    return set(found.values_list("by", flat=True))


def wishes_of(member: Member) -> Wishes:
    """How a person wants to be told; what stands before they said anything is not stored."""
    return Wishes.objects.filter(pk=member.pk).first() or Wishes(member=member)


def unreached(addresses: Iterable[str]) -> set[str]:
    """Those of these addresses to which nothing is sent any more: mail came back from them."""
    asked = {address.lower(): address for address in addresses}
    off = Unreached.objects.filter(pk__in=asked, is_off=True)
    return {asked[address] for address in off.values_list("pk", flat=True)}


def lost_address_of(member: Member) -> Unreached | None:
    """What is known of a member's address if nothing is sent there any more."""
    return Unreached.objects.filter(pk=member.email.lower(), is_off=True).first()


def open_heaps(notices: Iterable[kinds.Notice], kind: str) -> dict[tuple[UUID, str, str], UUID]:
    """The heaps that are not read yet, to which notices of that kind belong: (member, reason, thing) to heap."""
    members, things = zip(*((one.member, one.thing) for one in notices), strict=True) if notices else ((), ())
    unread = Notice.objects.filter(member__in=members, thing__in=set(things), kind=kind, read_at=None)
    rows = unread.order_by().values_list("member", "reason", "thing", "heap").distinct()  # a heap may be high
    return {(member, reason, thing): heap for member, reason, thing, heap in rows}


def unread_count(member: Member) -> int:
    """What the bell says."""
    bell = first_where(Bell, member=member.pk)
    return bell.unread if bell else 0


def rung(members: Collection[UUID]) -> dict[UUID, tuple[int, datetime]]:
    """The bells that rang just now, of these people, and when."""
    asked, bells = set(members), Bell.objects.filter(changed_at__gt=timezone.now() - JUST_NOW)
    rows = bells.values_list("pk", "unread", "changed_at")
    return {member: (unread, at) for member, unread, at in rows if member in asked}


def entries(member: Member, *, before: int | None = None) -> tuple[list[Entry], int | None]:
    """A page of what a person may be told now, the newest first, and where the next page begins (None: it ends)."""
    found = (
        Notice.objects.filter(member=member)
        .values("heap")
        .annotate(newest=Max("position"), count=Count("pk"))
    )
    if before is not None:
        found = found.filter(newest__lt=before)
    heaps = list(found.order_by("-newest")[: PAGE + 1])
    more = heaps[PAGE - 1]["newest"] if len(heaps) > PAGE else None
    return told(member, heaps[:PAGE]), more


def told(member: Member, heaps: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """Those heaps in words, in the language that is active; without those that the person may not know of now."""
    counts = {heap["heap"]: heap["count"] for heap in heaps}
    by_heap = _by_heap(Notice.objects.filter(member=member, heap__in=counts))
    asked = {heap: _heap(rows, counts[heap]) for heap, rows in by_heap.items()}
    lines = lines_for(member.pk, asked.values())
    made = [_entry(rows, lines[asked[heap]]) for heap, rows in by_heap.items() if asked[heap] in lines]
    return sorted(made, key=lambda entry: -entry.newest)


def untold(member: UUID, notices: Notices) -> list[UUID]:
    """The heaps among these notices of a person that they may not know of now."""
    by_heap = _by_heap(notices)
    asked = {heap: _heap(rows, len(rows)) for heap, rows in by_heap.items()}
    lines = lines_for(member, asked.values())
    return [heap for heap, one in asked.items() if one not in lines]


def _by_heap(notices: Notices) -> dict[UUID, list[Notice]]:
    by_heap: dict[UUID, list[Notice]] = {}
    for notice in notices.order_by("-position")[:MOST_READ]:
        by_heap.setdefault(notice.heap, []).append(notice)
    return by_heap


def _heap(rows: list[Notice], count: int) -> Heap:
    actors = tuple(dict.fromkeys(row.actor for row in rows if row.actor))
    return Heap(rows[0].kind, rows[0].reason, rows[0].thing, actors, count, newest=rows[0].position)


def _entry(rows: list[Notice], line: Line) -> Entry:
    newest, oldest = rows[0], rows[-1]
    return Entry(
        heap=newest.heap,
        reason=newest.reason,
        line=line,
        url=line.url or oldest.url,
        at=newest.at,
        newest=newest.position,
        is_unread=newest.read_at is None,
    )


def letters_due(now: datetime) -> QuerySet[Wishes]:
    """Whose hour has come, the first first."""
    due = Wishes.objects.filter(next_letter_at__lte=now)
    return due.select_related("member").order_by("next_letter_at", "member")


def waiting_for_letter(members: Collection[UUID]) -> set[UUID]:
    """Those of these people to whom a letter has something of their own to tell."""
    waiting = Notice.objects.filter(member__in=members, is_for_letter=True, read_at=None)
    return set(waiting.order_by().values_list("member", flat=True).distinct())


def told_in_letter(member: Member) -> list[Entry]:
    """What a letter tells a person of their own, in their language: the strongest reason first, then the newest."""
    waiting = Notice.objects.filter(member=member, is_for_letter=True, read_at=None)
    heaps = list(waiting.order_by().values("heap").annotate(count=Count("pk")))
    with translation.override(member.language):
        entries = told(member, heaps)
    return sorted(entries, key=lambda entry: kinds.REASONS.index(entry.reason))
