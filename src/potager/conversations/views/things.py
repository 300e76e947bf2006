"""Talking about a thing: to its topic, or to the page on which it begins."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from potager.communities.actions import accept_charter
from potager.communities.queries import standing_of
from potager.communities.views.visits import forms_of_pages
from potager.conversations import actions, pages, subjects
from potager.conversations.attaching import waiting, wanted_in
from potager.conversations.composing import news_for
from potager.conversations.forms import ComposerForm
from potager.conversations.models import Post, Topic
from potager.conversations.permissions import belongs
from potager.conversations.screening import Draft, verdict_of
from potager.conversations.subjects import Thing
from potager.conversations.views.visits import signed_in
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.requests import member_of


@forms_of_pages
def talk_about(request: HttpRequest, sort: str, identifier: UUID) -> HttpResponse:
    """To what was said about a thing; a page to say the first word, if nothing was."""
    thing = subjects.thing_for(sort, identifier, member_of(request))
    if thing is None:
        raise Http404
    known = Topic.objects.filter(about=thing.about, shown__gt=0, hidden_at=None).first()
    if known and request.method != "POST":
        return redirect(known)
    form, refusal = ComposerForm(request.POST), None
    if request.method == "POST" and member_of(request):
        said, refusal = _said(request, thing, form)
        if said:
            return redirect(said)
    return _page(request, thing, refusal)


def _said(request: HttpRequest, thing: Thing, form: ComposerForm) -> tuple[Post | None, Refusal | None]:
    """The post, or why it is not there."""
    by = signed_in(request)
    try:
        if form.is_valid() and form.cleaned_data["charter"]:
            accept_charter(by=by, community=thing.community, number=form.cleaned_data["charter"])
        said: dict[str, Any] = {"key": form.cleaned_data.get("key") or uuid7()}
        said |= {"body": request.POST.get("text", ""), "pictures": wanted_in(request.POST)}
        is_held = _is_doubtful(by, thing, form)
        return actions.talk_about(by=by, thing=thing, is_held=is_held, **said), None
    except Refusal as refusal:
        return None, refusal


def _is_doubtful(by: Member, thing: Thing, form: ComposerForm) -> bool:
    data = form.cleaned_data
    draft = Draft(
        text=data.get("text", ""),
        author=by,
        community=thing.community,
        seconds=data.get("seconds"),
        is_guest=not standing_of(by, thing.community).is_member,
        honeypot=data.get("website", ""),
    )
    return verdict_of(draft) == "hold"


def _page(request: HttpRequest, thing: Thing, refusal: Refusal | None) -> HttpResponse:
    standing = standing_of(member_of(request), thing.community)
    typed = {"text": request.POST.get("text", ""), "key": request.POST.get("key", "") or uuid7()}
    context: dict[str, Any] = {
        **pages.frame(thing.community, standing),
        "thing": thing,
        "typed": typed,
        "refusal": refusal,
        "may_talk": belongs(standing),
        "news": news_for(standing),
        "attached": waiting(standing.member, wanted_in(request.POST)),
    }
    status = refusal.status if refusal else 200
    return render(request, "conversations/talk_about.html", context, status=status)
