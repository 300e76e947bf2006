"""Reading the letter on the site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from potager.communities.views.visits import Visit, in_community
from potager.lib.keep import keep
from potager.lib.permission import must
from potager.newsletters import composing, feeds, pages, queries
from potager.newsletters.permissions import reads


@require_safe
@in_community
def letter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How to receive it, and what was sent."""
    must(visit.standing.member, "read", visit.community)
    context = pages.letter_page(visit.community, visit.standing, page=request.GET.get("page", "1"))
    return _kept(request, render(request, "newsletters/letter.html", context), visit)


@require_safe
@in_community
def issue(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """A letter that was sent, as it stands in the archive."""
    found = queries.numbered(visit.community, number)
    if found is None or not reads(visit.standing, found):
        raise Http404
    found.community = visit.community
    context = pages.issue_page(found, visit.standing)
    places = [f"issue:{found.pk}", *composing.places_of(context["parts"])]
    return _kept(request, render(request, "newsletters/issue.html", context), visit, *places)


@require_safe
@in_community
def feed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The letters that were sent, as an Atom feed with their whole texts."""
    must(visit.standing.member, "read", visit.community)
    response = HttpResponse(feeds.atom(visit.community, request), content_type="application/atom+xml")
    return _kept(request, response, visit)


def _kept(request: HttpRequest, response: HttpResponse, visit: Visit, *places: str) -> HttpResponse:
    is_public = visit.community.is_public and visit.standing.member is None
    if not is_public or request.GET:
        return response
    return keep(response, places=[f"community:{visit.community.pk}", *places], position=visit.position)
