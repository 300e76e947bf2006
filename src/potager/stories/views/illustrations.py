"""Pictures of a story: bringing one, looking after them, fetching one."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.requests import member_of
from potager.stories import actions, illustrating, queries
from potager.stories.forms import ReasonForm
from potager.stories.illustrating import IllustrationForm
from potager.stories.models import Illustration, Story
from potager.stories.views.visits import signed_in, visible_story

TYPES = {"jpg": "image/jpeg", "mp3": "audio/mpeg"}
KEPT = "private, max-age=86400"  # a day: what is withdrawn has been seen


@login_required
def add_illustration(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Choose a picture, say what it shows and whose it is."""
    by, story = signed_in(request), visible_story(request, identifier)
    must(by, "contribute", story)
    form = IllustrationForm(request.POST or None, request.FILES or None, story=story, by=by)
    if request.method == "POST" and form.is_valid() and (made := _added(request, story, form)):
        where = (
            story.get_absolute_url() if made.is_shown else reverse("stories:illustrations", args=[story.pk])
        )
        return redirect(f"{where}#illustration-{made.pk}")
    context = illustrating.new_page(story, by, form)
    return render(request, "stories/illustration_new.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, story: Story, form: IllustrationForm) -> Illustration | None:
    """The new picture, or None with the refusal written on the form."""
    data = form.cleaned_data["picture"].read()
    try:
        return actions.add_illustration(
            by=signed_in(request), story=story, data=data, label=form.label(), key=form.cleaned_data["key"]
        )
    except Refusal as refusal:
        form.add_error("picture", str(refusal.message))
        return None


@login_required
@require_safe
def illustrations(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One's own pictures in a story; all of them for whoever looks after it."""
    by, story = signed_in(request), visible_story(request, identifier)
    return render(request, "stories/illustrations.html", illustrating.list_page(story, by))


def _visible(request: HttpRequest, identifier: UUID) -> Illustration:
    """A picture of a story that the person may read; 404 otherwise."""
    readable = Illustration.objects.filter(story__in=queries.visible_to(member_of(request)))
    return get_object_or_404(readable.select_related("story__community"), pk=identifier)


@require_safe
def illustration(
    request: HttpRequest, identifier: UUID, digest: str, side: int, ending: str
) -> HttpResponseBase:
    """A picture's bytes, or a recording's, for those who find it on a page."""
    found = _visible(request, identifier)
    is_one = digest == found.digest and side in found.sides and ending == found.ending
    if not is_one or not queries.sees_illustration(member_of(request), found):
        raise Http404
    file = default_storage.open(found.path_of(side))
    return FileResponse(file, content_type=TYPES[ending], headers={"Cache-Control": KEPT})


def _list_of(found: Illustration) -> HttpResponse:
    return redirect(f"{reverse('stories:illustrations', args=[found.story_id])}#illustration-{found.pk}")


@login_required
@require_POST
def accept_illustration(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a picture that waited."""
    return _list_of(
        actions.accept_illustration(by=signed_in(request), illustration=_visible(request, identifier))
    )


@login_required
def decline_illustration(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask for a kind word, then decline."""
    by, found = signed_in(request), _visible(request, identifier)
    must(by, "moderate", found.story)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _list_of(
            actions.decline_illustration(by=by, illustration=found, reason=form.cleaned_data["reason"])
        )
    context = illustrating.decline_page(found, by, form)
    return render(request, "stories/illustration_decline.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def restore_illustration(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Undo a decline."""
    return _list_of(
        actions.restore_illustration(by=signed_in(request), illustration=_visible(request, identifier))
    )


@login_required
@require_POST
def withdraw_illustration(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take one's own picture back."""
    found = _visible(request, identifier)
    actions.withdraw_illustration(by=signed_in(request), illustration=found)
    return redirect("stories:illustrations", found.story_id)
