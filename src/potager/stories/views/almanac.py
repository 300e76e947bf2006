"""The calendar of a community's stories, and its feed."""

from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from potager.communities.queries import at_address, standing_of
from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.lib.permission import must
from potager.lib.zones import zone_in_words
from potager.members.requests import absolute, member_of
from potager.stories import almanac, queries
from potager.stories.views.visits import visible_community


@require_safe
def calendar(request: HttpRequest, address: str) -> HttpResponse:
    """A month of stories: announced, running, finished. Days pass without an act, so the page is never kept."""
    member = member_of(request)
    community = visible_community(address, member)
    must(member, "read", community)
    name = member.time_zone if member else settings.TIME_ZONE
    zone, now = ZoneInfo(name), timezone.now()
    first = almanac.month_asked(request.GET.get("month", ""), now.astimezone(zone).date())
    stories = queries.visible_to(member).filter(community=community)
    month = almanac.month_of(stories, first, zone=zone, now=now)
    frame = {"community": community, "standing": standing_of(member, community), "month": month}
    context = {**frame, "zone": zone_in_words(name, get_language() or "fr")}
    return render(request, "stories/calendar.html", context)


@require_safe
def calendar_feed(request: HttpRequest, address: str) -> HttpResponse:
    """The same for calendars, of public communities."""
    position, community = last_position(), at_address(address, None)
    if community is None or not community.is_public:
        raise Http404
    stories = queries.visible_to(None).filter(community=community)
    told = almanac.feed(stories, name=community.name, address=partial(absolute, request))
    answer = HttpResponse(told, content_type="text/calendar; charset=utf-8")
    is_kept = member_of(request) is None and not request.GET
    return keep(answer, places=[f"community:{community.pk}"], position=position) if is_kept else answer
