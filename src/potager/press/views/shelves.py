"""The books of a community, by their covers."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from potager.communities.queries import at_address, standing_of
from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.lib.permission import must
from potager.members.requests import member_of
from potager.press import opds, queries

PER_PAGE = 24


@require_safe
def books(request: HttpRequest, address: str) -> HttpResponse:
    """The shelf: the newest edition of each book, in each language."""
    position, member = last_position(), member_of(request)
    community = at_address(address, member)
    if community is None:
        raise Http404
    must(member, "read", community)
    shelf = queries.newest_on_shelf(member).filter(queries.comes_from(community))
    page = Paginator(shelf, PER_PAGE).get_page(request.GET.get("page"))
    feed = reverse("press:opds_community", args=[community.address]) if community.is_public else ""
    frame = {"community": community, "standing": standing_of(member, community)}
    context = {**frame, "page": page, "feed": feed, "feed_type": opds.ACQUISITION}
    response = render(request, "press/shelf.html", context)
    is_kept = community.is_public and member is None and not request.GET
    return keep(response, places=[f"community:{community.pk}"], position=position) if is_kept else response
