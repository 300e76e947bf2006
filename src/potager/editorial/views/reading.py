"""Reading the paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from potager.communities.views.visits import Visit, in_community
from potager.editorial import comments, embedding, metadata, pages, queries
from potager.editorial.models import Article
from potager.editorial.permissions import reads, reads_its_audience, writes
from potager.lib.frames import allow_frames
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
    if found is None:
        raise Http404
    found.community = visit.community
    if not found.is_published or not hasattr(found, "shown"):
        return _not_to_be_read(request, visit, found)
    if not reads(visit.standing, found):
        raise Http404
    if request.path != found.get_absolute_url():
        return _moved(found)
    return _read(request, visit, found)


def _read(request: HttpRequest, visit: Visit, found: Article) -> HttpResponse:
    """The page, kept for visitors without a session where whoever comes may read it."""
    context = {**pages.article_page(found, visit.standing), **comments.under(request, visit, found)}
    context |= metadata.of(request, context)
    response = render(request, "editorial/article.html", context)
    allow_frames(response, embedding.origins_in(found.shown.html))
    is_kept = visit.community.is_public and found.audience == Article.Audience.EVERYONE
    is_kept = is_kept and visit.standing.member is None and not request.GET
    return (
        keep(response, places=[*pages.places_of(found), *context["talk_places"]], position=visit.position)
        if is_kept
        else response
    )


def _moved(found: Article) -> HttpResponse:
    """For good; but no browser holds on to it, for an article may go back to an address that it had."""
    response = redirect(found.get_absolute_url(), permanent=True)
    response["Cache-Control"] = "no-cache"
    return response


def _not_to_be_read(request: HttpRequest, visit: Visit, found: Article) -> HttpResponse:
    """What was withdrawn says so; those who write or moderate it see where it is; nobody else knows of it."""
    standing = visit.standing
    is_written = writes(standing, found)
    was_read = hasattr(found, "shown") and found.hidden_at is None and reads_its_audience(standing, found)
    if found.state == Article.State.WITHDRAWN and was_read:
        context = {"article": found, "community": visit.community, "standing": standing}
        return render(
            request, "editorial/article_gone.html", {**context, "may_write": is_written}, status=410
        )
    if found.state == Article.State.PUBLISHED and (is_written or standing.moderates):
        return render(request, "editorial/article.html", pages.article_page(found, standing))
    if is_written:
        return redirect("editorial:save_article", found.pk)
    raise Http404
