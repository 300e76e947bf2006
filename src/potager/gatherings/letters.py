"""The letters to those who come: what they asked for, what changed, what waits for them. Guests get them as members do.

Each is checked when it is told: whoever may no longer read of the event is told nothing more.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.communities.queries import standing_of
from potager.gatherings import invitations, places, wording
from potager.gatherings.models import Registration, Session
from potager.gatherings.permissions import reads, runs_session
from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member

State = Registration.State


def registration_made(activity: Activity) -> Iterable[Notice]:
    """To the person: that they come, or wait. To those who welcome: who comes."""
    mine = _registration(activity)
    if mine and mine.state == State.COMING:
        yield _confirmation(mine)
    elif mine and mine.state == State.WAITING:
        yield _waiting(mine)
    if mine and mine.state != State.CANCELLED:
        yield from _to_hosts(activity, mine)


def registration_resumed(activity: Activity) -> Iterable[Notice]:
    """The same again."""
    return registration_made(activity)


def place_accepted(activity: Activity) -> Iterable[Notice]:
    """The same, with a place now."""
    return registration_made(activity)


def registration_cancelled(activity: Activity) -> Iterable[Notice]:
    """To the person, so that their calendar knows; to those who welcome."""
    mine = _registration(activity)
    if mine is None or mine.state != State.CANCELLED:
        return
    calendar = invitations.cancel_for(mine) if activity.facts.get("has_place") else ""
    by_others = activity.actor != mine.member_id
    with translation.override(mine.member.language):
        subject = _("You are not coming: %(title)s")
        body = _(
            "Hello %(name)s,\n\nyour registration for “%(title)s” (%(when)s) is cancelled.\n\nIf you come after all, "
            "and while there is room: %(mine)s"
        )
        yield _letter(mine, subject, body, calendar=calendar, reason="place" if by_others else "")
    yield from _to_hosts(activity, mine)


def place_offered(activity: Activity) -> Iterable[Notice]:
    """To whoever waited: until when the place is held, and the one press that takes it."""
    mine = _registration(activity)
    if mine is None or mine.state != State.OFFERED or mine.offered_until is None:
        return
    with translation.override(mine.member.language):
        until = wording.moment_in_words(mine.offered_until, zone=mine.member.time_zone)
        subject = _("A place is held for you: %(title)s")
        body = _(
            "Hello %(name)s,\n\na place came free for “%(title)s”: %(people)s.\n\n%(when)s\n%(where)s\n\nIt is held "
            "for you until %(until)s. To take it, or to leave it to the next one:\n%(mine)s"
        )
        yield _letter(mine, subject, body, reason="place", until=until)


def place_lapsed(activity: Activity) -> Iterable[Notice]:
    """To whoever did not answer in time."""
    mine = _registration(activity)
    if mine is None or mine.state != State.CANCELLED or not mine.session.is_planned:
        return
    with translation.override(mine.member.language):
        subject = _("The place went to the next one: %(title)s")
        body = _(
            "Hello %(name)s,\n\nthe place that was held for you for “%(title)s” was not taken in time; it went to the "
            "next one on the list. If you still want to come, register again:\n%(page)s"
        )
        yield _letter(mine, subject, body, reason="place")


def registration_reminded(activity: Activity) -> Iterable[Notice]:
    """To whoever wished it, before the date begins."""
    mine = _registration(activity)
    if mine is None or mine.state != State.COMING or mine.session.starts_at <= timezone.now():
        return
    with translation.override(mine.member.language):
        subject = _("Soon: %(title)s")
        body = _(
            "Hello %(name)s,\n\n“%(title)s” is near: %(people)s.\n\n%(when)s\n%(where)s\n%(page)s\n\nTo change or to "
            "cancel, so that somebody else may come: %(mine)s"
        )
        yield _letter(mine, subject, body, reason="place")


def session_changed(activity: Activity) -> Iterator[Notice]:
    """To everyone who comes or waits for the date that an act is about: how it stands now."""
    session = _session(activity)
    if session and session.is_planned and not session.is_over_at(timezone.now()):
        yield from changed(session)


def session_cancelled(activity: Activity) -> Iterator[Notice]:
    """To everyone who came or waited for the date that an act is about."""
    session = _session(activity)
    if session and not session.is_planned and not session.is_over_at(timezone.now()):
        yield from cancelled(session)


def event_changed(activity: Activity) -> Iterator[Notice]:
    """What of an event has changed, to everyone who comes to one of its dates; if those who welcome wished it."""
    if activity.facts.get("is_told"):
        for session in _sessions(activity):
            yield from changed(session, what=activity.facts.get("changed", ""))


def event_cancelled(activity: Activity) -> Iterator[Notice]:
    """That none of its dates take place, to everyone who came to one."""
    for session in _sessions(activity, state=Session.State.CANCELLED):
        if session.event.cancelled_at == session.changed_at:
            yield from cancelled(session)


def event_restored(activity: Activity) -> Iterator[Notice]:
    """That its dates take place after all."""
    for session in _sessions(activity):
        yield from changed(session, what="back")


def _sessions(activity: Activity, *, state: str = Session.State.PLANNED) -> list[Session]:
    rows = Session.objects.select_related("event__community", "host").filter(
        event=UUID(activity.target_id), state=state
    )
    return list(rows.filter(ends_at__gt=timezone.now(), hidden_at=None, event__hidden_at=None))


def changed(session: Session, *, what: str = "") -> Iterator[Notice]:
    """How a date stands now, to everyone who comes or waits for it. `what`: see events.changes_in_words."""
    for mine in places.comers(session):
        mine.session = session
        if not _reads(mine):
            continue
        calendar = invitations.request_for(mine) if mine.state == State.COMING else ""
        with translation.override(mine.member.language):
            words = wording.changes_in_words(what)
            subject = _("Changed: %(title)s")
            body = _(
                "Hello %(name)s,\n\n“%(title)s” has changed: %(changes)s. This is how it stands now:\n\n%(when)s\n"
                "%(where)s\n%(note)s\n%(page)s\n\nIf it does not suit you any more: %(mine)s"
            )
            yield _letter(mine, subject, body, calendar=calendar, reason="place", changes=words)


def cancelled(session: Session) -> Iterator[Notice]:
    """That a date does not take place, to everyone who came or waited for it."""
    for mine in places.comers(session):
        mine.session = session
        if not _reads(mine):
            continue
        calendar = invitations.cancel_for(mine) if mine.state == State.COMING else ""
        with translation.override(mine.member.language):
            subject = _("Cancelled: %(title)s")
            body = _("Hello %(name)s,\n\n“%(title)s” does not take place (%(when)s).\n%(note)s\n%(page)s")
            yield _letter(mine, subject, body, calendar=calendar, reason="place")


def _confirmation(mine: Registration) -> Notice:
    with translation.override(mine.member.language):
        subject = _("You are coming: %(title)s")
        body = _(
            "Hello %(name)s,\n\nyou are registered for “%(title)s”: %(people)s.\n\n%(when)s\n%(where)s\n%(page)s\n\n"
            "To change or to cancel, so that somebody else may come: %(mine)s"
        )
        return _letter(mine, subject, body, calendar=invitations.request_for(mine))


def _waiting(mine: Registration) -> Notice:
    with translation.override(mine.member.language):
        subject = _("You are on the waiting list: %(title)s")
        body = _(
            "Hello %(name)s,\n\n“%(title)s” is full (%(when)s). You are on the waiting list: when a place comes free, "
            "it is offered to you in your turn, by mail.\n\nTo change or to leave the list: %(mine)s"
        )
        return _letter(mine, subject, body)


def _to_hosts(activity: Activity, mine: Registration) -> Iterator[Notice]:
    """Under the bell and in the letter, never a mail each."""
    session = mine.session
    for host in hosts_of(session):
        if host.pk in {activity.actor, mine.member_id}:
            continue
        with translation.override(host.language):
            subject = host_line(activity.kind, session)
        path = f"{session.get_absolute_url()}guests/"
        yield Notice(
            member=host.pk, address=host.email, language=host.language, subject=subject,
            body=f"{subject}\n\n{settings.ENV.url or ''}{path}", reason="reaction", thing=f"session:{session.pk}",
            url=path, community=session.community_id,
        )  # fmt: skip


def host_line(kind: str, session: Session) -> str:
    """What those who welcome are told, in the language that is active."""
    if kind == "registration.cancelled":
        return _("Somebody will not come after all: “%(title)s”") % {"title": session.name}
    return _("Somebody registered for “%(title)s”") % {"title": session.name}


def hosts_of(session: Session) -> list[Member]:
    """Those who welcome at a date, and may still run it."""
    hosts = {one.member for one in session.event.hosts.select_related("member")}
    hosts |= {session.host} if session.host else set()
    community = session.event.community
    known = [host for host in hosts if host.is_active and runs_session(standing_of(host, community), session)]
    return sorted(known, key=lambda host: str(host.pk))


def _letter(
    mine: Registration, subject: str, body: str, *, calendar: str = "", reason: str = "", **more: Any
) -> Notice:
    """In the person's language, which is active."""
    facts = {**_facts(mine), **more}
    return Notice(
        member=mine.member_id,
        address=mine.member.email,
        language=mine.member.language,
        subject=subject % facts,
        body=_without_gaps(body % facts),
        reason=reason,
        thing=f"session:{mine.session_id}" if reason else "",
        url=f"/come/{mine.secret}/" if reason else "",
        community=mine.session.community_id if reason else None,
        calendar=calendar,
    )


