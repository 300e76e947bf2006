"""Talking about a thing: to its topic, or to the page on which it begins."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from potager.communities.queries import standing_of
from potager.communities.views.visits import forms_of_pages
from potager.conversations import beginning, pages, subjects
from potager.conversations.composing import Composer
from potager.conversations.models import Topic
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
    standing = standing_of(member_of(request), thing.community)
    composer = beginning.first_composer(thing, standing)
    if request.method == "POST" and (standing.member or beginning.may_begin(thing, standing)):
        outcome = beginning.submit(request, thing, standing)
        if not isinstance(outcome, Composer):
            return redirect(thing.talk_at or outcome)
        composer = outcome
    return render(request, "conversations/talk_about.html", _page(thing, composer), status=composer.status)


def _page(thing: subjects.Thing, composer: Composer) -> dict[str, object]:
    frame = pages.frame(thing.community, composer.standing)
    may_talk = beginning.may_begin(thing, composer.standing)
    return {**frame, "thing": thing, "composer": composer, "may_talk": may_talk}
