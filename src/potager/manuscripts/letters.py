"""What authors and editors are told by letter: that they are asked, answered, read, waited for."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from potager.authorship import works
from potager.authorship.letters import asking
from potager.authorship.works import Work
from potager.journal.kinds import Notice, facts_of
from potager.journal.models import Activity
from potager.lib.permission import may
from potager.manuscripts import queries
from potager.manuscripts.models import Author, Pledge, Section
from potager.manuscripts.permissions import may_edit, may_read
from potager.members.models import Member

State = Section.State


def section_assigned(activity: Activity) -> Iterable[Notice]:
    """To whoever is asked, if they still are."""
    section, member = _section(activity), _member(activity)
    if section and member and activity.actor != member.pk and _writes(member, section):
        with translation.override(member.language):
            yield _notice(member, section, _("Would you write “%(chapter)s”?"), _asked())


def section_freed(activity: Activity) -> Iterable[Notice]:
    """To the editor when an author gives a chapter back; to an author whom the editor lets go."""
    section, member = _section(activity), _member(activity)
    if section is None or member is None or _writes(member, section):
        return
    is_given_back = activity.actor == member.pk
    to = section.manuscript.editor if is_given_back else member
    if to.pk == activity.actor or not _may_be_told(to, section):
        return
    with translation.override(to.language):
        yield _notice(
            to, section, _("“%(chapter)s” is free again"), _given_back() if is_given_back else _let_go(),
            reason="work" if is_given_back else "decision",
        )  # fmt: skip


def section_submitted(activity: Activity) -> Iterable[Notice]:
    """To the editor, if it still waits to be read."""
    section = _section(activity)
    if section is None or section.state != State.REVIEW:
        return
    editor = section.manuscript.editor
    if editor.pk != activity.actor and editor.is_active and may_edit(editor, section.manuscript):
        with translation.override(editor.language):
            yield _notice(editor, section, _("“%(chapter)s” is waiting for you to read it"), _submitted())


def section_approved(activity: Activity) -> Iterable[Notice]:
    """To its authors, if it still is ready; with the first of theirs they are asked how the book names them."""
    yield from _to_authors(activity, {State.READY})
    section = _section(activity)
    if section and section.state == State.READY and not section.manuscript.released_at:
        yield from asking(queries.work_of(section.manuscript), _works_without_name(section, activity))


def _works_without_name(section: Section, activity: Activity) -> Iterable[Work]:
    """The book as the work of each author who has had no chapter approved before."""
    for author in Author.objects.filter(section=section, member__is_active=True).select_related("member"):
        theirs = Section.objects.filter(manuscript=section.manuscript, authors__member=author.member)
        targets = [f"section:{pk}" for pk in theirs.values_list("pk", flat=True)]
        approved = Activity.objects.filter(kind=activity.kind, target__in=targets)
        work = works.find(queries.work_of(section.manuscript), author.member)
        if work and not approved.filter(position__lt=activity.position).exists():
            yield work


def section_returned(activity: Activity) -> Iterable[Notice]:
    """To its authors, if it still is theirs to go on."""
    return _to_authors(activity, {State.WRITING})


def section_reminded(activity: Activity) -> Iterable[Notice]:
    """To its authors, if it is still being written."""
    return _to_authors(activity, {State.ASKED, State.WRITING}, is_reminder=True)


def pledge_made(activity: Activity) -> Iterable[Notice]:
    """To the editor, if it still waits for an answer."""
    pledge = _pledge(activity, Pledge.State.WAITING)
    if pledge is None:
        return
    editor = pledge.section.manuscript.editor
    if editor.pk != pledge.by_id and editor.is_active and may_edit(editor, pledge.section.manuscript):
        with translation.override(editor.language):
            yield _notice(
                editor, pledge.section, _("Somebody would like to write “%(chapter)s”"), _offered(),
                word=pledge.note, who=pledge.by.display_name, thing=f"pledge:{pledge.pk}",
            )  # fmt: skip


def pledge_accepted(activity: Activity) -> Iterable[Notice]:
    """To whoever offered themselves."""
    pledge = _pledge(activity, Pledge.State.ACCEPTED)
    if pledge and _may_be_told(pledge.by, pledge.section) and _writes(pledge.by, pledge.section):
        with translation.override(pledge.by.language):
            yield _notice(
                pledge.by, pledge.section, _("“%(chapter)s” is yours to write"), _accepted(),
                reason="decision", thing=f"pledge:{pledge.pk}",
            )  # fmt: skip


def pledge_declined(activity: Activity) -> Iterable[Notice]:
    """To whoever offered themselves, with the editor's word."""
    pledge = _pledge(activity, Pledge.State.DECLINED)
    if pledge and _may_be_told(pledge.by, pledge.section):
        with translation.override(pledge.by.language):
            yield _notice(
                pledge.by,
                pledge.section,
                _("Your offer to write “%(chapter)s”"),
                _declined(),
                word=pledge.answer,
                reason="decision",
                thing=f"pledge:{pledge.pk}",
            )


