"""Reading collective books."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from potager.authorship.queries import bylines_of
from potager.communities import queries as communities
from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, standing_of
from potager.lib.statements import first_where
from potager.manuscripts import rules
from potager.manuscripts.models import (
    Author,
    Comment,
    Draft,
    Manuscript,
    Pen,
    Pledge,
    Reply,
    Section,
    Version,
)
from potager.manuscripts.permissions import knows
from potager.members.models import Member


def work_of(manuscript: Manuscript) -> str:
    """How authorship names the book."""
    return f"manuscript:{manuscript.pk}"


def visible_to(member: Member | None) -> QuerySet[Manuscript]:
    """The collective books of the communities that the member may read."""
    readable = communities.readable_by(member)
    return Manuscript.objects.filter(community__in=readable.values("pk")).select_related(
        "community", "editor"
    )


def read(identifier: UUID, member: Member | None) -> tuple[Manuscript, Standing] | None:
    """A collective book and the member's standing in its community; None if they may not read it."""
    manuscript = first_where(Manuscript, id=identifier)
    community = first_where(Community, id=manuscript.community_id) if manuscript else None
    if manuscript is None or community is None:
        return None
    manuscript.community = community
    standing = standing_of(member, community)
    return (manuscript, standing) if standing.reads else None


def read_section(identifier: UUID, member: Member | None) -> tuple[Section, Standing] | None:
    """A chapter and the member's standing in its community; None if they may not read the book, or know of it."""
    section = first_where(Section, id=identifier)
    found = read(section.manuscript_id, member) if section else None
    if section is None or found is None:
        return None
    section.manuscript = found[0]
    return (section, found[1]) if knows(found[1], section) else None


def plan_of(manuscript: Manuscript) -> QuerySet[Section]:
    """The chapters in the plan, in order, without their texts; pens and authors come along."""
    sections = Section.objects.filter(manuscript=manuscript, removed_at__isnull=True, hidden_at=None)
    sections = sections.order_by("position")
    return sections.defer("text", "brief").select_related("pen").prefetch_related("authors")


def removed_from(manuscript: Manuscript) -> QuerySet[Section]:
    """The chapters that were taken out of the plan, the newest first."""
    out = Section.objects.filter(manuscript=manuscript, removed_at__isnull=False, hidden_at=None)
    return out.defer("text", "brief").order_by("-removed_at")


def ready_sections(manuscript: Manuscript) -> list[Section]:
    """What the book prints: the chapters that are ready, in order, with their authors."""
    ready = Section.objects.filter(
        manuscript=manuscript, removed_at__isnull=True, state=Section.State.READY, version__gt=0
    ).filter(hidden_at=None)
    return list(ready.order_by("position").prefetch_related("authors"))


@dataclass(frozen=True)
class Progress:
    """How far a book is: chapters in the plan, ready, free (nobody writes them), and characters written."""

    total: int = 0
    ready: int = 0
    free: int = 0
    characters: int = 0


def progress_of(manuscripts: Iterable[UUID]) -> dict[UUID, Progress]:
    """How far each book is, in one query."""
    taken = Author.objects.filter(section=OuterRef("pk"))
    rows = (
        Section.objects.filter(manuscript__in=list(manuscripts), removed_at__isnull=True, hidden_at=None)
        .order_by()
        .annotate(is_taken=Exists(taken))
        .values("manuscript")
        .annotate(
            total=Count("pk"),
            ready=Count("pk", filter=Q(state=Section.State.READY)),
            free=Count("pk", filter=Q(is_taken=False) & ~Q(state=Section.State.READY)),
            written=Sum("characters"),
        )
    )
    return {
        row["manuscript"]: Progress(row["total"], row["ready"], row["free"], row["written"]) for row in rows
    }


def names_in(manuscript: Manuscript, signed: dict[UUID, str]) -> dict[UUID, str]:
    """How the book names these people, empty for whoever wants no name."""
    return {author: line.name for author, line in bylines_of(work_of(manuscript), signed).items()}


def pen_of(section: Section) -> Pen | None:
    """The pen of a chapter, in whatever hand."""
    return Pen.objects.filter(section=section).first()


def draft_of(section: Section, member: Member) -> Draft | None:
    """What the member has typed and not kept yet."""
    return Draft.objects.filter(section=section, by=member).first()


def versions_of(section: Section) -> QuerySet[Version]:
    """The versions, the newest first, without their texts."""
    return Version.objects.filter(section=section).defer("text").order_by("-number")


def version_of(section: Section, number: int) -> Version | None:
    """A version with its text."""
    return Version.objects.filter(section=section, number=number).first()


def comments_on(section: Section) -> QuerySet[Comment]:
    """What is said in the margin, with the answers."""
    found = Comment.objects.filter(section=section, hidden_at=None).select_related("by")
    shown = Reply.objects.filter(hidden_at=None).select_related("by")
    return found.prefetch_related(Prefetch("replies", shown))


def waiting_pledges(manuscript: Manuscript) -> QuerySet[Pledge]:
    """The offers that wait for an answer, the oldest first."""
    waiting = Pledge.objects.filter(
        section__manuscript=manuscript,
        section__removed_at__isnull=True,
        section__hidden_at=None,
        state=Pledge.State.WAITING,
        by__is_active=True,
    )
    return waiting.select_related("by", "section").defer("section__text").order_by("made_at")


def people_to_ask(manuscript: Manuscript) -> QuerySet[Membership]:
    """Who can be asked to write: the members of the community."""
    return communities.members_of(manuscript.community)


def to_remind_of(today: date) -> QuerySet[Section]:
    """Chapters that somebody should have finished within a few days, and of which nobody was reminded yet."""
    return Section.objects.filter(
        due_on__lte=today + rules.REMINDED_BEFORE,
        due_on__gte=today,
        reminded_at__isnull=True,
        removed_at__isnull=True,
        hidden_at=None,
        state__in=[Section.State.ASKED, Section.State.WRITING],
        manuscript__released_at__isnull=True,
        authors__isnull=False,
    ).distinct()


def late_in(manuscript: Manuscript, today: date) -> QuerySet[Section]:
    """The chapters that were expected before today and are not ready, the oldest date first."""
    late = Section.objects.filter(manuscript=manuscript, due_on__lt=today, removed_at__isnull=True)
    late = late.filter(hidden_at=None)
    return late.exclude(state=Section.State.READY).defer("text", "brief").order_by("due_on", "position")


def pens_that_pass(now: datetime) -> QuerySet[Pen]:
    """Pens that lie still too long, and those asked for in vain."""
    return Pen.objects.filter(Q(until__lte=now) | Q(wanted_at__lte=now - rules.SILENCE)).select_related(
        "section"
    )
