"""Opening conversations, and what is said of them as a whole."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from potager.communities.forms import key_in
from potager.communities.views.visits import Visit, forms_of_pages, in_community
from potager.conversations import actions, pages, rules
from potager.conversations.attaching import waiting, wanted_in
from potager.conversations.attending import draft_at
from potager.conversations.composing import news_for
from potager.conversations.drafting import typed_in
from potager.conversations.forms import HeadForm, TopicForm
from potager.conversations.models import Draft, Topic
from potager.conversations.opening import Opening, submit
from potager.conversations.permissions import opens_topics
from potager.conversations.views.visits import read_topic, signed_in, tried
from potager.lib.permission import must
from potager.lib.refusals import Refusal


@forms_of_pages
@in_community
def open_topic(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new conversation: its title, and what is said first; where it is wanted, by whoever passes by."""
    who = visit.standing.member
    if who is None and not opens_topics(visit.standing):
        return redirect_to_login(request.get_full_path())
    if who:
        must(who, "open topics", visit.community)
    draft = draft_at(f"community:{visit.community.pk}", who)
    initial = {"room": request.GET.get("room"), **typed_in(draft).dict()}
    form = TopicForm(request.POST or None, community=visit.community, initial=initial)
    opening = submit(request, form, visit.standing) if request.method == "POST" else None
    if isinstance(opening, Topic):
        return redirect(opening)
    return _opening_page(request, opening or Opening(form, visit.standing), draft)


def _opening_page(request: HttpRequest, opening: Opening, draft: Draft | None) -> HttpResponse:
    standing = opening.standing
    context = {**pages.frame(standing.community, standing), "form": opening.form, "news": news_for(standing)}
    attached = waiting(standing.member, wanted_in(request.POST or typed_in(draft)))
    context |= {"attached": attached, "draft": draft, "composer": opening}
    return render(request, "conversations/topic_new.html", context, status=opening.status)


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
