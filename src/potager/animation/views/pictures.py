"""The pictures of a community: its map, its rings, its times and voices."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages as told
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.animation import looking, picturing, queries
from potager.animation.models import Network
from potager.animation.tasks import draw_map
from potager.communities.views.visits import Visit, animating, signed_in
from potager.lib.permission import must

PER_PAGE = 200  # rows of a table of people


def _seeing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """In a community: only for those to whom its pictures are shown."""

    @never_cache
    @require_safe
    @signed_in
    @wraps(view)
    def check(request: HttpRequest, visit: Visit) -> HttpResponse:
        network = queries.network_of(visit.community) or Network(community=visit.community)
        must(visit.member, "see pictures", network)
        return view(request, visit, network)

    return check


def _frame(visit: Visit, network: Network) -> dict[str, Any]:
    return {
        "community": visit.community,
        "standing": visit.standing,
        "here": "desk",
        "network": network,
    }


@_seeing
def community_map(request: HttpRequest, visit: Visit, network: Network) -> HttpResponse:
    """Who talks with whom; with ?group= one group of it."""
    asked = request.GET.get("group", "")
    group = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    try:
        page = looking.map_page(network, group)
    except KeyError as no_such_group:
        raise Http404 from no_such_group
    rows = Paginator(page["rows"], PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "animation/map.html", {**_frame(visit, network), **page, "page": rows})


@require_POST
@animating
def redraw_map(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for the map, where it was not drawn in the night."""
    draw_map.enqueue(str(visit.community.pk))
    told.success(request, _("The map is being drawn. It will be here in a moment."))
    return redirect("animation:map", visit.community.address)


@_seeing
def pictures(request: HttpRequest, visit: Visit, network: Network) -> HttpResponse:
    """The growth rings, the time to a first answer, the share of voices."""
    page = picturing.pictures_page(network, timezone.now())
    return render(request, "animation/pictures.html", {**_frame(visit, network), **page})
