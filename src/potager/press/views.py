"""Pages of the press."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from potager.communities.queries import standing_of
from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.lib.permission import may, must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.requests import member_of
from potager.press import actions, queries, web
from potager.press.forms import ReleaseForm
from potager.press.models import Edition
from potager.press.snapshot import book_of
from potager.stories import queries as stories
from potager.stories.models import Story

TYPES = {"epub": "application/epub+zip", "pdf": "application/pdf"}


def _signed_in(request: HttpRequest) -> Member:
    member = member_of(request)
    if member is None:
        raise PermissionDenied
    return member


def _visible_edition(request: HttpRequest, identifier: UUID) -> Edition:
    return get_object_or_404(queries.visible_to(member_of(request)), pk=identifier)


@login_required
def release_book(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The last look before the book: title, authors, licence; then release."""
    story = get_object_or_404(stories.visible_to(member_of(request)), pk=identifier)
    must(request.user, "edit", story)
    if edition := queries.edition_of(story):
        return redirect("press:book", edition.pk)
    form = ReleaseForm(request.POST or None, initial={"title": story.title})
    if request.method == "POST" and form.is_valid() and (made := _released(request, story, form)):
        return redirect("press:book", made.pk)
    context = {"form": form, **_frame(member_of(request), story), **_proof(story)}
    return render(request, "press/book_release.html", context, status=409 if form.errors else 200)


def _frame(member: Member | None, story: Story) -> dict[str, object]:
    """What every page of the press needs: the story, its community, the reader's standing there."""
    return {"story": story, "community": story.community, "standing": standing_of(member, story.community)}


def _proof(story: Story) -> dict[str, object]:
    """What the host looks over before the release."""
    parts = stories.book_contributions(story)
    names: dict[UUID, str] = {}
    for part in parts:
        names.setdefault(part.author_id, part.signature)
    return {
        "parts": parts,
        "names": [name for name in names.values() if name],
        "is_closed": story.state_at(timezone.now()) == "closed",
    }


def _released(request: HttpRequest, story: Story, form: ReleaseForm) -> Edition | None:
    """The new edition, or None with the refusal written on the form."""
    address = request.build_absolute_uri(reverse("stories:story", args=[story.pk]))
    try:
        return actions.release_book(by=_signed_in(request), story=story, address=address, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@login_required
@require_POST
def withdraw_book(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take an edition back."""
    edition = _visible_edition(request, identifier)
    actions.withdraw_book(by=_signed_in(request), edition=edition)
    return redirect("stories:story", edition.story_id)


@require_safe
def book_of_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A story's book, wherever it is."""
    story = get_object_or_404(stories.visible_to(member_of(request)), pk=identifier)
    edition = queries.edition_of(story)
    if edition is None:
        raise Http404
    return redirect("press:book", edition.pk)


@require_safe
def book(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The web edition, with its downloads."""
    position, member = last_position(), member_of(request)
    edition = _visible_edition(request, identifier)
    story = edition.story
    frame = {"position": position, "edits": may(member, "edit", story), **_frame(member, story)}
    response = render(request, "press/book.html", {**frame, **_pages(edition)})
    places = [f"edition:{edition.pk}", f"story:{story.pk}", f"community:{story.community_id}"]
    is_kept = story.community.is_public and member is None
    return keep(response, places=places, position=position) if is_kept else response


def _pages(edition: Edition) -> dict[str, object]:
    """The web edition itself."""
    printed = book_of(edition)
    body = mark_safe(web.body(printed))  # noqa: S308 (web.body escapes every text it is given)
    return {"edition": edition, "book": printed, "body": body}


@require_safe
def download(request: HttpRequest, identifier: UUID, name: str, ending: str) -> HttpResponseBase:
    """The EPUB or the PDF; the name in the address is for people, the identifier decides."""
    edition = _ready_edition(request, identifier)
    file = default_storage.open(edition.path_of(f"book.{ending}"))
    return FileResponse(
        file, as_attachment=True, filename=f"{edition.file_name}.{ending}", content_type=TYPES[ending]
    )


@require_safe
def cover(request: HttpRequest, identifier: UUID) -> HttpResponseBase:
    """The cover as PNG."""
    edition = _ready_edition(request, identifier)
    return FileResponse(default_storage.open(edition.path_of("cover.png")), content_type="image/png")


def _ready_edition(request: HttpRequest, identifier: UUID) -> Edition:
    edition = _visible_edition(request, identifier)
    if not edition.is_ready:
        raise Http404
    return edition
