"""The pages of search."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from potager.communities.views.visits import Visit, in_community
from potager.lib.budget import Budget
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.requests import member_of, network
from potager.search.asking import page_of

# For strangers of one network: two hundred searches at once, then one every second.
SHARE = Budget(most=4.0, refill=0.02)
LEAST = 0.02  # seconds: what the database computes is not seen here


class TooManySearches(Refusal):
    """A network has searched more than its share."""

    status = 429
    message = _("Many searches came from your network. Wait a minute, or sign in, and search again.")


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """All that the person may see."""
    return _answer(request, member_of(request), lambda: page_of(request, member_of(request), None))


@never_cache
@require_safe
@in_community
def search_community(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What a community holds, for whoever reads it."""
    member, community = visit.standing.member, visit.community
    must(member, "read", community)
    frame = {"community": community, "standing": visit.standing, "here": "search"}
    return _answer(request, member, lambda: {**frame, **page_of(request, member, community)})


def _answer(request: HttpRequest, member: Member | None, found: Callable[[], dict[str, Any]]) -> HttpResponse:
    """The page, or the list alone for whoever is typing."""
    is_piece = request.headers.get("HX-Request") == "true"
    with _share(request, member):
        context = found()
        response = render(request, f"search/{'found' if is_piece else 'search'}.html", context)
    if is_piece:
        response["HX-Replace-Url"] = f"{request.path}?{context['first_query']}"
    patch_vary_headers(response, ["HX-Request"])
    return response


@contextmanager
def _share(request: HttpRequest, member: Member | None) -> Iterator[None]:
    client = "" if member or not request.GET else network(request)
    if SHARE.is_spent(client):
        raise TooManySearches
    with SHARE.spend(client, least=LEAST):
        yield
