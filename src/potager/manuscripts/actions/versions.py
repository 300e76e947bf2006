"""The versions of a chapter: nothing is ever overwritten."""

from uuid import UUID

from django.utils import timezone

from potager.journal.record import Act, act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned
from potager.manuscripts import rules
from potager.manuscripts.actions.authors import is_editor, signature_in
from potager.manuscripts.actions.locks import locked_section
from potager.manuscripts.actions.pens import agree, renew_pen
from potager.manuscripts.acts import VersionFacts
from potager.manuscripts.models import Draft, Pen, Section, Version
from potager.members.models import Member


@once(Version)
def save_version(
    *, by: Member, section: Section, text: str, base: int, key: UUID, agrees: bool = False
) -> Version:
    """Make a text that was begun on version `base` the chapter's text.

    Raises PenElsewhere while another hand writes, SectionMovedOn if there is a newer version: then
    `keep_version_beside` keeps both.
    """
    text = cleaned(text)
    must(by, "write", section)
    with act("version.saved", by=by, key=key) as done:
        locked = locked_section(section)
        rules.refuse_done(locked, is_editor=is_editor(by, locked))
        rules.refuse_text(text)
        agree(by, locked.manuscript, agrees=agrees)
        pen = rules.held_pen(Pen.objects.filter(section=locked).first(), timezone.now())
        if pen is not None and pen.holder_id != by.pk:
            raise rules.PenElsewhere(pen)
        if base != locked.version:
            raise rules.SectionMovedOn
        if text == locked.text:
            raise rules.NothingChanged
        version = _numbered(Version(section=locked, by=by, text=text, base=base))
        _become(locked, version)
        Draft.objects.filter(section=locked, by=by).delete()
        renew_pen(by=by, section=locked)
        _tell(done, version)
    return version


@once(Version)
def keep_version_beside(
    *, by: Member, section: Section, text: str, base: int, key: UUID, agrees: bool = False
) -> Version:
    """Keep a text that cannot be the chapter's now as a version beside it: everybody can compare, nothing is lost."""
    text = cleaned(text)
    must(by, "write", section)
    with act("version.kept_beside", by=by, key=key) as done:
        locked = locked_section(section)
        rules.refuse_gone(locked)
        rules.refuse_text(text)
        agree(by, locked.manuscript, agrees=agrees)
        version = _numbered(Version(section=locked, by=by, text=text, base=base, is_aside=True))
        locked.save(update_fields=["last_version"])
        Draft.objects.filter(section=locked, by=by).delete()
        _tell(done, version)
    return version


def restore_version(*, by: Member, version: Version) -> Version:
    """Make an earlier version, or one beside, the chapter's text again: as a new version, so this can be undone too."""
    must(by, "write", version.section)
    with act("version.restored", by=by) as done:
        locked = locked_section(version.section)
        rules.refuse_done(locked, is_editor=is_editor(by, locked))
        pen = rules.held_pen(Pen.objects.filter(section=locked).first(), timezone.now())
        if pen is not None and pen.holder_id != by.pk:
            raise rules.PenElsewhere(pen)
        if version.text == locked.text:
            raise rules.NothingChanged
        taken = Version(
            section=locked, by=by, text=version.text, base=locked.version, restores=version.number
        )
        made = _numbered(taken)
        _become(locked, made)
        _tell(done, made)
    return made


def _numbered(version: Version) -> Version:
    """Stored under the next number, with its length and how much longer it is than its base."""
    section = version.section
    section.last_version += 1
    version.number, version.characters = section.last_version, len(version.text)
    base = Version.objects.filter(section=section, number=version.base).values_list("characters", flat=True)
    version.more = version.characters - (base.first() or 0)
    version.signature = signature_in(section.manuscript, version.by)
    version.save(force_insert=True)
    return version


def _become(section: Section, version: Version) -> None:
    section.text, section.characters = version.text, version.characters
    section.version, section.written_at = version.number, version.saved_at
    if section.state == Section.State.ASKED:
        section.state = Section.State.WRITING
    section.save(update_fields=["text", "characters", "version", "last_version", "written_at", "state"])


def _tell(done: Act, version: Version) -> None:
    facts = VersionFacts(number=version.number, characters=version.characters)
    book = version.section.manuscript
    done(version, facts, place=book, community=book.community_id)
