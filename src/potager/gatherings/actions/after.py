"""At the door, and after: who came, thanks, the way to a recap."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from potager.gatherings import attending
from potager.gatherings.acts.after import HeadsFacts
from potager.gatherings.models import Registration, Session
from potager.gatherings.rules import NotInThisState
from potager.journal.record import act
from potager.lib.permission import NotAllowed, must
from potager.lib.texts import cleaned
from potager.members.models import Member


def mark_attendance(
    *,
    by: Member,
    registration: Registration,
    came: int | None,
    at: datetime | None = None,
    key: UUID | None = None,
) -> Registration:
    """Say how many of a registration came (0: nobody; None: unsaid again). `at` is when it was said, offline perhaps:
    what was said later counts. Raises DoorClosed, NotInThisState.
    """
    must(by, "run", registration.session)
    with act("attendance.marked", by=by, key=key) as done:
        session = _open_door(registration.session)
        row = Registration.objects.select_for_update().get(pk=registration.pk)
        if row.state != Registration.State.COMING:
            raise NotInThisState
        at = min(at or timezone.now(), timezone.now())
        if row.came_at is None or row.came_at <= at:
            row.came, row.came_at = None if came is None else max(0, min(came, row.heads)), at
            row.save(update_fields=["came", "came_at"])
        done(row, HeadsFacts(heads=row.came or 0), place=session, community=session.community_id)
    return row


def count_attendance(*, by: Member, session: Session, heads: int) -> Session:
    """Say how many came who had not registered; raises DoorClosed."""
    must(by, "run", session)
    with act("attendance.counted", by=by) as done:
        locked = _open_door(session)
        locked.unannounced = max(0, min(heads, attending.MOST_UNANNOUNCED))
        locked.save(update_fields=["unannounced"])
        done(locked, HeadsFacts(heads=locked.unannounced), community=locked.community_id)
    return locked


def name_attendance(*, by: Member, registration: Registration, agrees: bool) -> Registration:
    """Say whether one may be named among those who came."""
    if registration.member_id != by.pk:
        raise NotAllowed
    with act("attendance.named", by=by) as done:
        row = Registration.objects.select_for_update().select_related("session").get(pk=registration.pk)
        row.may_be_named = agrees
        row.save(update_fields=["may_be_named"])
        done(row, place=row.session, community=row.session.community_id)
    return row


def thank_session(*, by: Member, session: Session, thanks: str, key: UUID | None = None) -> Session:
    """Thank those who came, once, in one's own words; raises NobodyCame, ThankedAlready, DoorClosed."""
    must(by, "run", session)
    with act("session.thanked", by=by, key=key) as done:
        locked = _open_door(session)
        if locked.thanked_at:
            raise attending.ThankedAlready
        heads = attending.who_came(locked).count()
        if not heads:
            raise attending.NobodyCame
        locked.thanks, locked.thanked_at = cleaned(thanks)[: attending.LONGEST_THANKS], timezone.now()
        locked.save(update_fields=["thanks", "thanked_at"])
        done(locked, HeadsFacts(heads=heads), community=locked.community_id)
    return locked


def recall_session(*, by: Member, session: Session, article: UUID, key: UUID | None = None) -> Session:
    """Note which article tells of it; whoever opens the article calls this. Raises DoorClosed, NotInThisState."""
    must(by, "run", session)
    with act("session.recalled", by=by, key=key) as done:
        locked = _open_door(session)
        locked.recap = article
        locked.save(update_fields=["recap"])
        done(locked, community=locked.community_id)
    return locked


def _open_door(session: Session) -> Session:
    """The session as it is now, kept so until COMMIT; nobody can have come to what is far ahead."""
    locked = (
        Session.objects.select_for_update(of=("self",)).select_related("event__community").get(pk=session.pk)
    )
    if not locked.is_planned:
        raise NotInThisState
    if locked.starts_at - attending.OPENS_BEFORE > timezone.now():
        raise attending.DoorClosed
    return locked
