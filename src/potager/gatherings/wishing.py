"""Subjects and dates that people wish for: the rules, and what their pages show."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.gatherings.models import Session, SoundedAnswer, SoundedDate, Sounding, Subject, Wish
from potager.lib.refusals import Refusal
from potager.members.models import Member

MOST_SUBJECTS = 50
MOST_OF_ONE = 5  # of one person, for one meeting
MOST_DATES = 20
YES, MAYBE = SoundedAnswer.Value.YES, SoundedAnswer.Value.MAYBE


class TooManySubjects(Refusal):
    """More than anybody could speak of."""

    message = _("There are as many subjects here as one evening bears. Wish one of them instead.")


class WrongDates(Refusal):
    """Too few to choose from, or too many to answer."""

    status = 422
    message = _("Offer between two and twenty dates, each once.")


class SoundingOver(Refusal):
    """The date is chosen."""

    message = _("The date is chosen: answers are closed.")


@dataclass(frozen=True)
class WishedSubject:
    """A subject, how many wish it, and what this person may do about it."""

    subject: Subject
    wishes: int
    is_mine: bool
    is_wished: bool


def subjects_of(session: Session, standing: Standing) -> list[WishedSubject]:
    """What was proposed: what is chosen first, then what most people wish, then the oldest. Two queries."""
    rows = Subject.objects.filter(session=session, withdrawn_at=None, by__is_active=True).select_related("by")
    counted = list(rows.annotate(number=Count("wishes", filter=Q(wishes__by__is_active=True))))
    me = standing.member.pk if standing.member else None
    wished = (
        set(Wish.objects.filter(subject__session=session, by=me).values_list("subject", flat=True))
        if me
        else set()
    )
    counted.sort(key=lambda one: (one.chosen_at is None, -one.number, one.proposed_at))
    return [WishedSubject(one, one.number, one.by_id == me, one.pk in wished) for one in counted]


@dataclass(frozen=True)
class Column:
    """A date, with what was said of it."""

    date: SoundedDate
    yes: int
    maybe: int
    is_best: bool


@dataclass(frozen=True)
class Row:
    """A person, with what they said of each date, in order ("" where they said nothing)."""

    member: Member
    values: list[str]


@dataclass(frozen=True)
class Table:
    """Who could come when."""

    columns: list[Column]
    rows: list[Row]
    mine: dict[UUID, str]


def table_of(sounding: Sounding, me: Member | None) -> Table:
    """Two queries."""
    dates = list(sounding.dates.order_by("starts"))
    said: dict[UUID, dict[UUID, str]] = {}
    people: dict[UUID, Member] = {}
    answers = SoundedAnswer.objects.filter(date__sounding=sounding, member__is_active=True)
    for one in answers.select_related("member").order_by("answered_at", "pk"):
        people[one.member_id] = one.member
        said.setdefault(one.member_id, {})[one.date_id] = one.value
    yes = {one.pk: sum(row.get(one.pk) == YES for row in said.values()) for one in dates}
    maybe = {one.pk: sum(row.get(one.pk) == MAYBE for row in said.values()) for one in dates}
    best = max(((yes[one.pk], maybe[one.pk]) for one in dates), default=(0, 0))
    columns = [
        Column(one, yes[one.pk], maybe[one.pk], best != (0, 0) and (yes[one.pk], maybe[one.pk]) == best)
        for one in dates
    ]
    rows = [Row(people[pk], [row.get(one.pk, "") for one in dates]) for pk, row in said.items()]
    return Table(columns, rows, said.get(me.pk, {}) if me else {})


def open_soundings(community: Community, standing: Standing) -> list[Sounding]:
    """The meetings that look for their date, for those who belong there."""
    if not (standing.is_member or standing.animates):
        return []
    found = Sounding.objects.filter(community=community, closed_at=None, hidden_at=None)
    return list(found.order_by("-opened_at")[:10])
