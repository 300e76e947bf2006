"""A second look, by somebody else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.texts import cleaned, is_blank
from potager.members.models import Member
from potager.moderation import rules
from potager.moderation.actions.cases import refuse_party
from potager.moderation.actions.effects import undo
from potager.moderation.actions.telling import tell
from potager.moderation.models import Appeal, Decision
from potager.moderation.permissions import is_concerned
from potager.moderation.queries import concerned_by

State = Decision.State


def appeal_decision(*, by: Member, decision: Decision, words: str) -> Appeal:
    """Ask somebody else to look again, once. Raises NothingToAppeal, NothingSaid."""
    words = _said(words)
    if not is_concerned(by, decision):
        raise rules.NothingToAppeal
    with act("decision.appealed", by=by) as done:
        locked = _locked(decision)
        if locked.state != State.STANDING or Appeal.objects.filter(decision=locked).exists():
            raise rules.NothingToAppeal
        appeal = Appeal.objects.create(decision=locked, words=words)
        tell(done, locked, locked.community_id)
    return appeal


def uphold_decision(*, by: Member, decision: Decision, words: str) -> Decision:
    """Let it stand, and say why. Raises SameJudge, Concerned, NothingToAppeal, NothingSaid."""
    words = _said(words)
    with act("decision.upheld", by=by) as done:
        with _answering(by, decision, words) as locked:
            locked.state = State.UPHELD
        tell(done, locked, locked.community_id)
    return locked


def overturn_decision(*, by: Member, decision: Decision, words: str) -> Decision:
    """Undo it, and say why. Raises SameJudge, Concerned, NothingToAppeal, NothingSaid."""
    words = _said(words)
    with act("decision.overturned", by=by) as done:
        with _answering(by, decision, words) as locked:
            locked.state, locked.ended_at = State.OVERTURNED, timezone.now()
            undo(locked, by=by)
        tell(done, locked, locked.community_id)
    return locked


def lift_decision(*, by: Member, decision: Decision) -> Decision:
    """Undo it without having been asked; also by who decided. Raises Concerned, NothingToAppeal."""
    _refuse_outsiders(by, decision)
    with act("decision.lifted", by=by) as done:
        locked = _locked(decision)
        if not locked.holds:
            raise rules.NothingToAppeal
        Appeal.objects.filter(decision=locked, answered_at=None).update(
            answered_at=timezone.now(), answered_by=by
        )
        locked.state, locked.ended_at = State.LIFTED, timezone.now()
        undo(locked, by=by)
        locked.save(update_fields=["state", "ended_at"])
        tell(done, locked, locked.community_id)
    return locked


@contextmanager
def _answering(by: Member, decision: Decision, words: str) -> Iterator[Decision]:
    """The decision, locked, with its open appeal, which is answered at the end."""
    _refuse_outsiders(by, decision)
    if by.pk == decision.by_id:
        raise rules.SameJudge
    locked = _locked(decision)
    refuse_party(by, locked.case, besides=locked.by_id)
    appeal = Appeal.objects.select_for_update().filter(decision=locked, answered_at=None).first()
    if appeal is None or locked.state != State.STANDING:
        raise rules.NothingToAppeal
    yield locked
    locked.save(update_fields=["state", "ended_at"])
    appeal.answered_by, appeal.answer, appeal.answered_at = by, words, timezone.now()
    appeal.save(update_fields=["answered_by", "answer", "answered_at"])


def _refuse_outsiders(by: Member, decision: Decision) -> None:
    must(by, "moderate", decision.community)
    if by.pk in {decision.toward_id, *concerned_by(decision.case)}:
        raise rules.Concerned


def _locked(decision: Decision) -> Decision:
    rows = Decision.objects.select_for_update(of=("self",)).select_related(
        "case__community", "toward", "community"
    )
    return rows.get(pk=decision.pk)


def _said(words: str) -> str:
    words = cleaned(words)
    if is_blank(words):
        raise rules.NothingSaid
    return words[: rules.LONGEST_WORDS]
