"""The margin of an article, for those who write it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from potager.communities.queries import Standing
from potager.communities.views.visits import forms_of_pages
from potager.editorial import desk, margins
from potager.editorial.actions import margins as actions
from potager.editorial.models import Article, Remark
from potager.editorial.views.visits import signed_in, written_article
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal

DEEDS = {
    "take": actions.take_remark,
    "decline": actions.decline_remark,
    "resolve": actions.resolve_remark,
    "reopen": actions.reopen_remark,
}
LONGEST = 20_000  # characters of a passage


@login_required
@forms_of_pages
def make_remark(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The text passage by passage, with what is said of each; and saying something."""
    article, standing = written_article(request, identifier)
    refusal = None
    if request.method == "POST":
        try:
            made = actions.make_remark(by=signed_in(request), article=article, **_typed(request))
            return redirect(f"{request.path}#remark-{made.pk}")
        except Refusal as caught:
            refusal = caught
    context = {**_page(article, standing), "refusal": refusal, "typed": request.POST}
    return render(request, "editorial/margin.html", context, status=refusal.status if refusal else 200)


def _page(article: Article, standing: Standing) -> dict[str, Any]:
    return {**desk.frame(article, standing), "margin": margins.margin_of(article), "key": uuid7()}


@login_required
@require_POST
def answer_remark(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """An answer to a remark."""
    remark = _remark(request, identifier)
    actions.answer_remark(by=signed_in(request), remark=remark, words=request.POST.get("words", "")[:2000])
    return redirect(f"/articles/{remark.article_id}/margin/#remark-{remark.pk}")


@login_required
@require_POST
def settle(request: HttpRequest, identifier: UUID, deed: str) -> HttpResponse:
    """Take a change over, leave it, settle a remark; and the way back."""
    remark = _remark(request, identifier)
    if deed not in DEEDS:
        raise Http404
    DEEDS[deed](by=signed_in(request), remark=remark)
    return redirect(f"/articles/{remark.article_id}/margin/#remark-{remark.pk}")


def _remark(request: HttpRequest, identifier: UUID) -> Remark:
    remark = get_object_or_404(Remark, pk=identifier)
    article: Article = written_article(request, remark.article_id)[0]
    remark.article = article
    return remark


def _typed(request: HttpRequest) -> dict[str, Any]:
    typed = request.POST
    try:
        key = UUID(typed.get("key", ""))
    except ValueError:
        key = uuid7()
    said = {"words": typed.get("words", "")[:2000], "suggestion": typed.get("suggestion", "")[:LONGEST]}
    return {**said, "quote": typed.get("quote", "")[:LONGEST], "key": key}
