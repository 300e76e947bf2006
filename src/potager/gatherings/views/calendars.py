"""Leafing through a calendar: of a community, of oneself."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from potager.communities.views.visits import Visit, in_community
from potager.gatherings import sheets
from potager.gatherings.pages import frame
from potager.gatherings.views.visits import signed_in
from potager.lib.keep import keep
from potager.lib.permission import must


def kept(request: HttpRequest, visit: Visit, response: HttpResponse, entries: Any = ()) -> HttpResponse:
    """Keep a public page for everybody until something happens in the community, or the day ends."""
    if not visit.community.is_public or visit.standing.member is not None or request.GET:
        return response
    until = sheets.true_until(list(entries), now=timezone.now())
    return keep(response, places=[f"community:{visit.community.pk}"], position=visit.position, until=until)


@require_safe
@in_community
def calendar(request: HttpRequest, visit: Visit) -> HttpResponse:
    """This month in a community."""
    return _month(request, visit, timezone.localdate().replace(day=1))


@require_safe
@in_community
def month(request: HttpRequest, visit: Visit, month: date) -> HttpResponse:
    """A month in a community."""
    return _month(request, visit, month)


def _month(request: HttpRequest, visit: Visit, first: date) -> HttpResponse:
    must(visit.standing.member, "read", visit.community)
    page = sheets.month_page(sheets.sources_in(visit.standing), first)
    context = {**frame(visit.community, visit.standing), **page, "base": sheets.base_of(visit.community)}
    return kept(request, visit, render(request, "gatherings/calendar.html", context))


@require_safe
@in_community
def day(request: HttpRequest, visit: Visit, day: date) -> HttpResponse:
    """One day in a community, with all there is."""
    must(visit.standing.member, "read", visit.community)
    page = sheets.day_page(sheets.sources_in(visit.standing), day)
    context = {**frame(visit.community, visit.standing), **page, "base": sheets.base_of(visit.community)}
    return kept(request, visit, render(request, "gatherings/day.html", context))


@require_safe
@login_required
def my_events(request: HttpRequest) -> HttpResponse:
    """What comes, in all one's communities."""
    entries = sheets.coming_of(sheets.sources_of(signed_in(request)), now=timezone.now())
    return render(request, "gatherings/my_events.html", {"entries": entries, "base": sheets.MINE})


@require_safe
@login_required
def my_calendar(request: HttpRequest) -> HttpResponse:
    """This month, in all one's communities."""
    return my_month(request, timezone.localdate().replace(day=1))


@require_safe
@login_required
def my_month(request: HttpRequest, month: date) -> HttpResponse:
    """A month in all one's communities."""
    page = sheets.month_page(sheets.sources_of(signed_in(request)), month)
    return render(request, "gatherings/calendar.html", {**page, "base": sheets.MINE})


@require_safe
@login_required
def my_day(request: HttpRequest, day: date) -> HttpResponse:
    """One day in all one's communities."""
    page = sheets.day_page(sheets.sources_of(signed_in(request)), day)
    return render(request, "gatherings/day.html", {**page, "base": sheets.MINE})
