"""Categories and tags: what lies in them, and how editors keep them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit, forms_of_pages, in_community
from potager.communities.views.visits import signed_in as in_community_signed_in
from potager.editorial import shelfpages, shelves
from potager.editorial.actions import categories as actions
from potager.editorial.shelfforms import MoveForm, NameForm
from potager.editorial.views.common import category_to_keep, kept, tag_to_keep
from potager.editorial.views.visits import signed_in
from potager.lib.permission import must
from potager.lib.refusals import Refusal


@require_safe
@in_community
def category(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """What lies in a drawer."""
    must(visit.standing.member, "read", visit.community)
    found = next((one for one in shelves.categories_of(visit.community) if one.address == slug), None)
    if found is None:
        raise Http404
    rows = shelves.in_category(found, visit.standing)
    page = shelfpages.rows_page(visit.community, visit.standing, rows, page=request.GET.get("page", "1"))
    context = {**page, "category": found, "categories": shelves.categories_of(visit.community)}
    return kept(request, visit, render(request, "editorial/category.html", context))


@require_safe
@in_community
def tag(request: HttpRequest, visit: Visit, word: str) -> HttpResponse:
    """What is found under a word."""
    must(visit.standing.member, "read", visit.community)
    found = shelves.tag_at(visit.community, word)
    rows = shelves.tagged(found, visit.standing) if found else None
    if found is None or rows is None or not (visit.standing.edits or rows.exists()):
        raise Http404
    page = shelfpages.rows_page(visit.community, visit.standing, rows, page=request.GET.get("page", "1"))
    return kept(request, visit, render(request, "editorial/tag.html", {**page, "tag": found}))


@require_safe
@in_community
def tags(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All the words under which something is found; editors keep the categories and words there."""
    must(visit.standing.member, "read", visit.community)
    context = {
        **shelfpages.frame(visit.community, visit.standing),
        "tags": shelves.shown_tags(visit.community, visit.standing),
        "categories": shelves.categories_of(visit.community),
    }
    return kept(request, visit, render(request, "editorial/tags.html", context))


@forms_of_pages
@in_community_signed_in
def add_category(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The drawers of the paper, for whoever edits: add, rename, order, remove."""
    must(visit.member, "publish", visit.community)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            name, key = form.cleaned_data["name"], form.key_or_new
            actions.add_category(by=visit.member, community=visit.community, name=name, key=key)
            return redirect("editorial:add_category", visit.community.address)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = {"form": form, **shelfpages.keeping_page(visit.community, visit.standing)}
    return render(request, "editorial/categories.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def rename_category(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Another name for a drawer."""
    found, form = category_to_keep(request, identifier), NameForm(request.POST)
    if form.is_valid():
        actions.rename_category(by=signed_in(request), category=found, name=form.cleaned_data["name"])
    return redirect("editorial:add_category", found.community.address)


@login_required
@require_POST
def move_category(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Another place for a drawer."""
    found, form = category_to_keep(request, identifier), MoveForm(request.POST)
    if form.is_valid():
        actions.move_category(by=signed_in(request), category=found, to=form.cleaned_data["to"])
    return redirect("editorial:add_category", found.community.address)


@login_required
@require_POST
def remove_category(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The drawer goes, the articles stay."""
    found = category_to_keep(request, identifier)
    actions.remove_category(by=signed_in(request), category=found)
    messages.success(request, _("The category is removed; its articles are still there."))
    return redirect("editorial:add_category", found.community.address)


@login_required
@require_POST
def rename_tag(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Another word; with one that exists, both become one."""
    found = tag_to_keep(request, identifier)
    try:
        actions.rename_tag(by=signed_in(request), tag=found, name=request.POST.get("name", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return redirect("editorial:add_category", found.community.address)
