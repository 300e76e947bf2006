"""The pages on which authors say how a work names them: by the link of a letter, or signed in."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from potager.authorship import pages, works
from potager.authorship.letters import work_behind
from potager.authorship.works import Work
from potager.members.requests import member_of

forms_of_pages = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@forms_of_pages
def byline(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of a letter, without signing in; opening it changes nothing, one press answers."""
    work = work_behind(token)
    if work is None:
        return render(request, "authorship/link_closed.html", status=410)
    return _answered(request, work)


@never_cache
@login_required
@forms_of_pages
def choose_byline(request: HttpRequest, bed: str, identifier: UUID) -> HttpResponse:
    """The same, signed in."""
    member = member_of(request)
    work = works.find(f"{bed}:{identifier}", member) if member else None
    if work is None:
        raise Http404
    return _answered(request, work)


def _answered(request: HttpRequest, work: Work) -> HttpResponse:
    refused = pages.pressed(work, request.POST) if request.method == "POST" else None
    if request.method == "POST" and refused is None:
        return redirect(f"{request.path}?kept=1")
    context = {**pages.byline_page(work, refused), "kept": "kept" in request.GET}
    return render(request, "authorship/byline_choose.html", context, status=422 if refused else 200)


@never_cache
@login_required
@require_safe
def bylines(request: HttpRequest) -> HttpResponse:
    """Every work that one wrote in, and one's name there."""
    member = member_of(request)
    if member is None:
        raise Http404
    context = pages.bylines_page(member, page=request.GET.get("page", "1"))
    return render(request, "authorship/bylines.html", context)
