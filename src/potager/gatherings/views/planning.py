"""Calling meetings, changing them, and letting them not take place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit, forms_of_pages, signed_in
from potager.gatherings import actions, eventpages, queries
from potager.gatherings.actions.picturing import path_of
from potager.gatherings.forms import ChangeForm, NoteForm, PictureForm, PlanForm
from potager.gatherings.models import Event
from potager.gatherings.views.visits import run_event, visible_event
from potager.gatherings.views.visits import signed_in as member_in
from potager.lib.permission import may, must
from potager.lib.refusals import Refusal

KEPT = "private, max-age=86400"


@forms_of_pages
@signed_in
def open_event(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A title, a day and a place call a meeting; one that was may be copied."""
    must(visit.member, "open events", visit.community)
    form = PlanForm(request.POST or None, initial=eventpages.first_plan(visit, _copied(request, visit)))
    if request.method == "POST" and form.is_valid():
        try:
            plan, key = form.plan(zone=visit.member.time_zone), form.key_or_new
            made = actions.open_event(by=visit.member, community=visit.community, plan=plan, key=key)
            return redirect(made)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = eventpages.plan_page(visit, form)
    return render(request, "gatherings/event_new.html", context, status=422 if form.errors else 200)


def _copied(request: HttpRequest, visit: Visit) -> Any:
    """The event that ?copy= names, if it is one of this community that the person runs."""
    try:
        found = queries.find(UUID(request.GET.get("copy", "")), visit.member)
    except ValueError:
        return None
    is_here = found is not None and found[0].community_id == visit.community.pk
    return found[0] if found and is_here and may(visit.member, "run", found[0]) else None


@forms_of_pages
@login_required
def change_event(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What people meet for, and where; those who come are told what has changed."""
    event, standing = run_event(request, identifier)
    form = ChangeForm(request.POST or None, initial=eventpages.typed_again(event))
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data
            details = actions.Details(title=typed["title"], **form.details())
            said: dict[str, Any] = {"details": details, "is_told": typed["is_told"], "key": form.key_or_new}
            return redirect(actions.change_event(by=member_in(request), event=event, **said))
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = {**eventpages.own_page(event, standing), "form": form}
    return render(request, "gatherings/change_event.html", context, status=422 if form.errors else 200)


@forms_of_pages
@login_required
def cancel_event(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Nothing of it takes place; those who come are told, with a word."""
    event, standing = run_event(request, identifier)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cancel_event(by=member_in(request), event=event, note=form.cleaned_data["note"])
        messages.success(request, _("The meeting is cancelled; those who wanted to come are told."))
        return redirect(event)
    context = {**eventpages.own_page(event, standing), "form": form}
    return render(request, "gatherings/cancel_event.html", context)


@login_required
@require_POST
def restore_event(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """It takes place after all."""
    event, _standing = run_event(request, identifier)
    actions.restore_event(by=member_in(request), event=event)
    return redirect(event)


@forms_of_pages
@login_required
def illustrate_event(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A picture, and what it shows."""
    event, standing = run_event(request, identifier)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PictureForm(*posted)
    if request.method == "POST" and form.is_valid() and _illustrated(request, event, form):
        return redirect(event)
    context = {**eventpages.own_page(event, standing), "form": form}
    return render(request, "gatherings/illustrate_event.html", context, status=422 if form.errors else 200)


def _illustrated(request: HttpRequest, event: Event, form: PictureForm) -> bool:
    """Whether it was taken in; if not, the form says why."""
    typed = form.cleaned_data
    said = {"data": typed["picture"].read(), "alternative": typed["alternative"], "key": form.key_or_new}
    try:
        actions.illustrate_event(by=member_in(request), event=event, **said)
    except Refusal as refusal:
        form.add_error("picture", str(refusal.message))
        return False
    return True


@login_required
@require_POST
def unillustrate_event(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The picture is taken back."""
    event, _standing = run_event(request, identifier)
    actions.unillustrate_event(by=member_in(request), event=event)
    return redirect(event)


@require_safe
def event_picture(request: HttpRequest, identifier: UUID, digest: str) -> HttpResponse:
    """The picture's bytes, for those who read of the event."""
    event, _standing = visible_event(request, identifier)
    if not event.digest or digest != event.digest:
        raise Http404
    with default_storage.open(path_of(event)) as file:
        return HttpResponse(file.read(), content_type="image/webp", headers={"Cache-Control": KEPT})
