"""A letter on the desk: begun, written, put down for its hour, thrown away."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.journal.record import act, once
from potager.lib.ids import uuid7
from potager.lib.permission import must
from potager.lib.texts import one_line
from potager.members.models import Member
from potager.newsletters import composing, mailing, rules
from potager.newsletters.actions.locks import locked_issue, turn
from potager.newsletters.models import Issue

State = Issue.State


@once(Issue)
def open_issue(
    *, by: Member, community: Community, title: str, language: str = "fr", key: UUID | None = None
) -> Issue:
    """Begin a letter, which nobody but its editors sees."""
    must(by, "write letters", community)
    with act("issue.opened", by=by, key=key) as done:
        issue = Issue(community=community, opened_by=by, title=one_line(title), language=language)
        issue.save(force_insert=True)
        done(issue, community=community.pk)
    return issue


def save_issue(
    *, by: Member, issue: Issue, title: str, pieces: Sequence[composing.Piece], base: int
) -> Issue:
    """Keep what was begun on version `base`. Raises IssueMovedOn, TooLong, NotInThisState."""
    must(by, "write", issue)
    if composing.are_too_long(pieces):
        raise rules.TooLong
    with act("issue.saved", by=by) as done:
        issue = locked_issue(issue, State.DRAFT)
        if base != issue.version:
            raise rules.IssueMovedOn
        issue.title, issue.pieces = one_line(title), list(pieces)
        issue.version, issue.written_at = issue.version + 1, timezone.now()
        issue.save(update_fields=["title", "pieces", "version", "written_at"])
        done(issue, community=issue.community_id)
    return issue


def discard_issue(*, by: Member, issue: Issue) -> Community:
    """Throw a draft away; returns its community."""
    must(by, "write", issue)
    with act("issue.discarded", by=by) as done:
        issue = locked_issue(issue, State.DRAFT)
        done(issue, community=issue.community_id)
        Issue.objects.filter(pk=issue.pk).delete()
    return issue.community


def schedule_issue(*, by: Member, issue: Issue, due_at: datetime) -> Issue:
    """Let it leave at that moment, in the name of whoever chose it. Raises InThePast, NothingInIt, TooLong."""
    must(by, "write", issue)
    if due_at <= timezone.now():
        raise rules.InThePast
    with act("issue.scheduled", by=by) as done:
        issue = locked_issue(issue, State.DRAFT)
        must_be_whole(issue)
        turn(issue, State.SCHEDULED, due_at=due_at, due_by=by)
        done(issue, community=issue.community_id)
    return issue


def unschedule_issue(*, by: Member | None, issue: Issue) -> Issue:
    """Take it back to the desk before it leaves; the clock (None) does so with what could not leave, and says when."""
    if by is not None:
        must(by, "write", issue)
    with act("issue.unscheduled", by=by) as done:
        issue = locked_issue(issue, State.SCHEDULED)
        turn(issue, State.DRAFT, due_at=None if by else issue.due_at, due_by=None)
        done(issue, community=issue.community_id)
    return issue


def send_proof(*, by: Member, issue: Issue) -> None:
    """Send the letter as it stands to whoever asks, and to nobody else. Raises NothingInIt, TooLong."""
    must(by, "write", issue)
    must_be_whole(issue)
    letter = mailing.written(issue, language=by.language, is_proof=True)
    link = mailing.proof_url(issue)
    letter.message_to(by.email, link=link, identifier=uuid7()).send()


def must_be_whole(issue: Issue) -> None:
    """Raise what stands between a letter and its readers: NothingInIt, TooLong."""
    if not composing.parts_of(issue):
        raise rules.NothingInIt
    if len(mailing.written(issue, language=issue.language).html.encode()) > rules.MOST_BYTES:
        raise rules.TooLong
