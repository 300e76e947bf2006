"""Which measures of the list are possible: for the thing, and for whoever decides."""

from potager.communities.models import Membership
from potager.communities.queries import Standing
from potager.lib.statements import first_where
from potager.moderation.models import Case, Decision
from potager.moderation.subjects import Subject, parts

Measure = Decision.Measure


def possible(standing: Standing, case: Case, *, is_out: bool) -> list[str]:
    """The measures that somebody of that standing may take, from the mildest; `is_out`: nobody reads it any more."""
    found = [Measure.NOTHING]
    if case.author_id:
        found.append(Measure.TALK)
    if not is_out or case.reworded_at:
        found += _on_thing(case)
    if case.author_id:
        found += _on_person(standing, case)
    return [measure.value for measure in found]


def _on_thing(case: Case) -> list[Measure]:
    try:
        subject: Subject = parts(case.subject)[0]
    except (KeyError, ValueError):
        return []
    if subject.hide is None:
        return []
    return [Measure.HIDE, Measure.RETURN] if subject.reword and case.author_id else [Measure.HIDE]


def _on_person(standing: Standing, case: Case) -> list[Measure]:
    found = first_where(Membership, community=case.community_id, member=case.author_id)
    membership = found or Membership(community=case.community, member=case.author)
    if not standing.may_restrain(membership):
        return []
    may_exclude = standing.animates and found is not None and found.is_active
    is_plain = membership.role == Membership.Role.MEMBER
    ends = [Measure.EXCLUDE] if may_exclude and is_plain else []
    return [Measure.SLOW, Measure.SUSPEND, *ends]
