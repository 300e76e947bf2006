"""Counting a visit, and the small picture of them."""

from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from potager.communities.queries import standing_of
from potager.lib.budget import Budget
from potager.members.models import Member
from potager.members.requests import client_address
from potager.visits import actions, pages, queries

LOOKING = Budget(
    most=120, refill=1.0
)  # pages from one address: two minutes of one a second, then one a second


@require_POST
def count_visit(request: HttpRequest) -> HttpResponse:
    """Somebody looks at a public page. Whatever comes, the answer is the same and says nothing."""
    page, client = request.POST.get("page", "")[:60], client_address(request)
    is_left_alone = request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1"
    if not is_left_alone and not LOOKING.is_spent(client) and pages.is_public(page):
        with LOOKING.spend(client, least=1):
            who = f"{client}\n{request.headers.get('User-Agent', '')[:300]}"
            came_from = _elsewhere(request)
            actions.count_visit(page=page, who=who, came_from=came_from, today=timezone.localdate())
    return HttpResponse(status=204)


@login_required
@require_safe
def visits(request: HttpRequest, sort: str, identifier: UUID) -> HttpResponse:
    """How often a page was looked at, for those who write it."""
    member = cast(Member, request.user)
    shown = pages.look(sort, identifier, member)
    if shown is None:
        raise Http404
    page = _page(shown, f"{sort}:{identifier}", member)
    return render(request, "visits/visits.html", page)


def _page(shown: pages.Shown, page: str, member: Member) -> dict[str, Any]:
    """What the last thirty days were, and all days."""
    today = timezone.localdate()
    days = queries.days_of(page, until=today)
    return {
        "shown": shown,
        "community": shown.community,
        "standing": standing_of(member, shown.community),
        "bars": _bars(days),
        "days": [one for one in reversed(days) if one.number],
        "sources": queries.sources_of(page, until=today),
        "total": queries.total_of(page),
        "lately": sum(one.number for one in days),
    }


def _elsewhere(request: HttpRequest) -> str:
    """The host of another site that led here."""
    try:
        host = urlsplit(request.POST.get("from", "")[:2000]).hostname or ""
    except ValueError:
        return ""
    return "" if host == request.get_host().partition(":")[0] else host


def _bars(days: list[queries.Day]) -> list[dict[str, object]]:
    """Where each bar stands in a picture of 300 by 60."""
    most = max((one.number for one in days), default=0) or 1
    heights = [round(56 * one.number / most) for one in days]
    return [
        {"x": 10 * place, "y": 58 - height, "height": height + 1, "day": one.day, "number": one.number}
        for place, (one, height) in enumerate(zip(days, heights, strict=True))
    ]
