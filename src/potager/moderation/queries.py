"""Reading what needs care. A member who is concerned never finds their own case here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, standing_of
from potager.conversations.queries import held_posts
from potager.journal.models import Activity
from potager.members.models import Member
from potager.moderation.models import Appeal, Care, Case, Decision, Draw, Juror
from potager.moderation.permissions import is_concerned, looks_after
from potager.moderation.subjects import Found, Subject, parts

MODERATING = [Membership.Role.OWNER, Membership.Role.ANIMATEUR, Membership.Role.MODERATOR]
LATELY = timedelta(days=90)  # who did something within is drawn by lot


@dataclass(frozen=True)
class Thing:
    """What a case is about, as moderators may see it; `found` is None where it is private or gone."""

    subject: Subject | None
    found: Found | None

    @property
    def title(self) -> str:
        """Its title, or the name of its type."""
        if self.found:
            return self.found.title
        return str(self.subject.name) if self.subject else ""


def care_of(community: Community) -> Care:
    """How the community looks after itself; the usual way where nobody said anything."""
    return Care.objects.filter(community=community).first() or Care(community=community)


def thing_of(case: Case) -> Thing:
    """The thing itself; nothing of what is private."""
    try:
        subject, identifier = parts(case.subject)
    except (KeyError, ValueError):
        return Thing(None, None)
    return Thing(subject, None if case.is_private else subject.look(identifier))


def open_cases(standing: Standing) -> QuerySet[Case]:
    """What waits for a decision of this person, the oldest first; with the number of its reports."""
    if standing.member is None or not standing.moderates:
        return Case.objects.none()
    waiting = Case.objects.filter(community=standing.community, closed_at=None)
    others = waiting.exclude(author=standing.member)
    counted = others.annotate(number=Count("reports"))
    return counted.select_related("community", "claimed_by", "author", "draw").order_by("opened_at", "pk")


def own_cases(standing: Standing) -> int:
    """How many open cases are about this person: others decide them."""
    waiting = Case.objects.filter(community=standing.community, closed_at=None)
    return waiting.filter(author=standing.member).count() if standing.member and standing.moderates else 0


def open_appeals(standing: Standing) -> QuerySet[Appeal]:
    """What this person may look at again, the oldest first."""
    if standing.member is None or not standing.moderates:
        return Appeal.objects.none()
    waiting = Appeal.objects.filter(decision__community=standing.community, answered_at=None)
    mine = Q(decision__by=standing.member) | Q(decision__toward=standing.member)
    return waiting.exclude(mine).select_related("decision__case").order_by("made_at", "pk")


def to_do(standing: Standing) -> int:
    """How much waits for this person; 0 for whoever does not moderate."""
    if standing.member is None or not standing.moderates:
        return 0
    community, member = standing.community, standing.member
    cases = Case.objects.filter(community=community, closed_at=None).exclude(author=member)
    appeals = Appeal.objects.filter(decision__community=community, answered_at=None)
    mine = Q(decision__by=member) | Q(decision__toward=member)
    waiting = (cases, appeals.exclude(mine), held_posts(community).select_related(None))
    counts = [Subquery(_number(rows), output_field=IntegerField()) for rows in waiting]
    found = Community.objects.filter(pk=community.pk).values_list(*(Coalesce(one, 0) for one in counts))
    return sum(found[0])


def _number(rows: QuerySet[Any]) -> QuerySet[Any]:
    """A query for how many rows there are, to stand in another one."""
    alone = rows.order_by().annotate(all=Value(1)).values("all")
    found: QuerySet[Any] = alone.annotate(number=Count("pk")).values("number")
    return found


def read_case(identifier: UUID, member: Member | None) -> tuple[Case, Standing] | None:
    """A case and the standing of who looks after its community, also of who is concerned; None for others."""
    rows = Case.objects.select_related("community", "claimed_by", "author", "draw").filter(pk=identifier)
    case = rows.first()
    if case is None or member is None:
        return None
    standing = standing_of(member, case.community)
    return (case, standing) if standing.moderates else None


def read_decision(identifier: UUID, member: Member | None) -> tuple[Decision, Standing] | None:
    """A decision and the standing of whom it concerns, or of who looks after it; None for others."""
    rows = Decision.objects.select_related(
        "community", "case__community", "by", "toward", "appeal__answered_by"
    )
    decision = rows.filter(pk=identifier).first()
    if decision is None or member is None:
        return None
    standing = standing_of(member, decision.community)
    is_known = is_concerned(member, decision) or looks_after(standing, decision.case)
    return (decision, standing) if is_known else None


def log_of(community: Community) -> QuerySet[Decision]:
    """Every decision, the newest first."""
    rows = Decision.objects.filter(community=community).select_related("case", "by", "toward", "appeal")
    return rows.order_by("-decided_at", "-pk")


def reporters_of(case: Case) -> QuerySet[Member]:
    """Who reported it and has an account."""
    return Member.objects.filter(reports__case=case, is_active=True).distinct().order_by("pk")


def moderators_of(community: Community) -> QuerySet[Member]:
    """Who looks after the community now."""
    here = Membership.objects.taking_part().filter(community=community, role__in=MODERATING)
    return Member.objects.filter(is_active=True, pk__in=here.values("member")).order_by("pk")


def is_party(case: Case, member: UUID, judges: Collection[UUID], *, besides: UUID | None = None) -> bool:
    """Whether somebody reported what they would decide, while one of the judges is no party to it.

    Where nobody else is left they decide all the same, and the decision says so. `besides` decided already.
    """
    reporters = {report.by_id for report in case.reports.all()}
    return member in reporters and bool({*judges} - reporters - {case.author_id, besides})


def judges_of(community: Community) -> set[UUID]:
    """The identifiers of those who look after the community now."""
    return set(moderators_of(community).values_list("pk", flat=True))


def was_judge_and_party(decision: Decision) -> bool:
    """Whether whoever decided had reported it, because nobody else was there."""
    return not decision.is_by_lot and decision.case.reports.filter(by=decision.by_id).exists()


def drawable(case: Case, *, besides: set[UUID], now: datetime) -> list[str]:
    """The identifiers of the members who may be drawn: active lately, and not involved."""
    here = Membership.objects.taking_part().filter(community=case.community, member__is_active=True)
    acted = Activity.objects.filter(community=case.community_id, happened_at__gt=now - LATELY)
    people = here.filter(member__in=acted.values("actor")).exclude(member__in=besides | involved_in(case))
    return sorted(str(pk) for pk in people.values_list("member", flat=True))


def involved_in(case: Case) -> set[UUID]:
    """Who wrote the thing, reported it, claimed it, or noted something about it."""
    people = {*case.reports.values_list("by", flat=True), *case.notes.values_list("by", flat=True)}
    return {pk for pk in people | {case.claimed_by_id, *concerned_by(case)} if pk is not None}


def concerned_by(case: Case) -> set[UUID]:
    """Whom a case is about: its author, and those who made the thing with them."""
    found = thing_of(case).found
    return {pk for pk in {case.author_id, *(found.others if found else ())} if pk is not None}


def juror(identifier: UUID, member: Member | None) -> Juror | None:
    """Somebody's own place among those drawn; None for everybody else's."""
    rows = Juror.objects.select_related("member", "draw__case__community", "draw__case__author")
    return rows.filter(pk=identifier, member=member).first() if member else None


def due_jurors(now: datetime) -> QuerySet[Juror]:
    """Who has kept silent for too long."""
    late = Juror.objects.filter(state=Juror.State.ASKED, due_at__lte=now)
    return late.select_related("draw__case__community").order_by("due_at")[:100]


def draw_of(case: Case) -> Draw | None:
    """The drawing of lots for a case, if there was one."""
    return Draw.objects.filter(case=case).first()
