"""Taking a case in hand, putting it back, leaving a note."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.texts import cleaned, is_blank
from potager.members.models import Member
from potager.moderation import queries, rules
from potager.moderation.actions.telling import tell
from potager.moderation.models import Case, Note

HELD = timedelta(hours=12)  # then somebody else may take it


def claim_report(*, by: Member, case: Case) -> Case:
    """Take a case, so that nobody else works on it.

    Raises Concerned, ReportedBySelf, ClaimedByOther, AlreadyDecided.
    """
    with act("report.claimed", by=by) as done:
        locked = locked_case(by, case)
        refuse_claimed(by, locked)
        refuse_party(by, locked)
        locked.claimed_by, locked.claimed_at = by, timezone.now()
        locked.save(update_fields=["claimed_by", "claimed_at"])
        tell(done, locked, case.community_id)
    return locked


def release_report(*, by: Member, case: Case) -> Case:
    """Put a case back. Raises Concerned, ClaimedByOther, AlreadyDecided."""
    with act("report.released", by=by) as done:
        locked = locked_case(by, case)
        refuse_claimed(by, locked)
        locked.claimed_by, locked.claimed_at = None, None
        locked.save(update_fields=["claimed_by", "claimed_at"])
        tell(done, locked, case.community_id)
    return locked


def note_report(*, by: Member, case: Case, text: str) -> Note:
    """Leave a note that only those who look after the place read. Raises Concerned, NothingSaid."""
    text = cleaned(text)
    if is_blank(text):
        raise rules.NothingSaid
    refuse_concerned(by, case)
    with act("report.noted", by=by) as done:
        note = Note.objects.create(case=case, by=by, text=text[: rules.LONGEST_WORDS])
        tell(done, note, case.community_id)
    return note


def refuse_concerned(by: Member, case: Case) -> None:
    """Raise NotAllowed for who does not look after the place, Concerned for whom the case is about."""
    must(by, "moderate", case.community)
    if by.pk in queries.concerned_by(case):
        raise rules.Concerned


def refuse_claimed(by: Member, case: Case) -> None:
    """Raise ClaimedByOther if somebody else has had it in hand for less than half a day."""
    claimer, since = case.claimed_by, case.claimed_at
    if claimer is not None and claimer.pk != by.pk and since is not None and timezone.now() < since + HELD:
        raise rules.ClaimedByOther(claimer.display_name)


def refuse_party(by: Member, case: Case, *, besides: UUID | None = None) -> None:
    """Raise ReportedBySelf for who reported it, as long as somebody else can decide."""
    if queries.is_party(case, by.pk, queries.judges_of(case.community), besides=besides):
        raise rules.ReportedBySelf


def locked_case(by: Member, case: Case) -> Case:
    """The case as it is now, open, its row kept so until COMMIT."""
    refuse_concerned(by, case)
    locked = (
        Case.objects.select_for_update(of=("self",)).select_related("claimed_by", "author").get(pk=case.pk)
    )
    locked.community = case.community
    if not locked.is_open:
        raise rules.AlreadyDecided
    return locked
