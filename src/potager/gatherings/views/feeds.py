"""Calendars for the programs of others, and how to subscribe to them."""

from functools import partial
from hashlib import sha256
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit, in_community
from potager.gatherings import feeds, ownfeed, sheets
from potager.gatherings.actions.calendars import make_secret_feed, revoke_secret_feed, widen_secret_feed
from potager.gatherings.feeds import Desk
from potager.gatherings.models import SecretFeed
from potager.gatherings.naming import host_of
from potager.gatherings.pages import frame
from potager.gatherings.views.calendars import kept
from potager.gatherings.views.visits import signed_in, visible_event
from potager.lib.keep import keep
from potager.lib.permission import must
from potager.members.requests import absolute

TYPE = "text/calendar; charset=utf-8"


def desk_of(request: HttpRequest) -> Desk:
    """Who writes: under the name that was asked for, or POTAGER_URL."""
    return Desk(partial(absolute, request), host_of(absolute(request, "/")))


def _told(request: HttpRequest, body: bytes) -> HttpResponse:
    """A calendar; nothing but 304 for whoever has it already."""
    answer = HttpResponse(body, content_type=TYPE)
    answer["ETag"], answer["Cache-Control"] = f'"{sha256(body).hexdigest()[:20]}"', "private, no-cache"
    found = get_conditional_response(request, etag=answer["ETag"], response=answer)
    assert isinstance(found, HttpResponse | HttpResponseNotModified)  # noqa: S101 (one of the two was given)
    return found


@require_safe
@in_community
def community_feed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What everybody may know of what a public community meets for."""
    if not visit.community.is_public:
        raise Http404
    told = _told(request, feeds.of_community(visit.community, desk_of(request)))
    if visit.standing.member is not None or request.GET or told.status_code != 200:
        return told
    return keep(told, places=[f"community:{visit.community.pk}"], position=visit.position)


@require_safe
def event_feed(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One event with all its dates."""
    event, _standing = visible_event(request, identifier)
    return _told(request, feeds.of_event(event, desk_of(request)))


@require_safe
def secret_feed(request: HttpRequest, token: str) -> HttpResponse:
    """A person's own calendar, for whoever knows its address."""
    feed = ownfeed.behind(token)
    if feed is None:
        raise Http404
    answer = _told(request, ownfeed.feed_of(feed, desk_of(request)))
    answer["X-Robots-Tag"], answer["Referrer-Policy"] = "noindex", "no-referrer"
    return answer


@require_safe
@in_community
def subscribe(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How to have a community's meetings in one's own calendar."""
    must(visit.standing.member, "read", visit.community)
    path = f"{visit.community.get_absolute_url()}events/calendar.ics"
    context = {**frame(visit.community, visit.standing), "base": sheets.base_of(visit.community)}
    address = absolute(request, path) if visit.community.is_public else ""
    page = {**context, "address": address, "webcal": webcal(address)}
    return kept(request, visit, render(request, "gatherings/subscribe.html", page))


@require_safe
@login_required
def my_feed(request: HttpRequest) -> HttpResponse:
    """The secret address of one's own calendar."""
    feed = SecretFeed.objects.filter(member=signed_in(request)).first()
    address = absolute(request, f"/calendar/{ownfeed.token_of(feed)}.ics") if feed else ""
    context = {"feed": feed, "address": address, "webcal": webcal(address), "base": sheets.MINE}
    return render(request, "gatherings/my_feed.html", context)


@require_POST
@login_required
def make_feed(request: HttpRequest) -> HttpResponse:
    """A new secret address."""
    make_secret_feed(by=signed_in(request), is_wide="wide" in request.POST)
    return redirect("gatherings:my_feed")


@require_POST
@login_required
def widen_feed(request: HttpRequest) -> HttpResponse:
    """With all that one's communities meet for, or without."""
    widen_secret_feed(by=signed_in(request), is_wide="wide" in request.POST)
    return redirect("gatherings:my_feed")


@require_POST
@login_required
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """No secret address any more."""
    revoke_secret_feed(by=signed_in(request))
    return redirect("gatherings:my_feed")


def webcal(address: str) -> str:
    """The same address as telephones open it in their calendar."""
    return f"webcal://{address.partition('://')[2]}" if address else ""
