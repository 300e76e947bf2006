"""Private conversations: where they are listed, begun, joined and left. Reading them is reading a topic."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages as told
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from potager.communities.models import Community
from potager.communities.views.visits import forms_of_pages
from potager.conversations import actions, gathering, pages, private, queries
from potager.conversations.gatherforms import ConversationForm, PeopleForm, community_in
from potager.conversations.models import Topic
from potager.conversations.views.visits import read_topic, signed_in, tried
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member

PER_PAGE = 30


@login_required
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """The private conversations of a person, from all their communities."""
    member = signed_in(request)
    page = Paginator(queries.conversations_of(member), PER_PAGE).get_page(request.GET.get("page"))
    rows = gathering.rows_of(page.object_list, member)
    context = {"page": page, "rows": rows, "may_begin": bool(gathering.communities_to_talk_in(member))}
    return render(request, "conversations/messages.html", context)


@login_required
@forms_of_pages
def open_conversation(request: HttpRequest) -> HttpResponse:
    """Choose the people, say what it is about, write. Looking for people loses nothing of it."""
    member, sent = signed_in(request), request.POST or request.GET
    offered = gathering.communities_to_talk_in(member)
    community = community_in(offered, sent.get("community", ""))
    form = ConversationForm(sent)
    is_sent = request.method == "POST" and "look" not in request.POST
    if is_sent and community and form.is_valid() and (topic := _opened(request, community, form)):
        return redirect(topic)
    people = _people(form, community, member)
    context = {"form": form.shown(), "offered": offered, "place": community, "people": people}
    status = 422 if is_sent and form.errors else 200
    return render(request, "conversations/conversation_new.html", context, status=status)


def _opened(request: HttpRequest, community: Community, form: ConversationForm) -> Topic | None:
    """The new conversation, or None with the refusal written on the form."""
    data = form.cleaned_data
    said = {"title": data["title"], "body": data["text"], "key": form.key_or_new}
    people = private.chosen(community, form.chosen)
    try:
        return actions.open_conversation(by=signed_in(request), community=community, people=people, **said)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


def _people(
    form: PeopleForm, community: Community | None, member: Member, besides: Sequence[Any] = ()
) -> list[gathering.Person]:
    if community is None:
        return []
    wanted = form.cleaned_data.get("find", "") if form.is_valid() else ""
    return gathering.people_to_choose(
        community, member, chosen=form.chosen, wanted=wanted, besides=list(besides)
    )


@login_required
@forms_of_pages
def add_participant(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let one more person in."""
    topic, standing = read_topic(request, identifier)
    must(standing.member, "take part", topic)
    form, member = PeopleForm(request.POST or request.GET), signed_in(request)
    if request.method == "POST" and "look" not in request.POST:
        for person in private.chosen(topic.community, form.chosen):
            tried(request, partial(actions.add_participant, by=member, topic=topic, member=person))
        return redirect(topic)
    inside = [one.member_id for one in queries.people_in(topic)]
    people = _people(form, topic.community, member, inside)
    context = {**pages.frame(topic.community, standing), "topic": topic, "form": form, "people": people}
    return render(request, "conversations/participant_add.html", context)


@login_required
@forms_of_pages
def leave_conversation(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Go, after a page that says what that does."""
    topic, standing = read_topic(request, identifier)
    must(standing.member, "take part", topic)
    if request.method == "POST":
        actions.leave_conversation(by=signed_in(request), topic=topic)
        told.success(request, _("You have left the conversation."))
        return redirect("conversations:messages")
    context = {**pages.frame(topic.community, standing), "topic": topic}
    return render(request, "conversations/conversation_leave.html", context)