def _facts(mine: Registration) -> dict[str, Any]:
    session, base = mine.session, settings.ENV.url or ""
    zone = mine.member.time_zone
    when = wording.when_in_words(session, zone=zone)
    if wording.is_elsewhere(session, zone):
        when = f"{when} ({wording.clock_in_words(zone)})"
    where = [wording.where_in_words(session, knows=True), session.event.access, session.access]
    where.append(wording.link_of(session, timezone.now()) if mine.state == State.COMING else "")
    return {
        "name": mine.name,
        "title": session.name,
        "people": ngettext("for one person", "for %(count)s people", mine.heads) % {"count": mine.heads},
        "when": when,
        "where": "\n".join(filter(None, where)),
        "note": session.note,
        "page": base + session.get_absolute_url(),
        "mine": f"{base}/come/{mine.secret}/",
    }


def _without_gaps(text: str) -> str:
    """Where there is nothing to say, no two empty lines."""
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


def _registration(activity: Activity) -> Registration | None:
    rows = Registration.objects.select_related("session__event__community", "session__host", "member")
    mine = rows.filter(pk=activity.target_id, member__is_active=True).first()
    return mine if mine and _reads(mine) else None


def _reads(mine: Registration) -> bool:
    event = mine.session.event
    is_there = event.hidden_at is None and mine.session.hidden_at is None and mine.member.is_active
    return is_there and reads(standing_of(mine.member, event.community), event)


def _session(activity: Activity) -> Session | None:
    reference = activity.target if activity.target.startswith("session:") else activity.place
    rows = Session.objects.select_related("event__community", "host")
    return rows.filter(pk=reference.partition(":")[2], hidden_at=None, event__hidden_at=None).first()
