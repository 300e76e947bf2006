"""Reading what people meet for."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from potager.communities.views.visits import Visit, in_community
from potager.gatherings import pages
from potager.gatherings.views.calendars import kept
from potager.gatherings.views.visits import visible_event, visible_session
from potager.lib.permission import must


@require_safe
@in_community
def events(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What comes in a community."""
    must(visit.standing.member, "read", visit.community)
    page = pages.coming_page(visit.community, visit.standing)
    return kept(request, visit, render(request, "gatherings/events.html", page), page["entries"])


@require_safe
def event(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What people meet for, with what was and what comes."""
    found, standing = visible_event(request, identifier)
    return render(request, "gatherings/event.html", pages.event_page(found, standing))


@require_safe
def session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One time that people meet."""
    found, standing = visible_session(request, identifier)
    return render(request, "gatherings/session.html", pages.session_page(found, standing))
