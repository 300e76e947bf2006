"""Where a gesture is made: a composer of conversations, empty, and what came of sending it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from potager.animation.gestures import Place
from potager.communities.queries import Standing
from potager.conversations import actions, private, queries
from potager.conversations.composing import Composer, fresh_composer, news_for, submit
from potager.conversations.forms import TopicForm
from potager.conversations.gatherforms import ConversationForm
from potager.conversations.models import Post, Topic
from potager.conversations.opening import Opening
from potager.conversations.opening import submit as open_by
from potager.conversations.permissions import opens_topics, says
from potager.lib.refusals import Refusal
from potager.members.models import Member


@dataclass
class Seat:
    """A place as its page shows it; `said` is what was sent (a post, a topic), None until then."""

    place: Place
    shows: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    said: Post | Topic | None = None


def seat_at(request: HttpRequest, standing: Standing, place: Place) -> Seat | None:
    """The composer of a place: empty, or with all that was typed and refused. None: the person cannot speak there."""
    return SORTS[place.sort](request, standing, place)


def _answer(request: HttpRequest, standing: Standing, place: Place) -> Seat | None:
    found = queries.read(UUID(place.thing.partition(":")[2]), standing.member)
    if found is None or found[0].is_held or not says(found[1], found[0]):
        return None
    topic, here = found
    composer: Post | Composer = fresh_composer(topic, here)
    if request.method == "POST":
        composer = submit(request, topic, here)
    if isinstance(composer, Post):
        return Seat(place, {"topic": topic}, said=composer)
    return Seat(place, {"topic": topic, "composer": composer}, status=composer.status)


def _open(request: HttpRequest, standing: Standing, place: Place) -> Seat | None:
    if not opens_topics(standing):
        return None
    form = TopicForm(request.POST or None, community=standing.community)
    opening: Topic | Opening = Opening(form, standing)
    if request.method == "POST":
        opening = open_by(request, form, standing)
    if isinstance(opening, Topic):
        return Seat(place, said=opening)
    return Seat(place, {"form": form, "composer": opening, "news": news_for(standing)}, status=opening.status)


def _write(request: HttpRequest, standing: Standing, place: Place) -> Seat | None:
    people, by = private.chosen(standing.community, place.people), standing.member
    if by is None or len(people) < len(place.people):
        return None
    form = ConversationForm(request.POST or None)
    said = _opened(form, standing, by, people) if request.method == "POST" else None
    status = 422 if form.errors else 200
    return Seat(place, {"form": form.shown(), "people_written": people}, status=status, said=said)


def _opened(form: ConversationForm, standing: Standing, by: Member, people: list[Member]) -> Topic | None:
    """The new conversation, or None with the refusal written on the form."""
    if not form.is_valid():
        return None
    said = {"title": form.cleaned_data["title"], "body": form.cleaned_data["text"], "key": form.key_or_new}
    try:
        return actions.open_conversation(by=by, community=standing.community, people=people, **said)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


Sit = Callable[[HttpRequest, Standing, Place], Seat | None]
SORTS: dict[str, Sit] = {"answer": _answer, "open": _open, "write": _write}
