"""Opening conversations, and what is said of them as a whole."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from potager.communities.forms import key_in
from potager.communities.views.visits import Visit, forms_of_pages
from potager.communities.views.visits import signed_in as visiting
from potager.conversations import actions, pages, rules
from potager.conversations.attaching import waiting, wanted_in
from potager.conversations.attending import draft_at
from potager.conversations.composing import news_for, open_from
from potager.conversations.drafting import typed_in
from potager.conversations.forms import HeadForm, TopicForm
from potager.conversations.models import Topic
from potager.conversations.views.visits import read_topic, signed_in, tried
from potager.lib.permission import must
from potager.lib.refusals import Refusal


@forms_of_pages
@visiting
def open_topic(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new conversation: its title, and what is said first."""
    must(visit.member, "open topics", visit.community)
    draft = draft_at(f"community:{visit.community.pk}", visit.member)
    before = typed_in(draft)
    initial = {"room": request.GET.get("room"), **before.dict()}
    form = TopicForm(request.POST or None, community=visit.community, initial=initial)
    if request.method == "POST" and form.is_valid() and (made := open_from(form, visit.standing)):
        return redirect(made)
    context = {**pages.frame(visit.community, visit.standing), "form": form, "news": news_for(visit.standing)}
    context |= {"attached": waiting(visit.member, wanted_in(request.POST or before)), "draft": draft}
    status = 422 if form.errors else 200
    return render(request, "conversations/topic_new.html", context, status=status)


@login_required
@forms_of_pages
def change_topic(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The head of a topic: title, room, tags; closing, pinning."""
    topic, standing = read_topic(request, identifier)
    must(standing.member, "change", topic)
    place: dict[str, Any] = {"community": topic.community, "is_private": topic.is_private}
    form = HeadForm(request.POST or None, **place, initial=_head_of(topic))
    if request.method == "POST" and form.is_valid() and _changed(request, topic, form):
        return redirect(topic)
    context = {**pages.frame(topic.community, standing), "topic": topic, "form": form}
    context["moderates"] = standing.moderates
    return render(request, "conversations/topic_change.html", context, status=422 if form.errors else 200)


def _head_of(topic: Topic) -> dict[str, Any]:
    tags = topic.tags.order_by("folded").values_list("name", flat=True)
    return {
        "title": topic.title,
        "room": topic.room_id,
        "tags": ", ".join(tags),
        "is_question": topic.is_question,
    }


def _changed(request: HttpRequest, topic: Topic, form: HeadForm) -> bool:
    """Whether the head is as it was wished; the refusal is written on the form otherwise."""
    try:
        actions.change_topic(by=signed_in(request), topic=topic, **form.head)
    except rules.NothingNew:
        return True
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


@login_required
@require_POST
def close_topic(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let nobody answer any more."""
    return _do(request, identifier, actions.close_topic)


@login_required
@require_POST
def reopen_topic(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let people answer again."""
    return _do(request, identifier, actions.reopen_topic)


@login_required
@require_POST
def pin_topic(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Put a topic above all others."""
    return _do(request, identifier, actions.pin_topic)


@login_required
@require_POST
def unpin_topic(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let a topic stand among the others again."""
    return _do(request, identifier, actions.unpin_topic)


def _do(request: HttpRequest, identifier: UUID, act: Any) -> HttpResponse:
    topic, _standing = read_topic(request, identifier)
    tried(request, lambda: act(by=signed_in(request), topic=topic, key=key_in(request.POST)))
    return redirect(topic)
