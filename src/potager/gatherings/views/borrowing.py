"""Calendars of others: asking for one, looking at it, showing it, removing it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit, forms_of_pages
from potager.communities.views.visits import signed_in as signed_in_there
from potager.gatherings import borrowed
from potager.gatherings.actions import borrowing
from potager.gatherings.importing.forms import CalendarForm, ShownForm
from potager.gatherings.models import Calendar
from potager.gatherings.pages import frame
from potager.lib.permission import must
from potager.lib.refusals import Refusal


@require_safe
@signed_in_there
def other_calendars(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The calendars of others that a community shows, for whoever animates it."""
    must(visit.member, "open events", visit.community)
    context = {**frame(visit.community, visit.standing), **borrowed.list_page(visit.community)}
    return render(request, "gatherings/other_calendars.html", context)


@forms_of_pages
@signed_in_there
def add_calendar(request: HttpRequest, visit: Visit) -> HttpResponse:
    """An address or a file brings a calendar of others, to be looked at first."""
    must(visit.member, "open events", visit.community)
    form = CalendarForm(request.POST, request.FILES) if request.method == "POST" else CalendarForm()
    if request.method == "POST" and form.is_valid():
        try:
            source, key = form.source(), form.key_or_new
            made = borrowing.add_calendar(by=visit.member, community=visit.community, source=source, key=key)
            return redirect("gatherings:other_calendar", visit.community.address, made.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = {**frame(visit.community, visit.standing), "form": form}
    return render(request, "gatherings/calendar_add.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in_there
def other_calendar(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """What of a calendar will come in, or how it stands; the page comes back while the worker reads."""
    calendar = _found(visit, identifier)
    context = {**frame(visit.community, visit.standing), **borrowed.calendar_page(calendar)}
    answer = render(request, "gatherings/other_calendar.html", context)
    if context["is_reading"]:
        answer["Refresh"] = "2"
    return answer


@require_POST
@signed_in_there
def show_calendar(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Show it beside our meetings."""
    calendar, form = _found(visit, identifier), ShownForm(request.POST)
    name = form.cleaned_data.get("name", "") if form.is_valid() else ""
    is_followed = "is_followed" in request.POST
    borrowing.show_calendar(by=visit.member, calendar=calendar, name=name, is_followed=is_followed)
    return redirect("gatherings:other_calendars", visit.community.address)


@require_POST
@signed_in_there
def reread_calendar(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Read it now."""
    calendar = _found(visit, identifier)
    borrowing.ask_again(by=visit.member, calendar=calendar)
    return redirect("gatherings:other_calendar", visit.community.address, calendar.pk)


@require_POST
@signed_in_there
def remove_calendar(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Take it away with all its dates."""
    borrowing.remove_calendar(by=visit.member, calendar=_found(visit, identifier))
    return redirect("gatherings:other_calendars", visit.community.address)


def _found(visit: Visit, identifier: UUID) -> Calendar:
    must(visit.member, "open events", visit.community)
    found = Calendar.objects.filter(community=visit.community, pk=identifier).first()
    if found is None:
        raise Http404
    found.community = visit.community
    return found
