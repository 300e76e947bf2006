"""What the pages of looking after show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise

from potager.communities.queries import Standing, standing_of
from potager.conversations.queries import held_posts
from potager.conversations.rules import LONGEST_POST
from potager.journal.read import last_position
from potager.lib.ids import uuid7
from potager.moderation import measures, queries
from potager.moderation.answers import ANSWERS, answer_for
from potager.moderation.forms import DecisionForm, NoteForm, WordsForm
from potager.moderation.lots import drawn_in, nameless
from potager.moderation.models import Care, Case, Decision, Draw, Juror, Report
from potager.moderation.permissions import is_concerned
from potager.moderation.queries import Thing, thing_of
from potager.moderation.rules import LONGEST_WORDS, TOLD, USUAL_RULES, rule_in_words
from potager.moderation.subjects import parts

Measure = Decision.Measure
LONGEST = {"reword": LONGEST_POST, "appeal": LONGEST_WORDS, "review": LONGEST_WORDS}
MOST_HELD = 30  # posts that the queue shows; their own page shows all
MOST_DRAWN = 100  # lines of a draw that a page shows
MOST_EARLIER = 10  # decisions that a case shows beside it


@dataclass(frozen=True)
class Row:
    """A case in the queue: what it is about, why, and who has it in hand."""

    case: Case
    thing: Thing
    reasons: tuple[str | Promise, ...]
    number: int
    is_mine: bool
    is_party: bool  # they reported it: somebody else decides


@dataclass(frozen=True)
class Told:
    """A decision in a list, with its rule in words."""

    decision: Decision
    rule: str


def frame(standing: Standing, *, here: str = "care") -> dict[str, Any]:
    """What every page of a community needs."""
    return {"community": standing.community, "standing": standing, "here": here, "new_key": uuid7}


def cases_for(standing: Standing) -> Any:
    """The open cases of the queue, with their reports."""
    return queries.open_cases(standing).prefetch_related("reports")


def queue_page(standing: Standing, page: Any) -> dict[str, Any]:
    """The queue: what was reported, what asks for a second look, what waits to be read first."""
    held, judges = held_posts(standing.community), queries.judges_of(standing.community)
    return {
        **frame(standing),
        "position": last_position(),
        "page": page,
        "rows": [_row(case, standing, judges) for case in page],
        "appeals": queries.open_appeals(standing)[:50],
        "held": held[:MOST_HELD],
        "held_number": held.count(),
        "own": queries.own_cases(standing),
        "place": f"care:{standing.community.pk}",
    }


def _row(case: Case, standing: Standing, judges: set[UUID]) -> Row:
    reports = list(case.reports.all())
    reasons = {report.reason: report.get_reason_display() for report in reports}
    return Row(
        case, thing_of(case), tuple(reasons.values()), len(reports),
        is_mine=standing.member is not None and case.claimed_by_id == standing.member.pk,
        is_party=_is_party(case, standing, judges),
    )  # fmt: skip


def _is_party(case: Case, standing: Standing, judges: set[UUID]) -> bool:
    return standing.member is not None and queries.is_party(case, standing.member.pk, judges)


def decision_form(case: Case, standing: Standing, data: QueryDict | None = None) -> DecisionForm:
    """The form of a decision; with the button of an answer pressed, its words stand in the field."""
    options: dict[str, Any] = {"community": case.community, "measures": _measures(case, standing)}
    if data is None or "begin" not in data:
        return DecisionForm(data, **options)
    answer = answer_for(str(data["begin"]))
    typed = {name: data.get(name) for name in ("measure", "rule", "days", "minutes")}
    if answer and case.author:
        typed["words"] = (
            f"{data.get('words', '').strip()}\n\n{answer.in_language(case.author.language)}".strip()
        )
    return DecisionForm(initial=typed, **options)


def _measures(case: Case, standing: Standing) -> list[str]:
    is_out = bool((found := thing_of(case).found) and found.is_out)
    return measures.possible(standing, case, is_out=is_out)


def case_page(
    case: Case, standing: Standing, *, note: NoteForm | None = None, decide: DecisionForm | None = None
) -> dict[str, Any]:
    """One case: the thing, its reports and notes, what was decided before, and the form."""
    reports = case.reports.select_related("by")
    return {
        **frame(standing),
        "case": case,
        "thing": thing_of(case),
        "reports": reports,
        "copies": _wordings(reports, "copy"),
        "contexts": _wordings(reports, "context"),
        "notes": case.notes.select_related("by"),
        "note": note or NoteForm(auto_id="note_%s"),
        "decide": decide or decision_form(case, standing),
        "answers": ANSWERS,
        "earlier": told(_earlier(case)),
        "is_mine": standing.member is not None and case.claimed_by_id == standing.member.pk,
        "is_party": _is_party(case, standing, queries.judges_of(standing.community)),
        "is_suspended_first": not standing.animates and Measure.SUSPEND in _measures(case, standing),
        "draw": (draw := queries.draw_of(case)),
        "drawn": _drawn(draw) if draw else [],
        "may_draw": draw is None and not case.is_private and queries.care_of(standing.community).draws_lots,
    }


def _drawn(draw: Draw) -> list[tuple[str, str]]:
    """Once it is over: everybody in the order of the draw, by identifier, with what they did if they were asked."""
    if draw.ended_at is None:
        return []
    states = {str(one.member_id): one.state for one in draw.jurors.all()}
    return [(one, states.get(one, "")) for one in drawn_in(draw)][:MOST_DRAWN]


def lot_page(juror: Juror) -> dict[str, Any]:
    """What somebody who was drawn reads: the words without names, and why they were reported."""
    case = juror.draw.case
    standing = standing_of(juror.member, case.community)
    reasons = {report.reason: report.get_reason_display() for report in case.reports.all()}
    subject = thing_of(case).subject
    return {
        **frame(standing, here=""),
        "juror": juror,
        "draw": juror.draw,
        "text": nameless(case) if juror.state == Juror.State.ASKED else "",
        "reasons": [(label, USUAL_RULES[reason]) for reason, label in reasons.items()],
        "hides": subject is not None and subject.hide is not None,
    }


def _wordings(reports: Iterable[Report], name: str) -> list[str]:
    """What private words said, each wording once."""
    return list(dict.fromkeys(filter(None, (getattr(report, name) for report in reports))))


def _earlier(case: Case) -> Any:
    rows = queries.log_of(case.community)
    theirs = rows.filter(toward=case.author_id) if case.author_id else rows.filter(case__subject=case.subject)
    return theirs[:MOST_EARLIER]


def told(decisions: Iterable[Decision]) -> list[Told]:
    """Decisions with their rules in words."""
    return [Told(one, rule_in_words(one.rule)) for one in decisions]


def decision_page(decision: Decision, standing: Standing, **forms: WordsForm) -> dict[str, Any]:
    """A decision for the person concerned, or for those who look after the place."""
    member, appeal = standing.member, getattr(decision, "appeal", None)
    concerned = is_concerned(member, decision)
    is_open = appeal is not None and appeal.answered_at is None
    return {
        **frame(standing),
        "decision": decision,
        "rule": rule_in_words(decision.rule),
        "thing": thing_of(decision.case),
        "concerned": concerned,
        "told": TOLD.get(decision.measure, ""),
        "appeal": appeal,
        "may_appeal": concerned and appeal is None and decision.state == Decision.State.STANDING,
        "may_review": not concerned and is_open and member is not None and member.pk != decision.by_id,
        "is_judge": not concerned and is_open and member is not None and member.pk == decision.by_id,
        "may_lift": not concerned and decision.holds and decision.measure != Decision.Measure.NOTHING,
        "own_text": _own_text(decision, standing) if concerned else "",
        "was_party": queries.was_judge_and_party(decision),
        **{f"{name}_form": forms.get(name) or _form(name, decision, standing) for name in LONGEST},
    }


def _form(name: str, decision: Decision, standing: Standing) -> WordsForm:
    text = _own_text(decision, standing) if name == "reword" else ""
    return WordsForm(initial={"words": text}, longest=LONGEST[name], auto_id=f"{name}_%s")


def _own_text(decision: Decision, standing: Standing) -> str:
    """The author's words, to go on from, where they may send them again."""
    is_back = decision.measure == Decision.Measure.RETURN and decision.holds and decision.case.closed_at
    if not is_back or standing.member is None or standing.member.pk != decision.toward_id:
        return ""
    subject, identifier = parts(decision.case.subject)
    return subject.own(standing.member, identifier) if subject.own else ""


def log_page(standing: Standing, care: Care, page: Any) -> dict[str, Any]:
    """The log: in full, or month, rule, decision and what became of it."""
    return {
        **frame(standing),
        "care": care,
        "page": page,
        "rows": told(page),
        "is_full": standing.moderates,
    }
