"""The versions of an article: looked at, compared, taken back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from potager.editorial import actions, desk, queries
from potager.editorial.models import Article, Version
from potager.editorial.views.visits import signed_in, written_article
from potager.lib.refusals import Refusal

MOST = 10**9  # beyond, no number of a version


def _version(article: Article, number: int) -> Version:
    found = queries.version_of(article, number) if number < MOST else None
    if found is None:
        raise Http404
    return found


def _asked(request: HttpRequest, name: str) -> int:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


@login_required
@require_safe
def versions(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The history, the newest first."""
    article, standing = written_article(request, identifier)
    context = desk.versions_page(article, standing, page=request.GET.get("page", "1"))
    return render(request, "editorial/versions.html", context)


@login_required
@require_safe
def version(request: HttpRequest, identifier: UUID, number: int) -> HttpResponse:
    """One version, as readers would read it."""
    article, standing = written_article(request, identifier)
    context = desk.version_page(article, _version(article, number), standing)
    return render(request, "editorial/version.html", context)


@login_required
@require_safe
def compare(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What changed from version ?a= (none: from nothing) to version ?b= (none: the newest)."""
    article, standing = written_article(request, identifier)
    before = _asked(request, "a")
    to = _version(article, _asked(request, "b") or article.version)
    context = desk.compare_page(article, _version(article, before) if before else None, to, standing)
    return render(request, "editorial/compare.html", context)


@login_required
@require_POST
def restore_article(request: HttpRequest, identifier: UUID, number: int) -> HttpResponse:
    """A version becomes the article's text, as a new version."""
    article, _standing = written_article(request, identifier)
    try:
        made = actions.restore_article(by=signed_in(request), version=_version(article, number))
        messages.success(request, _("Version %(number)s is kept.") % {"number": made.number})
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    return redirect("editorial:save_article", article.pk)
