"""The margin of a chapter."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from potager.manuscripts import actions, pages
from potager.manuscripts.forms import CommentForm, ReplyForm
from potager.manuscripts.models import Comment
from potager.manuscripts.views.visits import inner_section, signed_in, visible_comment


def _back_to(comment: Comment) -> HttpResponse:
    return redirect(f"{comment.section.get_absolute_url()}#comment-{comment.pk}")


@login_required
@require_POST
def make_comment(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A remark, about a passage or the whole chapter."""
    found, standing = inner_section(request, identifier)
    form = CommentForm(request.POST)
    if form.is_valid():
        sent = {"text": form.cleaned_data["text"], "passage": form.passage(), "key": form.key_or_new}
        return _back_to(actions.make_comment(by=signed_in(request), section=found, **sent))
    context = pages.section_page(found, standing, language=get_language() or "fr", comment=form)
    return render(request, "manuscripts/section.html", context, status=422)


@login_required
@require_POST
def answer_comment(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """An answer."""
    found = visible_comment(request, identifier)
    form = ReplyForm(request.POST)
    if form.is_valid():
        actions.answer_comment(
            by=signed_in(request), comment=found, text=form.cleaned_data["text"], key=form.key_or_new
        )
    return _back_to(found)


@login_required
@require_POST
def resolve_comment(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Settled."""
    found = visible_comment(request, identifier)
    actions.resolve_comment(by=signed_in(request), comment=found)
    return _back_to(found)


@login_required
@require_POST
def reopen_comment(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Not settled after all."""
    found = visible_comment(request, identifier)
    actions.reopen_comment(by=signed_in(request), comment=found)
    return _back_to(found)
