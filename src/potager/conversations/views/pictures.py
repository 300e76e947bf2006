"""Pictures under posts: sending one, looking at it, taking it away; and the pictures of pages that posts link to."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from potager.communities.fields import Line
from potager.communities.views.visits import Visit, forms_of_pages, in_community
from potager.conversations import actions, attaching, looking, pages, rules
from potager.conversations.models import Picture, Post
from potager.conversations.permissions import belongs
from potager.conversations.views.visits import read_post, signed_in
from potager.lib.budget import Budget
from potager.lib.ids import uuid7
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.requests import client_address, member_of

SENDING = Budget(
    most=12, refill=1 / 300
)  # pictures of passers-by from one address: twelve, then one in five minutes
KEPT = "private, max-age=86400"  # a day: what is taken away has been seen


class PictureForm(forms.Form):
    """A picture with its words. What the file is called and what it says it is are not asked: see lib.images."""

    picture = forms.FileField(
        label=_("Picture"),
        allow_empty_file=True,
        help_text=_("JPEG, PNG, WebP, AVIF or GIF, 12 MB at most. Where and when it was taken is removed."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
    )
    alternative = Line(
        label=_("What it shows"),
        required=False,
        max_length=attaching.LONGEST_WORDS,
        help_text=_("A sentence for people who do not see it."),
    )
    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)


class WordsForm(forms.Form):
    """What a picture shows, in other words."""

    alternative = Line(
        label=_("What it shows"),
        required=False,
        max_length=attaching.LONGEST_WORDS,
        help_text=_("A sentence for people who do not see it."),
    )
    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)


@require_POST
@in_community
def keep_picture(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A picture for the message that is being written; a refusal comes as plain words."""
    try:
        made = _kept_picture(request, visit)
    except Refusal as refusal:
        return HttpResponse(
            str(refusal.message), status=refusal.status, content_type="text/plain; charset=utf-8"
        )
    context = {"attached": [{"picture": made, "alternative": ""}]}
    return render(request, "conversations/attached.html", context, status=201)


def _kept_picture(request: HttpRequest, visit: Visit) -> Picture:
    """Of a passer-by only so many, from one address."""
    file, by = request.FILES.get("picture"), visit.standing.member
    client = "" if belongs(visit.standing) else client_address(request)
    if SENDING.is_spent(client):
        raise attaching.TooManyFromHere
    with SENDING.spend(client, least=1):
        return actions.keep_picture(by=by, community=visit.community, data=file.read() if file else b"")


@login_required
@forms_of_pages
def add_picture(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Add a picture to a message of one's own."""
    post, standing = read_post(request, identifier)
    must(standing.member, "edit", post)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _added(request, post, form):
        return redirect(post.get_absolute_url())
    context: dict[str, Any] = {**pages.frame(post.topic.community, standing), "post": post, "form": form}
    status = 422 if form.errors else 200
    return render(request, "conversations/picture_add.html", context, status=status)


def _added(request: HttpRequest, post: Post, form: PictureForm) -> bool:
    """Whether the picture is there; the refusal is written on the form otherwise."""
    data = {**form.cleaned_data, "key": form.cleaned_data["key"] or uuid7()}
    data["data"] = data.pop("picture").read()
    try:
        actions.add_picture(by=signed_in(request), post=post, **data)
    except Refusal as refusal:
        form.add_error("picture", str(refusal.message))
        return False
    return True


@login_required
@forms_of_pages
def remove_picture(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take a picture of one's own away, after a page that shows it."""
    by = signed_in(request)
    picture = looking.picture_of(identifier, by) or _nowhere()
    must(by, "remove", picture)
    if request.method == "POST":
        actions.remove_picture(by=by, picture=picture)
        return redirect(picture.post) if picture.post else HttpResponse(status=204)
    if picture.post is None:
        raise Http404
    _post, standing = read_post(request, picture.post.pk)
    context = {**pages.frame(standing.community, standing), "picture": picture}
    return render(request, "conversations/picture_remove.html", context)


@login_required
@forms_of_pages
def reword_picture(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Other words for a picture of one's own, for whoever does not see it."""
    by = signed_in(request)
    found = looking.picture_of(identifier, by) or _nowhere()
    must(by, "remove", found)
    post, standing = read_post(request, found.post_id or _nowhere())
    must(by, "edit", post)
    found.post, form = post, WordsForm(request.POST or None, initial={"alternative": found.alternative})
    if request.method == "POST" and form.is_valid() and _reworded(by, found, form):
        return redirect(post.get_absolute_url())
    context = {**pages.frame(standing.community, standing), "picture": found, "post": post, "form": form}
    status = 422 if form.errors else 200
    return render(request, "conversations/picture_reword.html", context, status=status)


def _reworded(by: Member, picture: Picture, form: WordsForm) -> bool:
    """Whether the words are as they were wished; the refusal is written on the form otherwise."""
    try:
        actions.reword_picture(by=by, picture=picture, **form.cleaned_data)
    except rules.NothingNew:
        return True
    except Refusal as refusal:
        form.add_error("alternative", str(refusal.message))
        return False
    return True


@require_safe
def picture(request: HttpRequest, identifier: UUID, digest: str, side: int) -> HttpResponseBase:
    """A picture's bytes, for those who read its message."""
    found = looking.picture_of(identifier, member_of(request))
    if found is None or digest != found.digest or side not in found.sides:
        raise Http404
    return _file(found.path_of(side))


@require_safe
def link_picture(request: HttpRequest, identifier: UUID, digest: str) -> HttpResponseBase:
    """The picture of a page elsewhere, for those who read a message that links to it."""
    found = looking.preview_seen_by(identifier, member_of(request))
    if found is None or not digest or digest != found.picture:
        raise Http404
    return _file(found.picture_path)


def _file(path: str) -> FileResponse:
    try:
        file = default_storage.open(path)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, content_type="image/webp", headers={"Cache-Control": KEPT})


def _nowhere() -> Any:
    raise Http404
