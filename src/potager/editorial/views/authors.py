"""Who signs an article, and what somebody signed."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit, forms_of_pages, in_community
from potager.editorial import shelves, signing
from potager.editorial.actions import authors as actions
from potager.editorial.models import Article, Author
from potager.editorial.views.common import kept
from potager.editorial.views.visits import signed_in, written_article
from potager.lib.permission import must
from potager.lib.refusals import Refusal


@login_required
@forms_of_pages
def ask_signature(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Who signs; ask somebody more."""
    article, standing = written_article(request, identifier)
    form = signing.AskForm(request.POST or None, article=article)
    if request.method == "POST" and form.is_valid():
        try:
            member = form.cleaned_data["member"]
            actions.ask_signature(by=signed_in(request), article=article, member=member)
            messages.success(request, _("They are asked, and will be named once they agree."))
            return redirect("editorial:ask_signature", article.pk)
        except Refusal as refusal:
            form.add_error("member", str(refusal.message))
    context = signing.authors_page(article, standing, form)
    return render(request, "editorial/article_authors.html", context, status=422 if form.errors else 200)


@login_required
@forms_of_pages
def give_signature(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Read what one is asked to sign, and say yes."""
    article, place = _asked(request, identifier)
    form = signing.SignForm(request.POST or None, initial={"name": signed_in(request).display_name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_signature(by=signed_in(request), article=article, name=form.cleaned_data["name"])
            messages.success(request, _("Thank you: you sign this article."))
            return redirect("editorial:give_signature", article.pk)
        except Refusal as refusal:
            form.add_error("name", str(refusal.message))
    context = signing.sign_page(article, place, signed_in(request), form)
    return render(request, "editorial/article_sign.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def decline_signature(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Rather not."""
    article, _place = _asked(request, identifier)
    actions.decline_signature(by=signed_in(request), article=article)
    messages.success(request, _("Your answer is given; you are not named."))
    return redirect("editorial:articles", article.community.address)


def _asked(request: HttpRequest, identifier: UUID) -> tuple[Article, Author]:
    if found := signing.asked_article(identifier, signed_in(request)):
        return found
    raise Http404


@login_required
@require_POST
def end_signature(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A name, one's own or another's, comes off."""
    place = _place(request, identifier)
    actions.end_signature(by=signed_in(request), place=place)
    if place.member_id == signed_in(request).pk:
        messages.success(request, _("You do not sign this article any more."))
        return redirect("editorial:articles", place.article.community.address)
    return redirect("editorial:ask_signature", place.article_id)


@login_required
@require_POST
def move_signature(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One name higher."""
    place = _place(request, identifier)
    actions.move_signature(by=signed_in(request), place=place)
    return redirect("editorial:ask_signature", place.article_id)


def _place(request: HttpRequest, identifier: UUID) -> Author:
    """One's own place among those who sign, or one of an article that one writes; 404 or 403 otherwise."""
    found = get_object_or_404(Author.objects.select_related("article__community"), pk=identifier)
    if found.member_id != signed_in(request).pk:
        found.article, _standing = written_article(request, found.article_id)
    return found


@require_safe
@in_community
def author(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """What somebody published here under a name."""
    must(visit.standing.member, "read", visit.community)
    found = shelves.signature_at(identifier, visit.community)
    page = request.GET.get("page", "1")
    context = signing.author_page(found, visit.community, visit.standing, page=page) if found else {}
    if not context.get("rows"):
        raise Http404
    return kept(request, visit, render(request, "editorial/author.html", context))
