"""Who writes which chapter: asked by the editor, or offered by members."""

from uuid import UUID

from django.db.models import F
from django.utils import timezone

from potager.communities.permissions import must_have_accepted
from potager.communities.queries import standing_of
from potager.journal.record import act, once
from potager.lib.permission import NotAllowed, must
from potager.lib.texts import cleaned
from potager.manuscripts import rules
from potager.manuscripts.actions.locks import locked_manuscript, locked_section
from potager.manuscripts.actions.plans import planning
from potager.manuscripts.acts import AuthorFacts
from potager.manuscripts.models import (
    Author,
    Comment,
    Draft,
    Manuscript,
    Pen,
    Pledge,
    Reply,
    Section,
    Version,
)
from potager.manuscripts.permissions import belongs, edits
from potager.members.models import Member


def assign_section(*, by: Member, section: Section, member: Member) -> Author:
    """Ask a member of the community to write a chapter, alone or with others."""
    facts = AuthorFacts(member=str(member.pk))
    with planning("section.assigned", by=by, section=section, facts=facts) as locked:
        rules.refuse_gone(locked)
        if not standing_of(member, locked.manuscript.community).is_member:
            raise rules.NotAMember
        author = _added(locked, member)
        waiting = Pledge.objects.filter(section=locked, by=member, state=Pledge.State.WAITING)
        waiting.update(state=Pledge.State.ACCEPTED)
    return author


def free_section(*, by: Member, section: Section, member: Member) -> None:
    """Let a chapter be somebody else's: its author gives it back, or the editor decides; the text stays."""
    if by.pk != member.pk:
        must(by, "edit", section.manuscript)
    with act("section.freed", by=by) as done:
        locked = locked_section(section)
        rules.refuse_gone(locked)
        found = Author.objects.filter(section=locked, member=member)
        if not found.delete()[0]:
            raise rules.NotInThisState
        done(
            locked,
            AuthorFacts(member=str(member.pk)),
            place=locked.manuscript,
            community=locked.manuscript.community_id,
        )


@once(Pledge)
def make_pledge(*, by: Member, section: Section, note: str = "", key: UUID | None = None) -> Pledge:
    """Offer to write a chapter that nobody writes; where the book takes pledges at once, it is theirs."""
    must(by, "pledge", section.manuscript)
    must_have_accepted(by, section.manuscript.community)
    with act("pledge.made", by=by, key=key) as done:
        locked = locked_section(section)
        rules.refuse_gone(locked)
        _refuse_pledge(locked, by)
        pledge = Pledge(section=locked, by=by, note=cleaned(note)[:500])
        if locked.manuscript.pledges == Manuscript.Pledges.OPEN:
            pledge.state = Pledge.State.ACCEPTED
            _added(locked, by)
        pledge.save(force_insert=True)
        done(pledge, place=locked.manuscript, community=locked.manuscript.community_id)
    return pledge


def _refuse_pledge(section: Section, by: Member) -> None:
    if section.is_ready:
        raise rules.SectionReady
    if Author.objects.filter(section=section, member=by).exists():
        raise rules.AuthorAlready
    if Author.objects.filter(section=section).exists():
        raise rules.SectionTaken
    if Pledge.objects.filter(section=section, by=by, state=Pledge.State.WAITING).exists():
        raise rules.PledgedAlready


def accept_pledge(*, by: Member, pledge: Pledge) -> Pledge:
    """Say yes: the chapter is theirs."""
    return _answered("pledge.accepted", by, pledge, Pledge.State.ACCEPTED)


def decline_pledge(*, by: Member, pledge: Pledge, answer: str = "") -> Pledge:
    """Say no, with a kind word."""
    return _answered("pledge.declined", by, pledge, Pledge.State.DECLINED, answer)


def withdraw_pledge(*, by: Member, pledge: Pledge) -> Pledge:
    """Take one's own offer back, before it is answered."""
    if by.pk != pledge.by_id:
        raise NotAllowed
    return _answered("pledge.withdrawn", by, pledge, Pledge.State.WITHDRAWN)


def _answered(name: str, by: Member, pledge: Pledge, state: str, answer: str = "") -> Pledge:
    if state != Pledge.State.WITHDRAWN:
        must(by, "edit", pledge.section.manuscript)
    with act(name, by=by) as done:
        section = locked_section(pledge.section)
        rules.refuse_gone(section)
        found = Pledge.objects.select_related("by").get(pk=pledge.pk)
        if found.state != Pledge.State.WAITING:
            raise rules.PledgeAnswered
        if state == Pledge.State.ACCEPTED:
            if not belongs(standing_of(found.by, section.manuscript.community)):
                raise rules.NotAMember
            _added(section, found.by)
        found.state, found.answer = state, cleaned(answer)[:500]
        found.save(update_fields=["state", "answer"])
        done(found, place=section.manuscript, community=section.manuscript.community_id)
    return found


def _added(section: Section, member: Member) -> Author:
    if Author.objects.filter(section=section, member=member).exists():
        raise rules.AuthorAlready
    return Author.objects.create(
        section=section,
        member=member,
        signature=signature_in(section.manuscript, member),
        since=timezone.now(),
    )


def forget_signatures(*, manuscript: Manuscript, author: Member) -> None:
    """Forget the names under which somebody wrote in a book. Part of their leaving."""
    Author.objects.filter(section__manuscript=manuscript, member=author).update(signature="")
    Version.objects.filter(section__manuscript=manuscript, by=author).update(signature="")
    Pen.objects.filter(section__manuscript=manuscript, holder=author).delete()
    Pen.objects.filter(section__manuscript=manuscript, wanted_by=author).update(
        wanted_by=None, wanted_signature="", wanted_at=None
    )


def withdraw_words(*, by: Member, manuscript: Manuscript) -> None:
    """Take back, for good, all that one wrote in a book; chapters that stand as one left them are empty again.

    A book that is out is not read any more from that moment on, and can be released anew.
    """
    with act("words.withdrawn", by=by) as done:
        book = locked_manuscript(manuscript)
        _empty_sections(book, by)
        Draft.objects.filter(section__manuscript=book, by=by).delete()
        Comment.objects.filter(section__manuscript=book, by=by).update(
            text="…", quote="", before="", after=""
        )
        Reply.objects.filter(comment__section__manuscript=book, by=by).update(text="…")
        Author.objects.filter(section__manuscript=book, member=by).delete()
        book.withdrawn_at, book.released_at = timezone.now(), None
        book.save(update_fields=["withdrawn_at", "released_at"])
        done(book, community=book.community_id)


def _empty_sections(book: Manuscript, author: Member) -> None:
    theirs = Version.objects.filter(section__manuscript=book, by=author)
    standing = list(theirs.filter(number=F("section__version")).values_list("section", flat=True))
    empty = {"text": "", "characters": 0, "version": 0, "written_at": None, "state": Section.State.ASKED}
    Section.objects.filter(pk__in=standing).update(**empty)
    theirs.update(text="", characters=0)


def signature_in(manuscript: Manuscript, member: Member) -> str:
    """The name under which somebody writes in a book: the one they have there already, else their own."""
    earlier = Author.objects.filter(section__manuscript=manuscript, member=member).first()
    return earlier.signature if earlier else member.display_name[:80]


def is_editor(by: Member, section: Section) -> bool:
    """Whether somebody edits the book of a chapter."""
    return edits(standing_of(by, section.manuscript.community), section.manuscript)
