"""Reading collective books."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.lib.permission import must
from potager.manuscripts import pages, queries
from potager.manuscripts.forms import CompareForm
from potager.manuscripts.views.visits import (
    inner_section,
    visible_community,
    visible_manuscript,
    visible_section,
)
from potager.members.requests import member_of


@require_safe
def shelf(request: HttpRequest, address: str) -> HttpResponse:
    """The collective books of a community."""
    position, member = last_position(), member_of(request)
    community, standing = visible_community(address, member)
    must(member, "read", community)
    context = pages.shelf_page(community, standing, page=request.GET.get("page", "1"))
    response = render(request, "manuscripts/shelf.html", context)
    is_kept = community.is_public and member is None and not request.GET
    return keep(response, places=[f"community:{community.pk}"], position=position) if is_kept else response


@require_safe
def manuscript(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The plan of a book, and how it grows."""
    position = last_position()
    found, standing = visible_manuscript(request, identifier)
    page, language = request.GET.get("page", "1"), get_language() or "fr"
    context = pages.plan_page(found, standing, page=page, language=language)
    response = render(request, "manuscripts/manuscript.html", {**context, "position": position})
    is_kept = found.community.is_public and standing.member is None and not request.GET
    return keep(response, places=pages.places_of(found), position=position) if is_kept else response


@require_safe
def section(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A chapter: its text, who writes it, its margin."""
    position = last_position()
    found, standing = visible_section(request, identifier)
    context = pages.section_page(found, standing, language=get_language() or "fr")
    response = render(request, "manuscripts/section.html", {**context, "position": position})
    is_kept = found.manuscript.community.is_public and standing.member is None and not request.GET
    places = [f"section:{found.pk}", *pages.places_of(found.manuscript)]
    return keep(response, places=places, position=position) if is_kept else response


@require_safe
def versions(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The history of a chapter."""
    found, standing = inner_section(request, identifier)
    context = pages.versions_page(found, standing, page=request.GET.get("page", "1"))
    return render(request, "manuscripts/versions.html", context)


@require_safe
def compare(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Two versions with their differences."""
    found, standing = inner_section(request, identifier)
    form = CompareForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"a": max(found.version - 1, 0), "b": found.version}
    context = pages.comparison_page(found, standing, a=wanted["a"], b=wanted["b"])
    if context is None:
        raise Http404
    return render(request, "manuscripts/compare.html", context)


@require_safe
def version(request: HttpRequest, identifier: UUID, number: int) -> HttpResponse:
    """One version to read."""
    found, standing = inner_section(request, identifier)
    wanted = queries.version_of(found, number) if number < 10**9 else None
    if wanted is None:
        raise Http404
    return render(request, "manuscripts/version.html", pages.version_page(found, standing, wanted))
