"""The dates of an event: when they are, whether they take place, and by which rule they come."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit, forms_of_pages
from potager.communities.views.visits import signed_in as signed_in_community
from potager.gatherings import actions, sessionpages
from potager.gatherings.ruleforms import RuleFields
from potager.gatherings.sessionforms import (
    ALL,
    AddForm,
    CancelForm,
    MoveForm,
    RhythmForm,
    rhythm_of,
    when_of,
)
from potager.gatherings.views.visits import planned_session, run_event, signed_in, tried
from potager.lib.permission import must


def page(request: HttpRequest, name: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    """A page with a form: 422 while something in it is to be looked at again."""
    status = 422 if form.errors else 200
    return render(request, f"gatherings/{name}.html", {**context, "form": form}, status=status)


@login_required
@forms_of_pages
def move_session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Another day or hour for a date, or for all that follow."""
    session, standing = planned_session(request, identifier)
    form = MoveForm(request.POST or None, initial=when_of(session))
    if request.method == "POST" and form.is_valid():
        typed = {"minutes": form.cleaned_data["minutes"], "note": form.cleaned_data["note"]}
        follows = form.cleaned_data["scope"] == ALL
        what: dict[str, Any] = {"session": session, "starts": form.starts, "follows": follows, **typed}
        if tried(form, lambda: actions.move_session(by=signed_in(request), **what)):
            messages.success(request, _("The date is moved; those who come are told."))
            return redirect(session)
    return page(request, "session_move", form, sessionpages.moving(session, standing))


@login_required
@forms_of_pages
def cancel_session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A date does not take place; or the series ends with it."""
    session, standing = planned_session(request, identifier)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        follows, note = form.cleaned_data["scope"] == ALL, form.cleaned_data["note"]
        what: dict[str, Any] = {"session": session, "follows": follows, "note": note}
        if tried(form, lambda: actions.cancel_session(by=signed_in(request), **what)):
            messages.success(request, _("The date is cancelled; those who came are told."))
            return redirect(session)
    return page(request, "session_cancel", form, sessionpages.of_session(session, standing))


@login_required
@require_POST
def restore_session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A cancelled date takes place after all."""
    session, _standing = planned_session(request, identifier)
    actions.restore_session(by=signed_in(request), session=session)
    messages.success(request, _("The date takes place after all; those who come are told."))
    return redirect(session)


@login_required
@forms_of_pages
def add_session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One more date, outside the rule."""
    event, standing = run_event(request, identifier)
    initial = {"hour": event.starts.time(), "minutes": event.minutes}
    form = AddForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = {"minutes": form.cleaned_data["minutes"], "title": form.cleaned_data["title"]}
        what: dict[str, Any] = {"event": event, "starts": form.starts, "key": form.key_or_new, **typed}
        if made := tried(form, lambda: actions.add_session(by=signed_in(request), **what)):
            return redirect(made)
    return page(request, "session_add", form, sessionpages.of_event(event, standing))


@login_required
@forms_of_pages
def reschedule_event(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """How often people meet, and whether the host changes each time."""
    event, standing = run_event(request, identifier)
    form = RhythmForm(request.POST or None, initial=rhythm_of(event, sessionpages.upcoming(event)))
    if request.method == "POST" and form.is_valid():
        by = signed_in(request)
        zone = event.time_zone
        if tried(form, lambda: actions.reschedule_event(by=by, event=event, rhythm=form.rhythm(zone=zone))):
            messages.success(request, _("The dates are laid anew; those that somebody comes to stay."))
            return redirect(event)
    return page(request, "event_reschedule", form, sessionpages.of_event(event, standing))


@require_safe
@signed_in_community
def next_dates(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What a form about dates would give: the rule as a sentence, its next dates, and holidays among them."""
    must(visit.member, "read", visit.community)
    zone = request.GET.get("time_zone") or visit.member.time_zone
    context = sessionpages.preview(RuleFields(request.GET), request.GET, zone=zone)
    return render(request, "gatherings/next_dates.html", context)
