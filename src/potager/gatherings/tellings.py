"""How the bell tells of a date: to those who come, in one sentence, while they may read of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from potager.gatherings.letters import host_line
from potager.gatherings.models import Registration, Session
from potager.gatherings.permissions import may_run_session
from potager.gatherings.queries import sessions_visible_to
from potager.journal.tellings import Heap, Line, Telling, declare_telling
from potager.members.models import Member

State = Registration.State
HIDING = frozenset({"event.hidden", "event.cancelled"})


def _lines(member: UUID, heaps: Sequence[Heap]) -> Mapping[Heap, Line]:
    person = Member.objects.filter(pk=member, is_active=True).first()
    if person is None:
        return {}
    wanted = {heap: UUID(heap.thing.partition(":")[2]) for heap in heaps}
    seen = sessions_visible_to(person).select_related("event__community").in_bulk(wanted.values())
    mine = {one.session_id: one for one in Registration.objects.filter(member=person, session__in=seen)}
    told = {heap: _line(person, heap, seen.get(pk), mine.get(pk)) for heap, pk in wanted.items()}
    return {heap: line for heap, line in told.items() if line}


def _line(person: Member, heap: Heap, session: Session | None, mine: Registration | None) -> Line | None:
    if session is None:
        return None
    if heap.reason == "reaction":
        return Line(host_line(heap.kind, session)) if may_run_session(person, session) else None
    words = _words(heap.kind, session, mine)
    return Line(words % {"title": session.name}) if words else None


def _words(kind: str, session: Session, mine: Registration | None) -> str:
    """What is told to whoever registered, as it stands now; "" where that is no longer so."""
    state = mine.state if mine else ""
    if kind == "place.offered":
        return _("A place is held for you: “%(title)s”") if state == State.OFFERED else ""
    if kind == "place.lapsed":
        return _("The place went to the next one: “%(title)s”") if state == State.CANCELLED else ""
    if kind == "registration.reminded":
        return _("Soon: “%(title)s”") if state == State.COMING else ""
    if kind == "registration.cancelled":
        return _("Your registration was cancelled: “%(title)s”") if state == State.CANCELLED else ""
    if not session.is_planned:
        return _("It does not take place: “%(title)s”") if mine else ""
    return _("“%(title)s” has changed") if mine else ""


declare_telling("session", Telling(lines=_lines, unsettled_by=HIDING))
