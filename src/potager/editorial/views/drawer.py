"""The drawer of an article: bringing files, saying what they show, taking them away and back.

Scripts get the piece of the drawer that changed, and refusals in plain words; without scripts all of it is a page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from potager.editorial import drawing, holding, incoming, looking
from potager.editorial.actions import media, pictures
from potager.editorial.models import Article, Medium, Picture
from potager.editorial.views.visits import signed_in, written_article
from potager.lib.ids import uuid7
from potager.lib.permission import must
from potager.lib.refusals import Refusal

Held = Picture | Medium
Changes = Callable[[HttpRequest, Held], Held]
Answers = Callable[..., HttpResponse]


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "potager"


def _told(request: HttpRequest, article: Article, words: str, status: int) -> HttpResponse:
    if _by_script(request):
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    context = drawing.drawer_page(article, signed_in(request), told=words)
    return render(request, "editorial/drawer_page.html", context, status=status)


def _about_held(view: Changes) -> Answers:
    """For who writes the article: the picture or medium, and afterwards its place in the drawer."""

    @wraps(view)
    def answered(request: HttpRequest, identifier: UUID) -> HttpResponse:
        by = signed_in(request)
        found = looking.picture_of(identifier, by) or looking.medium_of(identifier, by)
        if found is None:
            raise Http404
        must(by, "write", found.article)
        try:
            return _item(request, view(request, found))
        except Refusal as refusal:
            return _told(request, found.article, str(refusal.message), refusal.status)

    return login_required(require_POST(answered))


def _item(request: HttpRequest, found: Held, status: int = 200) -> HttpResponse:
    if not _by_script(request):
        return redirect(f"/articles/{found.article_id}/drawer/#held-{found.pk}")
    context = {**drawing.item_of(found, found.article), "article": found.article}
    return render(request, "editorial/drawer_item.html", context, status=status)


def _only(found: Any, kind: type) -> Any:
    if not isinstance(found, kind):
        raise Http404
    return found


@login_required
@require_safe
def drawer(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What the article holds: a page, or for scripts its list alone."""
    article, _standing = written_article(request, identifier)
    context = drawing.drawer_page(article, signed_in(request))
    name = "editorial/drawer_shelf.html" if _by_script(request) else "editorial/drawer_page.html"
    return render(request, name, context)


@login_required
@require_POST
def add_article_picture(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Files for the article, or a part of a large one; pictures and media are told apart by their bytes."""
    article, _standing = written_article(request, identifier)
    form = drawing.PartForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise holding.NoFile
        made = _taken(request, article, form)
    except Refusal as refusal:
        return _told(request, article, str(refusal.message), refusal.status)
    return HttpResponse(status=202) if made is None else _item(request, made, 201)


def _taken(request: HttpRequest, article: Article, form: drawing.PartForm) -> Held | None:
    """What the last of the files became; None while there is more to come of one."""
    said, made = form.cleaned_data, None
    for data in [file.read() for file in request.FILES.getlist("file")] or [b""]:
        key = said["key"] if said["key"] and said["total"] is not None else uuid7()
        total = len(data) if said["total"] is None else said["total"]
        path = incoming.part_of(article=article, by=signed_in(request), key=key)
        if incoming.take(path, data, offset=said["offset"] or 0, total=total):
            is_medium = holding.is_medium(incoming.head_of(path))
            add = media.add_medium if is_medium else pictures.add_article_picture
            made = add(by=signed_in(request), article=article, file=path, key=key)
    return made


@login_required
@require_POST
def link_medium(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A film or a sound that stands elsewhere, by its address."""
    article, _standing = written_article(request, identifier)
    form = drawing.LinkForm(request.POST)
    try:
        if not form.is_valid():
            raise holding.LinkUnknown
        said = {"address": form.cleaned_data["address"], "key": form.cleaned_data["key"]}
        made = media.link_medium(by=signed_in(request), article=article, **said)
    except Refusal as refusal:
        return _told(request, article, str(refusal.message), refusal.status)
    return _item(request, made, 201)


@_about_held
def describe_article_picture(request: HttpRequest, found: Held) -> Picture:
    """What a picture shows, its caption, its credit."""
    form = drawing.WordsForm(request.POST)
    if not form.is_valid():
        raise Refusal(drawing.refusal_in(form))
    said = {"words": form.words(), "key": form.cleaned_data["key"]}
    return pictures.describe_article_picture(by=signed_in(request), picture=_only(found, Picture), **said)


@_about_held
def remove_article_picture(request: HttpRequest, found: Held) -> Picture:
    """Take a picture out of the drawer."""
    return pictures.remove_article_picture(by=signed_in(request), picture=_only(found, Picture))


@_about_held
def restore_article_picture(request: HttpRequest, found: Held) -> Picture:
    """Put it back."""
    return pictures.restore_article_picture(by=signed_in(request), picture=_only(found, Picture))


@_about_held
def cover_article(request: HttpRequest, found: Held) -> Picture:
    """Make a picture the article's cover; the cover, chosen again, is none any more."""
    picture: Picture = _only(found, Picture)
    chosen = None if request.POST.get("away") else picture
    picture.article = pictures.cover_article(by=signed_in(request), article=picture.article, picture=chosen)
    return picture


@_about_held
def describe_medium(request: HttpRequest, found: Held) -> Medium:
    """What a recording or a film is called, and what is said in it."""
    form = drawing.LabelForm(request.POST)
    if not form.is_valid():
        raise Refusal(drawing.refusal_in(form))
    said = {"label": form.label(), "key": form.cleaned_data["key"]}
    return media.describe_medium(by=signed_in(request), medium=_only(found, Medium), **said)


@_about_held
def remove_medium(request: HttpRequest, found: Held) -> Medium:
    """Take it out of the drawer."""
    return media.remove_medium(by=signed_in(request), medium=_only(found, Medium))


@_about_held
def restore_medium(request: HttpRequest, found: Held) -> Medium:
    """Put it back."""
    return media.restore_medium(by=signed_in(request), medium=_only(found, Medium))
