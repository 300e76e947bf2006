"""Pages for who makes the book: releasing it, taking it back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.requests import absolute, member_of
from potager.press import actions, queries
from potager.press.forms import ReleaseForm
from potager.press.models import Edition
from potager.press.views.common import frame_of, signed_in, visible_edition
from potager.stories import queries as stories
from potager.stories.models import Story
from potager.stories.naming import naming_of


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
    context = {"form": form, **frame_of(member_of(request), story), **_proof(story)}
    return render(request, "press/book_release.html", context, status=409 if form.errors else 200)


def _proof(story: Story) -> dict[str, object]:
    """What the host looks over before the release."""
    return {
        "parts": stories.book_contributions(story),
        "naming": naming_of(story),
        "is_closed": story.state_at(timezone.now()) == "closed",
    }


def _released(request: HttpRequest, story: Story, form: ReleaseForm) -> Edition | None:
    """The new edition, or None with the refusal written on the form."""
    address = absolute(request, reverse("stories:story", args=[story.pk]))
    try:
        return actions.release_book(by=signed_in(request), story=story, address=address, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@login_required
@require_POST
def withdraw_book(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take an edition back."""
    edition = visible_edition(request, identifier)
    actions.withdraw_book(by=signed_in(request), edition=edition)
    return redirect(edition.work)
