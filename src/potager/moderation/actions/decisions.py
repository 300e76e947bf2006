"""Deciding, and the author's new words for what was returned."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from potager.communities.queries import standing_of
from potager.journal.record import act, once
from potager.lib.texts import cleaned, is_blank
from potager.members.models import Member
from potager.moderation import measures, rules
from potager.moderation.actions.cases import locked_case, refuse_claimed, refuse_party
from potager.moderation.actions.effects import carry_out, undo
from potager.moderation.actions.telling import tell
from potager.moderation.acts import MeasureFacts
from potager.moderation.answers import is_blank_left
from potager.moderation.models import Case, Decision
from potager.moderation.permissions import is_concerned
from potager.moderation.queries import thing_of
from potager.moderation.subjects import parts

Measure, State = Decision.Measure, Decision.State


@dataclass(frozen=True)
class Ruling:
    """What somebody decides: a measure, the rule it rests on, words to the person; days and minutes where they count.

    `rule` is "usual:<reason>", or a line of the charter with `charter_number`, the number of its version.
    """

    measure: str
    rule: str
    words: str = ""
    charter_number: int = 0
    days: int = 0
    minutes: int = 0

    @property
    def until(self) -> datetime | None:
        """When it ends, if it ends by itself."""
        ends = self.measure in {Measure.SLOW, Measure.SUSPEND}
        return timezone.now() + timedelta(days=self.days) if ends else None


@once(Decision)
def take_decision(
    *, by: Member, case: Case, ruling: Ruling, is_by_lot: bool = False, key: UUID | None = None
) -> Decision:
    """Close a case with a measure, and carry it out. Raises the refusal of the first rule broken (rules.py)."""
    words = cleaned(ruling.words)[: rules.LONGEST_WORDS]
    if not is_by_lot:
        _refuse_words(ruling, words)
    with act("decision.taken", by=by, key=key) as done:
        locked = locked_case(by, case)
        _refuse_hands(by, locked, is_by_lot=is_by_lot)
        _refuse_measure(by, locked, ruling)
        decision = Decision.objects.create(
            case=locked,
            community=case.community,
            by=by,
            is_by_lot=is_by_lot,
            toward=locked.author,
            measure=ruling.measure,
            rule=ruling.rule[: rules.LONGEST_RULE],
            charter_number=ruling.charter_number,
            words=words,
            minutes=ruling.minutes if ruling.measure == Measure.SLOW else 0,
            until=ruling.until,
        )
        _settle_return(locked, decision, by)
        _close(locked)
        tell(done, decision, case.community_id, MeasureFacts(measure=decision.measure))
    return decision


def _refuse_words(ruling: Ruling, words: str) -> None:
    if ruling.measure != Measure.NOTHING and is_blank(words):
        raise rules.NothingSaid
    if is_blank_left(words):
        raise rules.BlankLeft


def _refuse_hands(by: Member, case: Case, *, is_by_lot: bool) -> None:
    if is_by_lot:
        return
    draw = getattr(case, "draw", None)
    if draw is not None and draw.ended_at is None:
        raise rules.WithTheLot
    refuse_claimed(by, case)
    refuse_party(by, case)
    if case.claimed_by_id != by.pk:
        raise rules.NotClaimed


def _refuse_measure(by: Member, case: Case, ruling: Ruling) -> None:
    found = thing_of(case).found
    is_out = found is not None and found.is_out
    if ruling.measure not in measures.possible(standing_of(by, case.community), case, is_out=is_out):
        raise rules.NotPossible


def _settle_return(case: Case, decision: Decision, by: Member) -> None:
    """Carry it out; where a text came back in other words, what it was returned by ends, and it may be shown."""
    earlier = _returned(case) if case.reworded_at else None
    if earlier is None:
        carry_out(decision, by=by)
        return
    if decision.measure not in rules.ON_THINGS:
        undo(earlier, by=by)
        carry_out(decision, by=by)
    earlier.state, earlier.ended_at = State.LIFTED, timezone.now()
    earlier.save(update_fields=["state", "ended_at"])


def _returned(case: Case) -> Decision | None:
    rows = Decision.objects.filter(
        case=case, measure=Measure.RETURN, state__in=[State.STANDING, State.UPHELD]
    )
    return rows.select_related("case").order_by("-decided_at").first()


def _close(case: Case) -> None:
    case.closed_at, case.claimed_by, case.claimed_at, case.reworded_at = timezone.now(), None, None, None
    case.save(update_fields=["closed_at", "claimed_by", "claimed_at", "reworded_at"])


def ask_again(*, by: Member, decision: Decision, words: str) -> Case:
    """The author sends a returned text again, in other words: its case is open again. Raises NotReturned."""
    if not is_concerned(by, decision) or decision.measure != Measure.RETURN or not decision.holds:
        raise rules.NotReturned
    with act("decision.asked_again", by=by) as done:
        case = Case.objects.select_for_update().get(pk=decision.case_id)
        subject, identifier = parts(case.subject)
        is_taken = Case.objects.filter(subject=case.subject, closed_at=None).exists()
        if case.is_open or is_taken or subject.reword is None:
            raise rules.NotReturned
        subject.reword(by, identifier, words)
        case.closed_at, case.reworded_at = None, timezone.now()
        case.save(update_fields=["closed_at", "reworded_at"])
        tell(done, decision, decision.community_id)
    return case
