"""Reading what people meet for."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from potager.communities.queries import Standing
from potager.communities.views.visits import Visit, in_community
from potager.gatherings import eventpages, pages
from potager.gatherings.models import Event
from potager.gatherings.views.calendars import kept
from potager.gatherings.views.visits import visible_event, visible_session
from potager.journal.read import last_position
from potager.lib.keep import keep
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
    position, (found, standing) = last_position(), visible_event(request, identifier)
    context = eventpages.event_page(found, standing)
    return _kept(request, standing, position, context, render(request, "gatherings/event.html", context))


@require_safe
def session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One time that people meet."""
    position, (found, standing) = last_position(), visible_session(request, identifier)
    context = eventpages.session_page(found, standing)
    return _kept(request, standing, position, context, render(request, "gatherings/session.html", context))


def _kept(
    request: HttpRequest, standing: Standing, position: int, context: dict[str, Any], response: HttpResponse
) -> HttpResponse:
    """Keep a public page for visitors until something happens there, or one of its dates is over."""
    event: Event = context["event"]
    is_open = standing.community.is_public and event.audience == Event.Audience.EVERYONE
    if not is_open or event.hidden_at or standing.member is not None or request.GET:
        return response
    places = [*pages.places_of(event), *(f"session:{one.pk}" for one in filter(None, [context["session"]]))]
    return keep(response, places=places, position=position, until=eventpages.true_until(context))
