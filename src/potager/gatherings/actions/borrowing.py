"""Calendars of others: asked for, read by the worker, looked at, shown, read anew every day, removed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from potager.communities.models import Community
from potager.gatherings import rules
from potager.gatherings.acts.calendars import CalendarFacts
from potager.gatherings.importing import refusals, taking
from potager.gatherings.importing.taking import Came, NotTaken, Taken
from potager.gatherings.importing.tasks import read_calendar
from potager.gatherings.models import Calendar, CalendarDate
from potager.journal.record import act, once
from potager.lib import fetching
from potager.lib.fetching import AddressRefused
from potager.lib.permission import must
from potager.lib.texts import one_line
from potager.members.models import Member

AGAIN, WHOLE = timedelta(days=1), timedelta(days=7)
MOST = 20  # of a community
LONG = timedelta(hours=12)  # what lasts that long stands on each of its days


@dataclass(frozen=True)
class Source:
    """Where a calendar comes from: an address, or the bytes of a file."""

    address: str = ""
    data: bytes | None = None
    name: str = ""


@once(Calendar)
def add_calendar(*, by: Member, community: Community, source: Source, key: UUID | None = None) -> Calendar:
    """Ask for a calendar of others; the worker reads it, and nothing is shown yet. Raises what `refusals` names."""
    must(by, "open events", community)
    _check(community, source)
    with act("calendar.added", by=by, key=key) as done:
        calendar = Calendar(community=community, added_by=by, name=one_line(source.name)[:120])
        calendar.address = source.address
        calendar.save(force_insert=True)
        if source.data is not None:
            default_storage.save(calendar.path_of_file, ContentFile(source.data))
        read_calendar.enqueue(str(calendar.pk))
        done(calendar, CalendarFacts(), community=community.pk)
    return calendar


def _check(community: Community, source: Source) -> None:
    if Calendar.objects.filter(community=community).count() >= MOST:
        raise refusals.TooManyCalendars
    if source.data is not None:
        if len(source.data) > taking.MOST_BYTES:
            raise refusals.CalendarTooLarge
        return
    try:
        fetching.check(taking.http_address(source.address))
    except AddressRefused:
        raise refusals.NoSuchAddress from None


def show_calendar(*, by: Member, calendar: Calendar, name: str, is_followed: bool) -> None:
    """Show its dates beside our meetings, under a name; followed, it is read anew every day."""
    must(by, "open events", calendar.community)
    with act("calendar.shown", by=by) as done:
        locked = _locked(calendar)
        if locked is None or locked.state == Calendar.State.READING:
            raise rules.NotInThisState
        locked.name = one_line(name)[:120] or locked.name or locked.address[:120]
        locked.state = Calendar.State.SHOWN
        locked.is_followed = is_followed and bool(locked.address)
        locked.next_at = timezone.now() + AGAIN if locked.is_followed else None
        locked.save()
        done(locked, CalendarFacts(dates=locked.number), community=locked.community_id)


def remove_calendar(*, by: Member, calendar: Calendar) -> None:
    """Take a calendar away with all its dates."""
    must(by, "open events", calendar.community)
    with act("calendar.removed", by=by) as done:
        locked = _locked(calendar)
        if locked is None:
            raise rules.NotInThisState
        done(locked, CalendarFacts(dates=locked.number), community=locked.community_id)
        path = locked.path_of_file
        locked.delete()
        transaction.on_commit(lambda: default_storage.delete(path))


def ask_again(*, by: Member, calendar: Calendar) -> None:
    """Have it read now."""
    must(by, "open events", calendar.community)
    if calendar.address:
        send_reader(calendar, now=timezone.now())


def send_reader(calendar: Calendar, *, now: datetime) -> bool:
    """Have the worker read a calendar, and again a day later; False if another was faster."""
    again = now + AGAIN if calendar.is_followed else None
    with transaction.atomic():
        same = Calendar.objects.filter(pk=calendar.pk, next_at=calendar.next_at)
        sent = bool(same.update(next_at=again, failure=""))
        if sent:
            read_calendar.enqueue(str(calendar.pk))
    return sent


def take_in(calendar: Calendar) -> None:
    """Read a calendar and lay its dates; or note why that failed."""
    try:
        came = _brought(calendar)
        if came is None or came.data is None:
            _note(calendar, "")
            return
        _lay(calendar, came, taking.read(came.data, now=timezone.now()), sha256(came.data).hexdigest())
    except NotTaken as failure:
        _note(calendar, str(failure))


def _brought(calendar: Calendar) -> Came | None:
    """What the file holds, or the address answers; once a week all of it, since time goes on where nothing changes."""
    if not calendar.address:
        if not default_storage.exists(calendar.path_of_file):
            return None
        with default_storage.open(calendar.path_of_file) as file:
            return Came(file.read())
    if calendar.read_at is None or calendar.read_at < timezone.now() - WHOLE:
        calendar.etag = calendar.modified = ""
    return taking.fetch(calendar)


def _note(calendar: Calendar, failure: str) -> None:
    Calendar.objects.filter(pk=calendar.pk).update(failure=failure)


def _lay(calendar: Calendar, came: Came, taken: Taken, digest: str) -> None:
    with transaction.atomic():
        locked = _locked(calendar)
        if locked is None:
            return
        locked.name = locked.name or one_line(taken.name)[:120]
        locked.etag, locked.modified, locked.failure = came.etag, came.modified, ""
        locked.digest, locked.read_at = digest, timezone.now()
        locked.number, locked.notes = len(taken.dates), taken.notes[:50]
        is_shown = locked.state == Calendar.State.SHOWN
        locked.state = Calendar.State.SHOWN if is_shown else Calendar.State.READY
        locked.save()
        renew_calendar(calendar=locked, taken=taken) if is_shown else _replace(locked, taken)
        transaction.on_commit(lambda: default_storage.delete(locked.path_of_file))


def renew_calendar(*, calendar: Calendar, taken: Taken) -> None:
    """Put the dates that were read in place of the ones before."""
    with act("calendar.renewed", by=None) as done:
        _replace(calendar, taken)
        done(calendar, CalendarFacts(dates=calendar.number), community=calendar.community_id)


def _replace(calendar: Calendar, taken: Taken) -> None:
    CalendarDate.objects.filter(calendar=calendar).delete()
    rows = [_row(calendar, told) for told in taken.dates]
    CalendarDate.objects.bulk_create(rows, batch_size=500)


def _row(calendar: Calendar, told: dict[str, object]) -> CalendarDate:
    starts, ends = (datetime.fromisoformat(str(told[name])) for name in ("starts", "ends"))
    words = {name: str(told[name]) for name in ("title", "place", "url")}
    is_all_day, is_cancelled = bool(told["is_all_day"]), bool(told["is_cancelled"])
    is_long = ends - starts > timedelta(days=1, hours=1) if is_all_day else ends - starts >= LONG
    return CalendarDate(
        calendar=calendar, community_id=calendar.community_id, starts_at=starts, ends_at=ends,
        is_all_day=is_all_day, is_long=is_long, is_cancelled=is_cancelled, **words,
    )  # fmt: skip


def _locked(calendar: Calendar) -> Calendar | None:
    rows = Calendar.objects.select_for_update(of=("self",)).select_related("community")
    return rows.filter(pk=calendar.pk).first()
