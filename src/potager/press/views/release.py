"""Pages for who makes the book: releasing it, taking it back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.requests import absolute, member_of
from potager.press import actions, releasing
from potager.press.book import one_line
from potager.press.forms import CoverForm, DesignForm, ReleaseForm
from potager.press.models import Edition
from potager.press.views.common import frame_of, signed_in, visible_edition
from potager.stories import queries as stories
from potager.stories.models import Story


@login_required
def release_book(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The last look before the book, or before its next edition: title, look, authors, licence; then release."""
    story = _edited_story(request, identifier)
    shown = releasing.form_for(story, request.POST or None, chosen=request.GET.dict())
    if request.method == "POST" and shown.is_valid() and (made := _released(request, story, shown)):
        return redirect("press:book", made.pk)
    page = releasing.release_page(story, shown, look=request.GET.urlencode())
    context = {"form": shown, **frame_of(member_of(request), story), **page}
    return render(request, "press/book_release.html", context, status=409 if shown.errors else 200)


def _edited_story(request: HttpRequest, identifier: UUID) -> Story:
    """A story whose book the person asking may make; raises Http404 or PermissionDenied."""
    story = get_object_or_404(stories.visible_to(member_of(request)), pk=identifier)
    must(request.user, "edit", story)
    return story


def _released(request: HttpRequest, story: Story, form: ReleaseForm) -> Edition | None:
    """The new edition, or None with the refusal written on the form."""
    address = absolute(request, reverse("stories:story", args=[story.pk]))
    asked = {"release": form.release(), "key": form.cleaned_data["key"]}
    try:
        return actions.release_book(by=signed_in(request), story=story, address=address, **asked)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@login_required
@require_safe
def preview(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The cover and the first pages as they would be printed now, as one PNG."""
    story = _edited_story(request, identifier)
    form = DesignForm(request.GET, picture=releasing.picture_of(story))
    if not form.is_valid():
        return HttpResponse(status=422)
    titles = {name: one_line(request.GET.get(name, ""))[:160] for name in ("title", "subtitle")}
    with releasing.turn_of(signed_in(request)):
        made = releasing.preview_of(story, form.design(), **titles)
    return HttpResponse(made, content_type="image/png", headers={"Cache-Control": "private, max-age=60"})


@login_required
def add_cover(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Bring a picture for the cover."""
    story = _edited_story(request, identifier)
    form = CoverForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _added(request, story, form):
        return redirect(f"{reverse('press:release_book', args=[story.pk])}?cover=picture")
    context = {"form": form, **frame_of(member_of(request), story)}
    return render(request, "press/cover_add.html", context, status=409 if form.errors else 200)


def _added(request: HttpRequest, story: Story, form: CoverForm) -> bool:
    """Whether the picture was taken in; else the refusal is written on the form."""
    typed = {name: form.cleaned_data[name] for name in ("alternative", "credit", "key")}
    data = form.cleaned_data["picture"].read()
    try:
        actions.add_cover(by=signed_in(request), story=story, data=data, **typed)
    except Refusal as refusal:
        form.add_error("picture", str(refusal.message))
        return False
    return True


@login_required
@require_POST
def withdraw_book(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take an edition back."""
    edition = visible_edition(request, identifier)
    actions.withdraw_book(by=signed_in(request), edition=edition)
    return redirect(edition.work)
