"""Series, categories, tags, and where an article is found."""

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
from potager.editorial.actions import shelves as actions
from potager.editorial.shelfforms import SeriesForm, ShelfForm, order_in
from potager.editorial.views.common import kept, series_to_edit
from potager.editorial.views.visits import signed_in, written_article
from potager.lib.permission import must
from potager.lib.refusals import Refusal


@require_safe
@in_community
def all_series(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The series of a community."""
    must(visit.standing.member, "read", visit.community)
    context = shelfpages.series_list_page(visit.community, visit.standing)
    return kept(request, visit, render(request, "editorial/all_series.html", context))


@require_safe
@in_community
def series(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """A series with its parts."""
    must(visit.standing.member, "read", visit.community)
    found = shelves.series_at(visit.community, slug)
    if found is None:
        raise Http404
    context = shelfpages.series_page(found, visit.standing)
    if not (context["rows"] or context["in_work"] or context["keeps"]):
        raise Http404
    return kept(request, visit, render(request, "editorial/series.html", context))


@forms_of_pages
@in_community_signed_in
def open_series(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A title opens a series."""
    must(visit.member, "open articles", visit.community)
    form = SeriesForm(request.POST or None, initial={"language": visit.community.language})
    if request.method == "POST" and form.is_valid():
        made = actions.open_series(
            by=visit.member, community=visit.community, key=form.key_or_new, **form.said()
        )
        return redirect(made)
    context = {"form": form, **shelfpages.frame(visit.community, visit.standing)}
    return render(request, "editorial/series_new.html", context, status=422 if form.errors else 200)


@login_required
@forms_of_pages
def change_series(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Rename it, describe it."""
    found, standing = series_to_edit(request, identifier)
    said = {"title": found.title, "about": found.about, "language": found.language}
    form = SeriesForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        actions.change_series(by=signed_in(request), series=found, **form.said())
        return redirect(found)
    context = {"form": form, "series": found, **shelfpages.frame(found.community, standing)}
    return render(request, "editorial/series_change.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def arrange_series(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The parts in another order, or numbered from 1."""
    found, _standing = series_to_edit(request, identifier)
    renumbered = "renumber" in request.POST
    actions.arrange_series(
        by=signed_in(request), series=found, order=order_in(request.POST), is_renumbered=renumbered
    )
    if request.headers.get("X-Requested-With") == "potager":
        return HttpResponse(status=204)
    return redirect(f"{found.get_absolute_url()}#parts")


@login_required
@require_POST
def remove_series(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The series goes, its articles stay."""
    found, _standing = series_to_edit(request, identifier)
    actions.remove_series(by=signed_in(request), series=found)
    messages.success(request, _("The series is removed; its articles are still there."))
    return redirect("editorial:articles", found.community.address)


@login_required
@forms_of_pages
def shelve_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The series, the category and the tags of an article."""
    article, standing = written_article(request, identifier)
    form = ShelfForm(request.POST or None, article=article, community=article.community)
    if request.method == "POST" and form.is_valid():
        try:
            actions.shelve_article(by=signed_in(request), article=article, place=form.place())
            messages.success(request, _("The article has its place."))
            return redirect("editorial:save_article", article.pk)
        except Refusal as refusal:
            form.add_error("number", str(refusal.message))
    context = {"form": form, **shelfpages.shelf_page(article, standing)}
    return render(request, "editorial/article_shelve.html", context, status=422 if form.errors else 200)
