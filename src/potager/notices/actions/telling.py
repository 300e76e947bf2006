"""Telling people of an act: in the page, by mail, or both, as each of them wishes."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from potager.journal import kinds
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.statements import insert_all
from potager.notices import queries, tasks
from potager.notices.batches import batches
from potager.notices.mailing import message_of, with_calendar
from potager.notices.models import Bell, Delivery, Notice, Subscription, Wishes
from potager.notices.ways import way_of

AT_ONCE = 500  # people in one statement
RANKS = {reason: rank for rank, reason in enumerate(kinds.REASONS)}
ADDRESSED = frozenset({"private", "work", "mention", "answer", "decision", "place"})
WHOEVER_ACTS = frozenset(
    {"decision", "work", "place"}
)  # what one would rather not hear from somebody does not include these


def tell(notice: kinds.Notice, *, reader: str, activity: Activity) -> bool:
    """Send one notice of an act by mail, once however often it is asked; returns whether it was new."""
    is_new = _is_first(notice, reader=reader, activity=activity)
    if is_new and not queries.unreached([notice.address]):
        with_calendar(notice, notice.body).send()
    return is_new


def tell_all(notices: Iterable[kinds.Notice], *, reader: str, activity: Activity) -> None:
    """Tell each person once of an act, for the strongest reason, as they wish; never whoever did it.

    What has no reason is a letter that always leaves.
    """
    strongest: dict[UUID, kinds.Notice] = {}
    for notice in notices:
        if not notice.reason:
            tell(notice, reader=reader, activity=activity)
        elif notice.member != activity.actor:
            known = strongest.setdefault(notice.member, notice)
            if RANKS[notice.reason] < RANKS[known.reason]:
                strongest[notice.member] = notice
    for some in batches(list(strongest.values()), AT_ONCE):
        _tell_some(some, reader=reader, activity=activity)


def _tell_some(notices: Collection[kinds.Notice], *, reader: str, activity: Activity) -> None:
    ways = _ways(notices, activity)
    wanted = [notice for notice in notices if notice.member in ways]
    rows = _keep(wanted, ways, activity)
    _push(rows, ways)
    by_mail = [notice for notice in wanted if ways[notice.member] == Wishes.Way.MAIL]
    off = queries.unreached(notice.address for notice in by_mail)
    for notice in by_mail:
        if notice.address not in off and _is_first(notice, reader=reader, activity=activity):
            message_of(notice).send()


def _ways(notices: Collection[kinds.Notice], activity: Activity) -> dict[UUID, str]:
    """How each of them is told; who would rather not hear of whoever acts is not."""
    members = [notice.member for notice in notices]
    averse, wishes = queries.averse_to(activity.actor, members), Wishes.objects.in_bulk(members)
    return {
        notice.member: way_of(notice.reason, wishes.get(notice.member) or Wishes())
        for notice in notices
        if notice.member not in averse or notice.reason in WHOEVER_ACTS
    }


def _push(rows: Collection[Notice], ways: dict[UUID, str]) -> None:
    """To the browsers that asked: what is addressed to the person, and what they have by mail at once."""
    told = {
        row.member_id: row
        for row in rows
        if row.reason in ADDRESSED or ways[row.member_id] == Wishes.Way.MAIL
    }
    browsers = Subscription.objects.filter(member__in=told).values_list("pk", "member")
    for browser, member in browsers:
        tasks.push_notice.enqueue(str(browser), str(told[member].pk))


def _keep(notices: Collection[kinds.Notice], ways: dict[UUID, str], activity: Activity) -> list[Notice]:
    """One row for each person; a second reading of the act changes nothing."""
    heaps = queries.open_heaps(notices, activity.kind)
    rows = [_row(notice, heaps, activity) for notice in notices]
    for row in rows:
        row.is_for_letter = ways[row.member_id] == Wishes.Way.LETTER
    known = set(Notice.objects.filter(position=activity.position).values_list("member", flat=True))
    new = [row for row in rows if row.member_id not in known]
    insert_all(new)
    ring([row.member_id for row in new])
    return new


def _row(notice: kinds.Notice, heaps: dict[tuple[UUID, str, str], UUID], activity: Activity) -> Notice:
    made = uuid7()
    return Notice(
        id=made,
        member_id=notice.member,
        heap=heaps.get((notice.member, notice.reason, notice.thing), made),
        kind=activity.kind,
        reason=notice.reason,
        thing=notice.thing,
        url=notice.url.removeprefix(settings.ENV.url or ""),
        community=notice.community,
        actor=activity.actor,
        position=activity.position,
        at=activity.happened_at,
    )


def ring(members: Collection[UUID]) -> None:
    """Count anew what these people have not read; their pages hear of it."""
    if not members:
        return
    insert_all([Bell(member_id=member) for member in members])
    unread = Notice.objects.filter(member=OuterRef("pk"), read_at=None).order_by().values("member")
    count = Subquery(unread.annotate(count=Count("heap", distinct=True)).values("count"))
    Bell.objects.filter(pk__in=members).update(unread=Coalesce(count, 0), changed_at=timezone.now())


def _is_first(notice: kinds.Notice, *, reader: str, activity: Activity) -> bool:
    target = f"member:{notice.member} {notice.about}".rstrip()
    _row, is_new = Delivery.objects.get_or_create(reader=reader, activity=activity.position, target=target)
    return is_new
