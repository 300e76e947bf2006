"""What a decision does to the thing and to the person, and how that is undone."""

from datetime import datetime

from potager.communities.actions import (
    free_member,
    remove_member,
    return_member,
    slow_member,
    suspend_member,
)
from potager.communities.models import Membership
from potager.communities.refusals import NotAMember
from potager.members.models import Member
from potager.moderation.models import Decision
from potager.moderation.rules import NotPossible
from potager.moderation.subjects import parts

Measure = Decision.Measure


def carry_out(decision: Decision, *, by: Member) -> None:
    """Do what was decided; raises NotPossible, and whatever the action of the bed refuses."""
    if decision.measure in {Measure.HIDE, Measure.RETURN}:
        _on_thing(decision, by, hides=True)
    elif decision.measure == Measure.SLOW:
        slow_member(
            by=by, member=_person(decision), community=decision.community, until=_until(decision),
            minutes=decision.minutes, decision=decision.pk,
        )  # fmt: skip
    elif decision.measure == Measure.SUSPEND:
        suspend_member(
            by=by, member=_person(decision), community=decision.community, until=_until(decision),
            decision=decision.pk,
        )  # fmt: skip
    elif decision.measure == Measure.EXCLUDE:
        remove_member(by=by, membership=_membership(decision))


def undo(decision: Decision, *, by: Member) -> None:
    """Take back what was done, where it still holds."""
    if decision.measure in {Measure.HIDE, Measure.RETURN}:
        _on_thing(decision, by, hides=False)
    elif decision.measure in {Measure.SLOW, Measure.SUSPEND}:
        membership = _membership(decision)
        if membership.decision == decision.pk:  # a later decision stays
            free_member(by=by, membership=membership)
    elif decision.measure == Measure.EXCLUDE:
        membership = _membership(decision)
        if membership.state == Membership.State.REMOVED:
            return_member(by=by, membership=membership)


def _on_thing(decision: Decision, by: Member, *, hides: bool) -> None:
    subject, identifier = parts(decision.case.subject)
    effect = subject.hide if hides else subject.show
    if effect is None:
        raise NotPossible
    if not hides and not decision.case.is_private and subject.look(identifier) is None:
        return  # its author took it back meanwhile: there is nothing to show
    effect(by, identifier)


def _person(decision: Decision) -> Member:
    if decision.toward is None:
        raise NotPossible
    return decision.toward


def _until(decision: Decision) -> datetime:
    if decision.until is None:
        raise NotPossible
    return decision.until


def _membership(decision: Decision) -> Membership:
    rows = Membership.objects.select_related("community", "member")
    found = rows.filter(community=decision.community_id, member=decision.toward_id).first()
    if found is None:
        raise NotAMember
    return found
