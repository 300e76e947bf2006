"""Arranging a front page, choosing a look, and what browsers fetch of it."""

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit, forms_of_pages, in_community, signed_in
from potager.frontpages import actions, pages, queries, sheets
from potager.frontpages.forms import DeedForm, LookForm
from potager.frontpages.models import Theme
from potager.lib.permission import must
from potager.lib.refusals import Refusal

FOR_GOOD = "max-age=31536000, immutable"


@forms_of_pages
@signed_in
def arrange_front(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The blocks of the front page; each change is kept at once, and can be taken back."""
    must(visit.member, "arrange", visit.community)
    form = DeedForm(request.POST)
    if request.method == "POST" and form.is_valid():
        now = queries.blocks_of(visit.community)
        blocks = form.done_to(now, request.POST.getlist("chosen"))
        actions.arrange_front(by=visit.member, community=visit.community, blocks=blocks)
        return redirect("frontpages:arrange_front", visit.community.address)
    context = pages.arrange_page(visit.community, visit.standing)
    return render(request, "frontpages/front_arrange.html", context)


@require_POST
@signed_in
def undo_arrangement(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Back to the order before."""
    actions.undo_arrangement(by=visit.member, community=visit.community)
    return redirect("frontpages:arrange_front", visit.community.address)


@forms_of_pages
@signed_in
def change_theme(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How the pages look: looked at first (GET), then kept."""
    must(visit.member, "arrange", visit.community)
    now = queries.theme_of(visit.community) or Theme()
    typed = request.POST or (request.GET if "colour" in request.GET else None)
    form = LookForm(typed, request.FILES or None, initial=_initial(now))
    if request.method == "POST" and form.is_valid() and _changed(visit, form):
        messages.success(request, _("The pages look like this now."))
        return redirect("frontpages:change_theme", visit.community.address)
    tried = form.theme() if request.method == "GET" and form.is_bound and form.is_valid() else None
    context = {**pages.theme_page(visit.community, visit.standing, tried), "form": form}
    return render(request, "frontpages/theme_change.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def undo_theme(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Back to the look before."""
    actions.undo_theme(by=visit.member, community=visit.community)
    return redirect("frontpages:change_theme", visit.community.address)


@require_safe
@in_community
def theme_sheet(request: HttpRequest, visit: Visit, digest: str) -> HttpResponse:
    """The style sheet of a community, for whoever may know of it."""
    theme = queries.theme_of(visit.community)
    if theme is None or sheets.digest_of(theme) != digest:
        raise Http404
    return _sheet(theme, "public, " + FOR_GOOD if visit.community.is_public else "private, " + FOR_GOOD)


@require_safe
@signed_in
def tried_sheet(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The style sheet of a look that is not kept yet."""
    must(visit.member, "arrange", visit.community)
    form = LookForm(request.GET)
    if not form.is_valid():
        raise Http404
    return _sheet(form.theme(), "private, no-store")


@require_safe
@in_community
def logo(request: HttpRequest, visit: Visit, digest: str) -> HttpResponseBase:
    """The logo of a community, for whoever may know of it."""
    if not digest or digest != visit.community.logo:
        raise Http404
    try:
        file = default_storage.open(actions.logo_path(visit.community, digest))
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, content_type="image/webp", headers={"Cache-Control": "private, " + FOR_GOOD})


def _sheet(theme: Theme, kept: str) -> HttpResponse:
    return HttpResponse(sheets.sheet_of(theme), content_type="text/css", headers={"Cache-Control": kept})


def _initial(theme: Theme) -> dict[str, Any]:
    return {name: getattr(theme, name) for name in ("colour", "paper", "face", "ornament")}


def _changed(visit: Visit, form: LookForm) -> bool:
    """Whether the pages wear it; the refusal is written on the form otherwise."""
    try:
        actions.change_theme(by=visit.member, community=visit.community, look=form.look())
    except Refusal as refusal:
        form.add_error("logo", str(refusal.message))
        return False
    return True
