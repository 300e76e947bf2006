"""Translations of an article, and the pages of a community."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit, forms_of_pages, in_community
from potager.communities.views.visits import signed_in as in_community_signed_in
from potager.editorial import shelfpages, shelves, tongues
from potager.editorial.actions import open_article
from potager.editorial.actions import tongues as actions
from potager.editorial.forms import OpenForm
from potager.editorial.models import Article
from potager.editorial.shelfforms import MoveForm
from potager.editorial.views.common import kept
from potager.editorial.views.visits import signed_in, visible_article, written_article
from potager.lib.permission import must
from potager.lib.refusals import Refusal


@login_required
@forms_of_pages
def translate_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The same text in other languages; begin one more."""
    article, standing = visible_article(request, identifier)
    must(signed_in(request), "open articles", article.community)
    form = tongues.BeginForm(request.POST or None, article=article)
    if request.method == "POST" and form.is_valid():
        try:
            asked = {"language": form.cleaned_data["language"], "key": form.key_or_new}
            made = actions.translate_article(by=signed_in(request), article=article, **asked)
            return redirect("editorial:save_article", made.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = tongues.languages_page(article, standing, begin=form)
    return render(request, "editorial/article_languages.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def link_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """An article that is there already says the same."""
    article, standing = written_article(request, identifier)
    form = tongues.LinkForm(request.POST, article=article, standing=standing)
    if form.is_valid():
        try:
            actions.link_article(by=signed_in(request), article=article, other=form.cleaned_data["other"])
            return redirect("editorial:translate_article", article.pk)
        except Refusal as refusal:
            form.add_error("other", str(refusal.message))
    context = tongues.languages_page(article, standing, link=form)
    return render(request, "editorial/article_languages.html", context, status=422)


@login_required
@require_POST
def unlink_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """It translates none of the others."""
    article, _standing = written_article(request, identifier)
    actions.unlink_article(by=signed_in(request), article=article)
    messages.success(request, _("The article stands on its own."))
    return redirect("editorial:translate_article", article.pk)


@require_safe
@in_community
def pages(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The pages of a community, in their order."""
    must(visit.standing.member, "read", visit.community)
    found = shelves.pages_of(visit.community, visit.standing)
    context = {**shelfpages.frame(visit.community, visit.standing), "found": found}
    return kept(request, visit, render(request, "editorial/pages.html", context))


@forms_of_pages
@in_community_signed_in
def open_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A title begins a page; editors alone write them."""
    must(visit.member, "publish", visit.community)
    form = OpenForm(request.POST or None, initial={"language": visit.community.language})
    if request.method == "POST" and form.is_valid():
        said = {"title": form.cleaned_data["title"], "language": form.cleaned_data["language"]}
        said["kind"] = Article.Kind.PAGE
        made = open_article(by=visit.member, community=visit.community, key=form.key_or_new, **said)
        return redirect("editorial:save_article", made.pk)
    context = {"form": form, **shelfpages.frame(visit.community, visit.standing)}
    return render(request, "editorial/page_new.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def move_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Another place among the pages."""
    article, _standing = written_article(request, identifier)
    form = MoveForm(request.POST)
    if form.is_valid():
        actions.move_page(by=signed_in(request), page=article, to=form.cleaned_data["to"])
    return redirect("editorial:pages", article.community.address)
