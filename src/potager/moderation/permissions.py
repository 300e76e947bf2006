"""Who looks after what. Nobody decides about themselves."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.queries import Standing, standing_of
from potager.lib.permission import allows
from potager.members.models import Member
from potager.moderation.models import Case, Decision


@allows("look after", Case)
def may_look_after(by: Member | None, case: Case) -> bool:
    """Those who moderate the community, unless the case is about them."""
    return by is not None and looks_after(standing_of(by, case.community), case)


@allows("read", Decision)
def may_read_decision(by: Member | None, decision: Decision) -> bool:
    """The person concerned, if they were told; those who look after the case."""
    return is_concerned(by, decision) or may_look_after(by, decision.case)


@allows("review", Decision)
def may_review(by: Member | None, decision: Decision) -> bool:
    """Answer an appeal: who looks after the case, and did not decide it."""
    return by is not None and by.pk != decision.by_id and may_look_after(by, decision.case)


def looks_after(standing: Standing, case: Case) -> bool:
    """Whether a person of that standing decides the case."""
    return standing.moderates and standing.member is not None and standing.member.pk != case.author_id


def is_concerned(by: Member | None, decision: Decision) -> bool:
    """Whether the decision is about the person, and they were told of it."""
    was_told = decision.measure != Decision.Measure.NOTHING
    return by is not None and by.is_active and was_told and by.pk == decision.toward_id
