"""The pen of a chapter: one hand at a time. Taking, asking and passing it are acts; typing on is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from potager.authorship.actions import give_agreement
from potager.authorship.queries import digest_of, has_agreed
from potager.communities.permissions import must_have_accepted
from potager.journal.record import act
from potager.lib.permission import must
from potager.manuscripts import rules
from potager.manuscripts.actions.authors import is_editor, signature_in
from potager.manuscripts.actions.locks import locked_section
from potager.manuscripts.agreements import agreement_of
from potager.manuscripts.models import Draft, Manuscript, Pen, Section
from potager.manuscripts.queries import work_of
from potager.members.models import Member


def take_up_section(*, by: Member, section: Section, agrees: bool = False) -> Pen:
    """Take the pen, if no other hand holds it; before the first words in a book, one agrees to its licence."""
    must(by, "write", section)
    if held := renew_pen(by=by, section=section):
        return held
    with act("section.taken_up", by=by) as done:
        locked = locked_section(section)
        rules.refuse_done(locked, is_editor=is_editor(by, locked))
        agree(by, locked.manuscript, agrees=agrees)
        now = timezone.now()
        pen = Pen.objects.filter(section=locked).first()
        if (other := rules.held_pen(pen, now)) and other.holder_id != by.pk:
            raise rules.PenElsewhere(other)
        pen = _put_into(locked, by, now)
        done(locked, place=locked.manuscript, community=locked.manuscript.community_id)
    return pen


def agree(by: Member, manuscript: Manuscript, *, agrees: bool) -> None:
    """Record that somebody agrees to what may be done with the book; raises NotAgreed if they never did.

    Whoever belongs to the community has accepted its charter as it is now, too: else CharterToAccept.
    """
    must_have_accepted(by, manuscript.community)
    words, work = agreement_of(manuscript), work_of(manuscript)
    if has_agreed(by.pk, work, digest_of(words)):
        return
    if not agrees:
        raise rules.NotAgreed
    give_agreement(by=by, work=work, licence=manuscript.licence, words=words)


def _put_into(section: Section, hand: Member, now: datetime) -> Pen:
    pen, _is_new = Pen.objects.update_or_create(
        section=section,
        defaults={
            "holder": hand,
            "signature": signature_in(section.manuscript, hand),
            "taken_at": now,
            "until": now + rules.HELD,
            "wanted_by": None,
            "wanted_signature": "",
            "wanted_at": None,
        },
    )
    return pen


def lay_down_section(*, by: Member, section: Section) -> None:
    """Lay the pen down: whoever asked for it has it, else it is free."""
    with _holding("section.laid_down", by=by, section=section) as pen:
        _pass_on(pen)


def ask_for_section(*, by: Member, section: Section) -> Pen:
    """Ask whoever holds the pen for it; their silence of three minutes is a yes."""
    must(by, "write", section)
    with act("section.asked_for", by=by) as done:
        locked = locked_section(section)
        rules.refuse_done(locked, is_editor=is_editor(by, locked))
        now = timezone.now()
        pen = rules.held_pen(Pen.objects.filter(section=locked).first(), now)
        if pen is None or pen.holder_id == by.pk:
            raise rules.NotInThisState
        if pen.wanted_by_id:
            raise rules.AskedAlready
        pen.wanted_by, pen.wanted_at = by, now
        pen.wanted_signature = signature_in(locked.manuscript, by)
        pen.save(update_fields=["wanted_by", "wanted_signature", "wanted_at"])
        done(locked, place=locked.manuscript, community=locked.manuscript.community_id)
    return pen


def hold_back_section(*, by: Member, section: Section) -> None:
    """Keep the pen although somebody asked for it; they may ask again."""
    with _holding("section.held_back", by=by, section=section) as pen:
        if pen.wanted_by_id is None:
            raise rules.NotInThisState
        pen.wanted_by, pen.wanted_signature, pen.wanted_at = None, "", None
        pen.save(update_fields=["wanted_by", "wanted_signature", "wanted_at"])


def hand_over_section(*, by: Member | None, section: Section) -> None:
    """Give the pen to whoever asked for it; the clock (`by` None) does so after a silence."""
    with _holding("section.handed_over", by=by, section=section) as pen:
        is_silent = pen.wanted_at and pen.wanted_at + rules.SILENCE <= timezone.now()
        if pen.wanted_by_id is None or (by is None and not is_silent):
            raise rules.NotInThisState
        _pass_on(pen)


def lapse_section(*, section: Section) -> None:
    """Lay down a pen that has lain still: the draft of whoever held it stays theirs."""
    with _holding("section.lapsed", by=None, section=section) as pen:
        if pen.is_held_at(timezone.now()):
            raise rules.NotInThisState
        _pass_on(pen)


def _pass_on(pen: Pen) -> None:
    if pen.wanted_by is not None and pen.wanted_by.is_active:
        _put_into(pen.section, pen.wanted_by, timezone.now())
    else:
        pen.delete()


@contextmanager
def _holding(name: str, *, by: Member | None, section: Section) -> Iterator[Pen]:
    """An act on a pen by the hand that holds it, or by the clock."""
    with act(name, by=by) as done:
        locked = locked_section(section)
        pen = Pen.objects.select_related("wanted_by").filter(section=locked).first()
        if pen is None or (by is not None and pen.holder_id != by.pk):
            raise rules.PenNotYours
        pen.section = locked
        yield pen
        done(locked, place=locked.manuscript, community=locked.manuscript.community_id)


def renew_pen(*, by: Member, section: Section) -> Pen | None:
    """Keep the pen of somebody who types; None if it is not in their hand (any more). No act."""
    now = timezone.now()
    held = Pen.objects.filter(section=section, holder=by, until__gt=now)
    return held.first() if held.update(until=now + rules.HELD) else None


def keep_draft(*, by: Member, section: Section, text: str, base: int) -> Pen | None:
    """Keep what somebody has typed so far, whether or not the pen is still theirs; their pen, renewed. No act."""
    must(by, "write", section)
    if len(text) > rules.MOST_CHARACTERS:
        raise rules.TooLong(len(text))
    with transaction.atomic():
        Draft.objects.update_or_create(
            section=section,
            by=by,
            defaults={"text": text, "base": base, "saved_at": timezone.now()},
        )
        return renew_pen(by=by, section=section)


def drop_draft(*, by: Member, section: Section) -> None:
    """Throw one's own draft away. No act."""
    Draft.objects.filter(section=section, by=by).delete()