def _to_authors(activity: Activity, states: set[str], *, is_reminder: bool = False) -> Iterable[Notice]:
    section = _section(activity)
    if section is None or section.state not in states:
        return
    for author in Author.objects.filter(section=section).select_related("member"):
        member = author.member
        if member.pk != activity.actor and _may_be_told(member, section):
            with translation.override(member.language):
                subject, body = _reminder() if is_reminder else _words(section)
                yield _notice(member, section, subject, body, word=section.word)


def _words(section: Section) -> tuple[str, str]:
    if section.state == State.READY:
        return _("“%(chapter)s” is ready"), _(
            "Hello %(name)s,\n\nthe editor of “%(title)s” has read your chapter “%(chapter)s” and says that it is "
            "ready. Thank you.\n\n%(link)s"
        )
    if section.word:
        return _("“%(chapter)s” has been read"), _(
            "Hello %(name)s,\n\nthe editor of “%(title)s” has read your chapter “%(chapter)s”, gives it back to you "
            "and says:\n\n%(word)s\n\n%(link)s"
        )
    return _("“%(chapter)s” has been read"), _(
        "Hello %(name)s,\n\nthe editor of “%(title)s” has read your chapter “%(chapter)s” and gives it back to you: "
        "look at the margin.\n\n%(link)s"
    )


def _reminder() -> tuple[str, str]:
    return _("“%(chapter)s” is expected on %(date)s"), _(
        "Hello %(name)s,\n\nyour chapter “%(chapter)s” of “%(title)s” is expected on %(date)s. If you need more time "
        "or a hand, tell the editor: it can be arranged.\n\n%(link)s"
    )


def _asked() -> str:
    return _(
        "Hello %(name)s,\n\nthe editor of “%(title)s”, a collective book, asks you to write the chapter "
        "“%(chapter)s”. What it should say and when it is expected stands here; if it is not for you, you can give "
        "it back in one click:\n\n%(link)s"
    )


def _given_back() -> str:
    return _(
        "Hello %(name)s,\n\nan author has given the chapter “%(chapter)s” of “%(title)s” back. What is written "
        "stays, and somebody else can go on:\n\n%(link)s"
    )


def _let_go() -> str:
    return _(
        "Hello %(name)s,\n\nthe editor of “%(title)s” has given the chapter “%(chapter)s” to other hands. What you "
        "have written stays in its history, and others are free:\n\n%(link)s"
    )


def _submitted() -> str:
    return _(
        "Hello %(name)s,\n\nthe chapter “%(chapter)s” of “%(title)s” is written and waits for you to read it "
        "again:\n\n%(link)s"
    )


def _offered() -> str:
    return _(
        "Hello %(name)s,\n\n%(who)s would like to write the chapter “%(chapter)s” of “%(title)s”.\n\n%(word)s\n\n"
        "Say yes or no here:\n\n%(link)s"
    )


def _accepted() -> str:
    return _(
        "Hello %(name)s,\n\nthe editor of “%(title)s” is glad of your offer: the chapter “%(chapter)s” is yours to "
        "write.\n\n%(link)s"
    )


def _declined() -> str:
    return _(
        "Hello %(name)s,\n\nthank you for offering to write the chapter “%(chapter)s” of “%(title)s”. The editor "
        "has chosen otherwise.\n\n%(word)s\n\nOther chapters may be free:\n\n%(link)s"
    )


def _section(activity: Activity) -> Section | None:
    sections = Section.objects.select_related("manuscript__community", "manuscript__editor").defer("text")
    return sections.filter(pk=activity.target_id, removed_at__isnull=True, hidden_at=None).first()


def _pledge(activity: Activity, state: str) -> Pledge | None:
    pledges = Pledge.objects.select_related(
        "section__manuscript__community", "section__manuscript__editor", "by"
    )
    there = pledges.filter(section__removed_at__isnull=True, section__hidden_at=None)
    return there.filter(pk=activity.target_id, state=state).first()


def _member(activity: Activity) -> Member | None:
    identifier = facts_of(activity).member
    return Member.objects.filter(pk=identifier, is_active=True).first() if _is_uuid(identifier) else None


def _is_uuid(text: str) -> bool:
    return len(text) == 36


def _may_be_told(member: Member, section: Section) -> bool:
    return member.is_active and may_read(member, section.manuscript)


def _writes(member: Member, section: Section) -> bool:
    is_author = Author.objects.filter(section=section, member=member).exists()
    return is_author and member.is_active and may(member, "write", section)


def _notice(
    to: Member,
    section: Section,
    subject: str,
    body: str,
    *,
    word: str = "",
    who: str = "",
    reason: str = "work",
    thing: str = "",
) -> Notice:
    facts = {
        "name": to.display_name,
        "title": section.manuscript.title,
        "chapter": section.title,
        "word": word,
        "who": who,
        "date": _told(section.due_on),
        "link": (settings.ENV.url or "") + section.get_absolute_url(),
    }
    text = (body % facts).replace("\n\n\n\n", "\n\n")
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=subject % facts,
        body=text,
        reason=reason,
        thing=thing or f"section:{section.pk}",
        url=section.get_absolute_url(),
        community=section.manuscript.community_id,
        thread=f"section:{section.pk}",
    )


def _told(day: date | None) -> str:
    return date_format(day or timezone.localdate(), "DATE_FORMAT")
