"""The page of a book, how to cite it, how often it was fetched."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.members.requests import absolute, member_of
from potager.press import citation, downloads, shelf
from potager.press.models import Edition
from potager.press.snapshot import book_of
from potager.press.views.common import frame_of, or_newest, visible_edition

CITATIONS = {
    "bib": (citation.bibtex, "application/x-bibtex; charset=utf-8"),
    "json": (citation.csl, "application/vnd.citationstyles.csl+json; charset=utf-8"),
}


@require_safe
@or_newest
def book(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The book: cover, people, extract, files, editions, how to cite it."""
    position, member = last_position(), member_of(request)
    edition = visible_edition(request, identifier)
    address = _address(request, edition)
    page = shelf.book_page(edition, member, language=get_language() or "fr", address=address)
    cover = absolute(request, reverse("press:cover", args=[edition.pk]))
    frame = {"position": position, "page_url": address, "cover_url": cover, **frame_of(member, edition.work)}
    response = render(request, "press/book.html", {**frame, **page})
    is_kept = edition.community.is_public and member is None
    return keep(response, places=shelf.places_of(edition, page), position=position) if is_kept else response


@require_safe
def cite(request: HttpRequest, identifier: UUID, ending: str) -> HttpResponse:
    """A file for reference managers."""
    edition = visible_edition(request, identifier)
    told, kind = CITATIONS[ending]
    content = told(book_of(edition), address=_address(request, edition))
    disposition = f'attachment; filename="{edition.file_name}.{ending}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


@require_safe
def count(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """How often the files of an edition were fetched: sums, and nothing about anybody."""
    edition = visible_edition(request, identifier)
    context = {"edition": edition, "sums": downloads.sums_of(edition)}
    return render(request, "press/downloads.html", {**context, **frame_of(member_of(request), edition.work)})


def _address(request: HttpRequest, edition: Edition) -> str:
    return absolute(request, edition.get_absolute_url())
