"""Writing articles."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from potager.communities.views.visits import Visit, forms_of_pages
from potager.communities.views.visits import signed_in as in_community_signed_in
from potager.editorial import actions
from potager.editorial.forms import OpenForm, TextForm
from potager.editorial.views.visits import signed_in, visible_article, written_article
from potager.lib.permission import must
from potager.lib.refusals import Refusal


@forms_of_pages
@in_community_signed_in
def open_article(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A title begins an article."""
    must(visit.member, "open articles", visit.community)
    form = OpenForm(request.POST or None, initial={"language": visit.community.language})
    if request.method == "POST" and form.is_valid():
        said = {"title": form.cleaned_data["title"], "language": form.cleaned_data["language"]}
        made = actions.open_article(by=visit.member, community=visit.community, key=form.key_or_new, **said)
        return redirect("editorial:save_article", made.pk)
    context = {"form": form, "community": visit.community, "standing": visit.standing}
    return render(request, "editorial/article_new.html", context, status=422 if form.errors else 200)


@login_required
@forms_of_pages
def save_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The desk on which an article is written."""
    article, standing = written_article(request, identifier)
    written = {"title": article.title, "standfirst": article.standfirst, "body": article.body}
    form = TextForm(request.POST or None, initial={**written, "base": article.version})
    if request.method == "POST" and form.is_valid():
        try:
            kept = {"text": form.text(), "base": form.cleaned_data["base"], "key": form.key_or_new}
            actions.save_article(by=signed_in(request), article=article, **kept)
            return redirect("editorial:save_article", article.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    context = {"form": form, "article": article, "community": article.community, "standing": standing}
    return render(request, "editorial/article_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def publish_article(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let readers read it."""
    article, _standing = visible_article(request, identifier)
    return redirect(actions.publish_article(by=signed_in(request), article=article))
