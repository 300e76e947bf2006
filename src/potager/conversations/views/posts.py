"""Saying something, saying it better, taking it back."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from potager.communities.forms import key_in
from potager.communities.views.visits import forms_of_pages
from potager.conversations import actions, pages, rules
from potager.conversations.attending import draft_at
from potager.conversations.composing import Composer, fresh_composer, submit
from potager.conversations.drafting import typed_in
from potager.conversations.models import Post
from potager.conversations.permissions import welcomes_passers_by
from potager.conversations.views.visits import read_post, read_topic, signed_in
from potager.lib.ids import uuid7
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.requests import safe_next


@forms_of_pages
def add_post(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """GET: a page to write without scripts. POST: the post is added, or the composer comes back."""
    topic, standing = read_topic(request, identifier)
    if standing.member is None and not welcomes_passers_by(topic):
        return redirect_to_login(topic.get_absolute_url())
    if request.method != "POST":
        asked: dict[str, Any] = {name: request.GET.get(name, "") for name in ("answers", "quote")}
        return _composer(request, fresh_composer(topic, standing, **asked))
    outcome = submit(request, topic, standing)
    if isinstance(outcome, Composer):
        return _composer(request, outcome)
    if not is_scripted(request):
        return redirect(safe_next(request, outcome.get_absolute_url()))
    context = pages.added_page(topic, outcome, language=get_language() or "fr")
    return render(request, "conversations/post_added.html", context, status=201)


def _composer(request: HttpRequest, composer: Composer) -> HttpResponse:
    template = "composer" if is_scripted(request) else "post_new"
    context = {"composer": composer, "topic": composer.topic}
    context |= pages.frame(composer.topic.community, composer.standing)
    return render(request, f"conversations/{template}.html", context, status=composer.status)


def is_scripted(request: HttpRequest) -> bool:
    """Whether the page's script asks, which wants a piece of the page and not a whole one."""
    return request.headers.get("X-Requested-With") == "potager"


@login_required
@forms_of_pages
def edit_post(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The text again, as it was typed, and changing it."""
    post, standing = read_post(request, identifier)
    must(standing.member, "edit", post)
    draft = draft_at(f"post:{post.pk}", standing.member)
    typed = {"text": post.body, "revision": post.revision, **typed_in(draft).dict(), "key": uuid7()}
    refusal = None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        refusal = _edited(request, post, typed)
        if refusal is None:
            return redirect(post.get_absolute_url())
    return _page(request, "post_edit", post, typed=typed, refusal=refusal, standing=standing, draft=draft)


def _edited(request: HttpRequest, post: Post, typed: dict[str, Any]) -> Refusal | None:
    """None once the new wording stands there."""
    known = str(typed["revision"])
    revision = int(known) if known.isascii() and known.isdigit() and len(known) < 10 else None
    said = {"body": typed["text"], "revision": revision, "key": key_in(request.POST)}
    try:
        actions.edit_post(by=signed_in(request), post=post, **said)
    except rules.NothingNew:
        actions.drop_draft(by=signed_in(request), place=f"post:{post.pk}")
        return None
    except Refusal as refusal:
        return refusal
    return None


@login_required
@forms_of_pages
def withdraw_post(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take back what one said, after a page that says what that does."""
    return _judged(request, identifier, "post_withdraw", actions.withdraw_post)


@login_required
@forms_of_pages
def restore_post(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Bring back what one took back."""
    return _judged(request, identifier, "post_restore", actions.restore_post)


def _judged(request: HttpRequest, identifier: UUID, template: str, do: Any) -> HttpResponse:
    post, standing = read_post(request, identifier)
    must(standing.member, "withdraw", post)
    refusal = None
    if request.method == "POST":
        try:
            do(by=signed_in(request), post=post, key=key_in(request.POST))
            return redirect(post.get_absolute_url())
        except Refusal as found:
            refusal = found
    return _page(request, template, post, refusal=refusal, standing=standing)


def _page(request: HttpRequest, template: str, post: Post, *, standing: Any, **more: Any) -> HttpResponse:
    context = {"post": post, "topic": post.topic, "new_key": uuid7, **more}
    context |= pages.frame(post.topic.community, standing)
    refusal = more.get("refusal")
    return render(
        request, f"conversations/{template}.html", context, status=refusal.status if refusal else 200
    )
