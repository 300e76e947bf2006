"""The first word about a thing, from the page: from the form to the act, for members and for whoever passes by."""

from typing import Any

from django.http import HttpRequest

from potager.communities.actions import accept_charter
from potager.communities.queries import Standing, standing_of
from potager.conversations.actions import talk_about
from potager.conversations.attaching import waiting, wanted_in
from potager.conversations.composing import Composer, news_for
from potager.conversations.forms import ComposerForm
from potager.conversations.models import Post, Topic
from potager.conversations.permissions import says_first
from potager.conversations.rules import NoMoreWords, OnlyMembersAnswer, refuse_body
from potager.conversations.screening import Draft, verdict_of
from potager.conversations.subjects import Thing
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.lib.texts import cleaned
from potager.members.guests import come_in
from potager.members.models import Member
from potager.members.requests import member_of


def may_begin(thing: Thing, standing: Standing) -> bool:
    """Whether the page lets whoever looks at it say the first word."""
    return not thing.is_closed and says_first(standing, in_passing_too=thing.in_passing)


def first_composer(thing: Thing, standing: Standing) -> Composer:
    """An empty composer for a thing of which nothing was said; kept pages hold no key."""
    typed = {"key": uuid7() if standing.member else ""}
    return Composer(_topic(thing), standing, typed=typed, news=news_for(standing))


def submit(request: HttpRequest, thing: Thing, standing: Standing) -> Post | Composer:
    """Say what was posted: the post, or the composer with all that was typed and what to do now."""
    form = ComposerForm(request.POST)
    if not form.is_valid():
        errors = [str(error) for found in form.errors.values() for error in found]
        return _composer(thing, standing, form, errors=errors)
    try:
        by = _known(request, thing, standing, form)
        return _said(thing, by, form) if by else _composer(thing, standing, form, asks_code=True)
    except Refusal as refusal:
        now = standing_of(member_of(request), thing.community)  # a passer-by may have come in on the way
        asks = now.member is None and bool(form.cleaned_data["code"])
        return _composer(thing, now, form, refusal=refusal, asks_code=asks)


def _known(request: HttpRequest, thing: Thing, standing: Standing, form: ComposerForm) -> Member | None:
    """Who speaks: a passer-by once their code is right, None while it is on its way."""
    if standing.member:
        return standing.member
    if thing.is_closed:
        raise NoMoreWords
    if not may_begin(thing, standing):
        raise OnlyMembersAnswer(thing.community.name)
    data = form.cleaned_data
    refuse_body(cleaned(data["text"]))  # what would be refused anyway is said before a letter leaves
    return come_in(request, name=data["name"], email=data["email"], code=data["code"])


def _said(thing: Thing, by: Member, form: ComposerForm) -> Post:
    data = form.cleaned_data
    if data["charter"]:
        accept_charter(by=by, community=thing.community, number=data["charter"])
    draft = Draft(
        text=data["text"],
        author=by,
        community=thing.community,
        seconds=data["seconds"],
        is_guest=not standing_of(by, thing.community).is_member,
        honeypot=data["website"],
    )
    said: dict[str, Any] = {"body": data["text"], "pictures": wanted_in(form.data), "key": form.key_or_new}
    return talk_about(by=by, thing=thing, is_held=verdict_of(draft) == "hold", **said)


def _composer(thing: Thing, standing: Standing, form: ComposerForm, **more: Any) -> Composer:
    typed = {name: form.data.get(name, "") for name in form.fields}
    typed["key"] = typed["key"] if "key" not in form.errors and typed["key"] else uuid7()
    attached = waiting(standing.member, wanted_in(form.data))
    return Composer(_topic(thing), standing, typed=typed, news=news_for(standing), attached=attached, **more)


def _topic(thing: Thing) -> Topic:
    """The topic that there is not yet."""
    return Topic(community=thing.community, title=thing.title[:160], about=thing.about)
