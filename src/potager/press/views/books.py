"""Pages for who reads: the book, its files, its cover."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.lib.permission import may
from potager.lib.tongues import direction
from potager.members.requests import member_of
from potager.press import downloads, queries, web, works
from potager.press.models import Edition
from potager.press.snapshot import book_of
from potager.press.views.common import frame_of, or_newest, visible_edition
from potager.stories import queries as stories


@require_safe
def book_of_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A story's book, wherever it is."""
    story = get_object_or_404(stories.visible_to(member_of(request)), pk=identifier)
    edition = queries.edition_of(story)
    if edition is None:
        raise Http404
    return redirect("press:book", edition.pk)


@require_safe
@or_newest
def read(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The web edition."""
    position, member = last_position(), member_of(request)
    edition = visible_edition(request, identifier)
    work = edition.work
    frame = {"position": position, "edits": may(member, "edit", work), **frame_of(member, work)}
    response = render(request, "press/read.html", {**frame, **_pages(edition)})
    places = [f"edition:{edition.pk}", edition.place, f"community:{work.community_id}"]
    is_kept = work.community.is_public and member is None
    return keep(response, places=places, position=position) if is_kept else response


def _pages(edition: Edition) -> dict[str, object]:
    """The web edition itself."""
    printed = book_of(edition)
    images = {one.name: reverse("press:picture", args=[edition.pk, one.name]) for one in printed.pictures}
    body = mark_safe(web.body(printed, images))  # noqa: S308 (web.body escapes every text it is given)
    return {"edition": edition, "book": printed, "body": body, "direction": direction(printed.language)}


@require_safe
def download(request: HttpRequest, identifier: UUID, name: str, ending: str) -> HttpResponseBase:
    """One of the files; the name in the address is for people, the identifier decides."""
    edition = _ready_edition(request, identifier)
    file = works.FILES[ending]
    if not works.has(edition, ending):
        raise Http404
    if request.method == "GET":
        downloads.note(edition.pk, ending)
    return FileResponse(
        default_storage.open(edition.path_of(file.stored)),
        as_attachment=True, filename=f"{edition.file_name}.{ending}", content_type=file.media_type,
    )  # fmt: skip


@require_safe
def cover(request: HttpRequest, identifier: UUID) -> HttpResponseBase:
    """The cover as PNG."""
    edition = _ready_edition(request, identifier)
    return FileResponse(default_storage.open(edition.path_of("cover.png")), content_type="image/png")


@require_safe
def picture(request: HttpRequest, identifier: UUID, name: str) -> HttpResponseBase:
    """A picture of the web edition."""
    edition = visible_edition(request, identifier)
    held = {one["name"]: one["media_type"] for one in edition.book.get("pictures", [])}
    if name not in held or not default_storage.exists(works.path_of(name)):
        raise Http404
    return FileResponse(default_storage.open(works.path_of(name)), content_type=held[name])


def _ready_edition(request: HttpRequest, identifier: UUID) -> Edition:
    edition = visible_edition(request, identifier)
    if not edition.is_ready:
        raise Http404
    return edition
