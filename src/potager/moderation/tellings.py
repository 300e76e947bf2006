"""How the bell tells of reports, decisions and lots, without a name."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from potager.journal.tellings import Heap, Line, Telling, declare_telling
from potager.members.models import Member
from potager.moderation import queries
from potager.moderation.models import Case, Juror

Tell = Callable[[Member, Heap], Line | None]


def _each(tell: Tell) -> Telling:
    """A telling of heaps one by one: they are few."""

    def lines(member: UUID, heaps: Sequence[Heap]) -> Mapping[Heap, Line]:
        person = Member.objects.filter(pk=member, is_active=True).first()
        found = {heap: tell(person, heap) for heap in heaps} if person else {}
        return {heap: line for heap, line in found.items() if line}

    return Telling(lines=lines)


def _identifier(heap: Heap) -> UUID:
    return UUID(heap.thing.partition(":")[2])


def _case(person: Member, heap: Heap) -> Line | None:
    """To moderators, what waits; to who reported it, that it was dealt with."""
    case = Case.objects.select_related("community").filter(pk=_identifier(heap)).first()
    if case is None:
        return None
    name = {"community": case.community.name}
    if heap.kind == "decision.taken":
        has_reported = case.reports.filter(by=person).exists()
        said = _("What you reported in %(community)s has been dealt with") % name
        return Line(said, url=case.community.get_absolute_url()) if has_reported else None
    is_theirs = case.is_open and person.pk != case.author_id and queries.read_case(case.pk, person)
    return (
        Line(_("Something needs care in %(community)s") % name, url=f"/care/{case.pk}/")
        if is_theirs
        else None
    )


def _decision(person: Member, heap: Heap) -> Line | None:
    """To the person concerned, and to those who may answer an appeal."""
    read = queries.read_decision(_identifier(heap), person)
    if read is None:
        return None
    decision = read[0]
    name, url = {"community": decision.community.name}, decision.get_absolute_url()
    if person.pk != decision.toward_id:
        return Line(_("A second look is asked for in %(community)s") % name, url=url)
    if heap.kind == "decision.taken":
        return Line(_("A decision concerns you in %(community)s") % name, url=url)
    return Line(
        _("Somebody has looked again at a decision that concerns you in %(community)s") % name, url=url
    )


def _juror(person: Member, heap: Heap) -> Line | None:
    """To whoever was drawn by lot, while they are asked."""
    rows = Juror.objects.filter(pk=_identifier(heap), member=person, state=Juror.State.ASKED)
    juror = rows.filter(draw__ended_at=None).select_related("draw__case__community").first()
    if juror is None:
        return None
    name = {"community": juror.draw.case.community.name}
    return Line(_("The lot has fallen on you in %(community)s") % name, url=f"/lots/{juror.pk}/")


declare_telling("case", _each(_case))
declare_telling("decision", _each(_decision))
declare_telling("juror", _each(_juror))
