"""What the pages about dates show."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from potager.communities.queries import Standing
from potager.gatherings import holidays, occurrences, queries, recurring, rules, rulewords, wording
from potager.gatherings.models import Event, Registration, Session
from potager.gatherings.pages import frame
from potager.gatherings.permissions import runs
from potager.gatherings.ruleforms import RuleFields
from potager.lib.refusals import Refusal

NEXT = 6


def of_event(event: Event, standing: Standing) -> dict[str, Any]:
    """What a page about an event's dates begins with."""
    return {**frame(event.community, standing), "event": event, **rule_part(event, standing)}


def of_session(session: Session, standing: Standing) -> dict[str, Any]:
    """What a page about a date begins with."""
    event = session.event
    coming = Registration.objects.filter(session=session).exclude(state=Registration.State.CANCELLED)
    return {
        **frame(event.community, standing),
        "event": event,
        "session": session,
        "when": wording.when_in_words(session),
        "zone": wording.clock_in_words(event.time_zone),
        "number": sum(one.heads for one in coming),
    }


def moving(session: Session, standing: Standing) -> dict[str, Any]:
    """Where a date stands, and what to know of its day."""
    day = rules.on_the_clock(session.starts_at, session.event.time_zone).date()
    return {**of_session(session, standing), "told": holidays.told_of(day, zone=session.event.time_zone)}


def rule_part(event: Event, standing: Standing) -> dict[str, Any]:
    """What an event's page says of its rule; `may_plan` for whoever runs it."""
    sentence = rulewords.said(event.rule, event.starts, zone=event.time_zone)
    return {"rule_said": sentence, "may_plan": runs(standing, event) and event.cancelled_at is None}


def date_part(session: Session, standing: Standing) -> dict[str, Any]:
    """What a date's page says of its place in the series, and to whoever runs it of holidays."""
    event = session.event
    may_plan = runs(standing, event) and not session.is_over_at(timezone.now()) and event.cancelled_at is None
    day = rules.on_the_clock(session.starts_at, event.time_zone).date()
    return {
        "may_plan": may_plan,
        "is_shifted": session.recurrence == session.starts_at
        and occurrences.is_shifted(event, session.starts_at),
        "told": holidays.told_of(day, zone=event.time_zone) if may_plan else [],
    }


def upcoming(event: Event) -> Session | None:
    """The next date of an event that the rule gave, None without one."""
    laid = queries.sessions_of(event).filter(starts_at__gt=timezone.now(), is_changed=False)
    return laid.first()


class _When(forms.Form):
    day = forms.DateField()
    hour = forms.TimeField()


def preview(form: RuleFields, typed: Mapping[str, Any], *, zone: str) -> dict[str, Any]:
    """The sentence and the next dates that a form would give; `problem` in words, nothing while the day is missing."""
    when = _When(typed)
    if not when.is_valid():
        return {}
    if not form.is_valid():
        return {"problem": " ".join(str(error) for errors in form.errors.values() for error in errors)}
    starts = datetime.combine(when.cleaned_data["day"], when.cleaned_data["hour"])
    try:
        return _previewed(form.rule_typed(starts.date(), zone=zone), starts, zone)
    except Refusal as refusal:
        return {"problem": refusal.message}


def _previewed(typed: str, starts: datetime, zone: str) -> dict[str, Any]:
    rule, first = recurring.settled(typed, starts, zone=zone)
    dates = occurrences.next_dates(rule, first, zone, number=NEXT)
    is_past = dates[0] <= timezone.now()
    told = [line for date in dates for line in holidays.told_of(date.date(), zone=zone)]
    shifted = [date for date in dates if date.time() != first.time()]
    return {
        "sentence": rulewords.said(rule, first, zone=zone),
        "dates": [wording.moment_in_words(date, zone=zone) for date in dates] if rule else [],
        "told": [*([_("That moment has passed.")] if is_past else []), *told],
        "shifted": [wording.moment_in_words(date, zone=zone) for date in shifted],
        "goes_on": rule and len(dates) == NEXT,
    }
