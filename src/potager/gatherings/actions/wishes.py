"""Proposing subjects, wishing them; looking for a date together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.gatherings import rules, wishing
from potager.gatherings.actions.events import Plan, open_event
from potager.gatherings.acts.after import DatesFacts
from potager.gatherings.models import Session, SoundedAnswer, SoundedDate, Sounding, Subject, Wish
from potager.journal.record import Act, act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, one_line
from potager.members.models import Member


@once(Subject)
def propose_subject(
    *, by: Member, session: Session, title: str, words: str = "", key: UUID | None = None
) -> Subject:
    """Propose what a meeting could be about; one wishes it oneself. Raises TooManySubjects, NotInThisState."""
    must(by, "propose", session)
    with act("subject.proposed", by=by, key=key) as done:
        locked = _ahead(session)
        there = Subject.objects.filter(session=locked, withdrawn_at=None)
        if there.count() >= wishing.MOST_SUBJECTS or there.filter(by=by).count() >= wishing.MOST_OF_ONE:
            raise wishing.TooManySubjects
        subject = Subject(session=locked, by=by, title=one_line(title), words=one_line(words))
        subject.save(force_insert=True)
        Wish.objects.create(subject=subject, by=by)
        _tell(done, subject, locked)
    return subject


def withdraw_subject(*, by: Member, subject: Subject) -> None:
    """Take a subject away: whoever proposed it, or runs the meeting."""
    must(by, "withdraw", subject)
    with act("subject.withdrawn", by=by) as done:
        locked = _subject(subject)
        locked.withdrawn_at = timezone.now()
        locked.save(update_fields=["withdrawn_at"])
        _tell(done, locked, locked.session)


def wish_subject(*, by: Member, subject: Subject) -> None:
    """Wish it too, once."""
    must(by, "propose", subject.session)
    with act("subject.wished", by=by) as done:
        locked = _subject(subject)
        if not Wish.objects.get_or_create(subject=locked, by=by)[1]:
            raise rules.NotInThisState
        _tell(done, locked, locked.session)


def unwish_subject(*, by: Member, subject: Subject) -> None:
    """Wish it no more."""
    must(by, "propose", subject.session)
    with act("subject.unwished", by=by) as done:
        locked = _subject(subject)
        if not Wish.objects.filter(subject=locked, by=by).delete()[0]:
            raise rules.NotInThisState
        _tell(done, locked, locked.session)


def choose_subject(*, by: Member, subject: Subject) -> None:
    """Say that the meeting will be about it."""
    _set_chosen(by, subject, "subject.chosen", is_chosen=True)


def unchoose_subject(*, by: Member, subject: Subject) -> None:
    """Undo that."""
    _set_chosen(by, subject, "subject.unchosen", is_chosen=False)


@dataclass(frozen=True)
class Question:
    """A meeting that looks for its date: `dates` are what the clocks of `time_zone` will show (naive)."""

    title: str
    dates: Sequence[datetime]
    about: str = ""
    place: str = ""
    minutes: int = 120
    time_zone: str = "Europe/Paris"
    language: str = "fr"


@once(Sounding)
def open_sounding(
    *, by: Member, community: Community, question: Question, key: UUID | None = None
) -> Sounding:
    """Ask on which date to meet; raises WrongDates, NoSuchZone, NoSuchHour."""
    must(by, "open events", community)
    dates = sorted(set(question.dates))
    if not 2 <= len(dates) <= wishing.MOST_DATES:
        raise wishing.WrongDates
    for one in dates:
        rules.moment_of(one, question.time_zone)
    with act("sounding.opened", by=by, key=key) as done:
        words = {"title": one_line(question.title), "place": one_line(question.place)}
        made = Sounding(community=community, by=by, about=cleaned(question.about), **words)
        made.minutes, made.time_zone, made.language = question.minutes, question.time_zone, question.language
        made.save(force_insert=True)
        rows = [SoundedDate(sounding=made, starts=one.replace(tzinfo=UTC)) for one in dates]
        SoundedDate.objects.bulk_create(rows)
        done(made, DatesFacts(dates=len(dates)), community=community.pk)
    return made


def answer_sounding(
    *, by: Member, sounding: Sounding, said: Mapping[UUID, str], key: UUID | None = None
) -> None:
    """Say of each date whether one could come, or say it anew; raises SoundingOver."""
    must(by, "answer", sounding)
    with act("sounding.answered", by=by, key=key) as done:
        locked = _open(sounding)
        dates = [one for one in locked.dates.all() if said.get(one.pk) in SoundedAnswer.Value.values]
        for one in dates:
            value = {"value": said[one.pk], "answered_at": timezone.now()}
            SoundedAnswer.objects.update_or_create(date=one, member=by, defaults=value)
        done(locked, DatesFacts(dates=len(dates)), community=locked.community_id)


def close_sounding(
    *, by: Member, sounding: Sounding, date: SoundedDate | None, key: UUID | None = None
) -> Sounding:
    """Choose a date, on which the meeting is called; or none. Raises SoundingOver, and what open_event raises."""
    must(by, "close", sounding)
    with act("sounding.closed", by=by, key=key) as done:
        locked = _open(sounding)
        locked.closed_at = timezone.now()
        if date is not None:
            plan = Plan(
                title=locked.title,
                about=locked.about,
                place=locked.place,
                starts=date.starts.replace(tzinfo=None),
                minutes=locked.minutes,
                time_zone=locked.time_zone,
                language=locked.language,
            )
            locked.event = open_event(by=by, community=locked.community, plan=plan)
        locked.save(update_fields=["closed_at", "event"])
        done(locked, community=locked.community_id)
    return locked


def _set_chosen(by: Member, subject: Subject, name: str, *, is_chosen: bool) -> None:
    must(by, "run", subject.session)
    with act(name, by=by) as done:
        locked = _subject(subject)
        if (locked.chosen_at is not None) == is_chosen:
            raise rules.NotInThisState
        locked.chosen_at = timezone.now() if is_chosen else None
        locked.save(update_fields=["chosen_at"])
        _tell(done, locked, locked.session)


def _subject(subject: Subject) -> Subject:
    rows = Subject.objects.select_for_update(of=("self",)).select_related("session__event__community")
    locked = rows.get(pk=subject.pk)
    if locked.withdrawn_at or locked.session.is_over_at(timezone.now()):
        raise rules.NotInThisState
    return locked


def _ahead(session: Session) -> Session:
    locked = Session.objects.select_for_update(of=("self",)).select_related("event").get(pk=session.pk)
    if not locked.is_planned or locked.is_over_at(timezone.now()):
        raise rules.NotInThisState
    return locked


def _open(sounding: Sounding) -> Sounding:
    rows = Sounding.objects.select_for_update(of=("self",)).select_related("community")
    locked = rows.get(pk=sounding.pk)
    if locked.closed_at:
        raise wishing.SoundingOver
    return locked


def _tell(done: Act, subject: Subject, session: Session) -> None:
    done(subject, place=session, community=session.community_id)
