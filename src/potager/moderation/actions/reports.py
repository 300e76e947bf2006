"""Saying that something needs care."""

from dataclasses import dataclass
from uuid import UUID

from potager.journal.record import act, once
from potager.lib.texts import cleaned
from potager.members.models import Member
from potager.moderation import rules
from potager.moderation.actions.telling import tell
from potager.moderation.models import Case, Report
from potager.moderation.subjects import Found, reference


@dataclass(frozen=True)
class Complaint:
    """Why somebody reports: one of the reasons, and words of their own."""

    reason: str
    words: str = ""
    with_context: bool = False  # also what was said in private just before, as the form showed it


@once(Report)
def make_report(
    *,
    by: Member | None,
    kind: str,
    identifier: UUID,
    found: Found,
    complaint: Complaint,
    key: UUID | None = None,
) -> Report:
    """Report a thing that the person (None: a stranger) may read, as they found it; once each.

    What is private is copied as it stands at this moment, with a little of what came before it if the person agrees:
    nothing else of it is ever shown to moderators.
    """
    with act("report.made", by=by, key=key) as done:
        case = _case(reference(kind, identifier), found)
        fields = {
            "reason": Report.Reason(complaint.reason),
            "words": cleaned(complaint.words)[: rules.LONGEST_WORDS],
            "copy": found.text if found.is_private else "",
            "context": found.context if found.is_private and complaint.with_context else "",
        }
        if by is None:
            report = Report.objects.create(case=case, by=None, **fields)
        else:
            report, _made = Report.objects.update_or_create(case=case, by=by, defaults=fields)
        tell(done, report, found.community.pk)
    return report


def _case(subject: str, found: Found) -> Case:
    """The open case of the thing, locked; a new one if there is none."""
    case, _made = Case.objects.get_or_create(
        subject=subject,
        closed_at=None,
        defaults={"community": found.community, "author": found.author, "is_private": found.is_private},
    )
    return Case.objects.select_for_update().get(pk=case.pk)
