"""Answers that are accepted, and posts that wait for a moderator."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from potager.communities.views.visits import Visit, forms_of_pages
from potager.communities.views.visits import signed_in as in_community_signed_in
from potager.conversations import actions, pages, queries
from potager.conversations.gatherforms import DeclineForm
from potager.conversations.models import Post
from potager.conversations.views.visits import read_post, signed_in, tried
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.requests import safe_next

PER_PAGE = 30


@login_required
@forms_of_pages
def accept_answer(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Say that a message answers the question, after a page that shows it."""
    return _answering(request, identifier, "answer_accept", actions.accept_answer)


@login_required
@forms_of_pages
def unaccept_answer(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take that back."""
    return _answering(request, identifier, "answer_unaccept", actions.unaccept_answer)


def _answering(
    request: HttpRequest, identifier: UUID, template: str, do: Callable[..., object]
) -> HttpResponse:
    post, standing = read_post(request, identifier)
    must(standing.member, "accept answers", post.topic)
    if request.method == "POST":
        tried(request, lambda: do(by=signed_in(request), post=post))
        return redirect(post.get_absolute_url() if post.is_shown else post.topic)
    context = {**pages.frame(post.topic.community, standing), "post": post, "topic": post.topic}
    context["is_told"] = post.is_shown  # what waits, is hidden or was taken back is not shown to who asked
    return render(request, f"conversations/{template}.html", context)


@require_safe
@in_community_signed_in
def held(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What waits for a moderator, the oldest first."""
    must(visit.member, "moderate", visit.community)
    page = Paginator(queries.held_posts(visit.community), PER_PAGE).get_page(request.GET.get("page"))
    context = {**pages.frame(visit.community, visit.standing), "page": page}
    return render(request, "conversations/held.html", context)


@login_required
@forms_of_pages
def accept_post(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let everyone read a held post."""
    post, standing = read_post(request, identifier)
    must(standing.member, "moderate", post)
    if request.method == "POST":
        tried(request, lambda: actions.accept_post(by=signed_in(request), post=post))
        return redirect(_after(request, post))
    return render(request, "conversations/post_accept.html", _held_page(request, post, standing))


@login_required
@forms_of_pages
def decline_post(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Keep a held post from everyone, with a kind word to its author."""
    post, standing = read_post(request, identifier)
    must(standing.member, "moderate", post)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _declined(request, post, form):
        return redirect(_after(request, post))
    context = {**_held_page(request, post, standing), "form": form}
    return render(request, "conversations/post_decline.html", context, status=422 if form.errors else 200)


def _declined(request: HttpRequest, post: Post, form: DeclineForm) -> bool:
    try:
        actions.decline_post(by=signed_in(request), post=post, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
    return not form.errors


def _held_page(request: HttpRequest, post: Post, standing: Any) -> dict[str, Any]:
    frame = pages.frame(post.topic.community, standing)
    is_told = post.state == Post.State.HELD
    return {**frame, "post": post, "topic": post.topic, "is_told": is_told, "after": _after(request, post)}


def _after(request: HttpRequest, post: Post) -> str:
    """Back to the list where it waited: of conversations, or of all that needs care."""
    return safe_next(request, reverse("conversations:held", args=[post.topic.community.address]))
