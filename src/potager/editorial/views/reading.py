"""Reading the paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from potager.communities.views.visits import Visit, in_community
from potager.editorial import pages, queries
from potager.editorial.models import Article
from potager.editorial.permissions import reads
from potager.lib.keep import keep
from potager.lib.permission import must


@require_safe
@in_community
def articles(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was published in a community, the newest first."""
    must(visit.standing.member, "read", visit.community)
    context = pages.list_page(visit.community, visit.standing, page=request.GET.get("page", "1"))
    response = render(request, "editorial/articles.html", context)
    is_kept = visit.community.is_public and visit.standing.member is None and not request.GET
    return (
        keep(response, places=[f"community:{visit.community.pk}"], position=visit.position)
        if is_kept
        else response
    )


@require_safe
@in_community
def article(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """What readers read of an article; an address that it had leads to the one it has."""
    found = queries.at_address(visit.community, slug)
    if found is None or not hasattr(found, "shown") or not found.is_published:
        raise Http404
    found.community = visit.community
    if not reads(visit.standing, found):
        raise Http404
    if request.path != found.get_absolute_url():
        return redirect(found.get_absolute_url(), permanent=True)
    response = render(request, "editorial/article.html", pages.article_page(found, visit.standing))
    is_kept = visit.community.is_public and found.audience == Article.Audience.EVERYONE
    is_kept = is_kept and visit.standing.member is None and not request.GET
    return keep(response, places=pages.places_of(found), position=visit.position) if is_kept else response
