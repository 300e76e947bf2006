"""Where a gesture is made: a composer of conversations, empty, and what came of sending it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from potager.animation.gestures import Place
from potager.communities.actions import accept_charter
from potager.communities.queries import Standing
from potager.conversations import actions, private, queries, subjects
from potager.conversations.attaching import wanted_in
from potager.conversations.composing import Composer, fresh_composer, news_for, submit
from potager.conversations.forms import ComposerForm, TopicForm
from potager.conversations.gatherforms import ConversationForm
from potager.conversations.models import Post, Topic
from potager.conversations.opening import Opening
from potager.conversations.opening import submit as open_by
from potager.conversations.permissions import belongs, opens_topics, says
from potager.conversations.subjects import Thing
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.members.models import Member


@dataclass
class Seat:
    """A place as its page shows it; `said` is what was sent (a post, a topic), None until then."""

    place: Place
    shows: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    said: Post | Topic | None = None


def way_of(place: Place) -> str:
    """How a form says where its words go: "answer:topic:<uuid>", "write:<uuid>,<uuid>", "open:"."""
    people = ",".join(str(one) for one in place.people) if place.sort == "write" else ""
    return f"{place.sort}:{place.thing or people}"


def place_for(key: str, places: Sequence[Place], people: Collection[UUID]) -> Place | None:
    """Where a form was written for, whatever the places are by now: what was meant for few is never sent to all.

    In private one writes to `people` alone. None for a key that says nothing.
    """
    for place in places:
        if way_of(place) == key:
            return place
    sort, _colon, rest = key.partition(":")
    if key == "open:":
        return Place("open", "")
    to = tuple(one for one in people if str(one) in rest.split(","))
    if sort == "write" and to and len(to) == len(rest.split(",")):
        return Place("write", "", people=to)
    return None


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
    if place.thing:
        return _about(request, standing, place)
    if not opens_topics(standing):
        return None
    form = TopicForm(request.POST or None, community=standing.community)
    opening: Topic | Opening = Opening(form, standing)
    if request.method == "POST":
        opening = open_by(request, form, standing)
    if isinstance(opening, Topic):
        return Seat(place, said=opening)
    return Seat(place, {"form": form, "composer": opening, "news": news_for(standing)}, status=opening.status)


def _about(request: HttpRequest, standing: Standing, place: Place) -> Seat | None:
    """Talking about a thing: in its topic, or with the first word of it."""
    sort, _colon, identifier = place.thing.partition(":")
    thing = subjects.thing_for(sort, UUID(identifier), standing.member)
    if thing is None or standing.member is None or not belongs(standing):
        return None
    known = Topic.objects.filter(about=thing.about, shown__gt=0, hidden_at=None).first()
    if known:
        return _answer(request, standing, replace(place, sort="answer", thing=f"topic:{known.pk}"))
    seat = Seat(replace(place, sort="about"), {"thing": thing, "news": news_for(standing)})
    if request.method == "POST":
        _first_word(request, standing.member, thing, seat)
    form = ComposerForm(request.POST or None, initial={"key": uuid7()})
    seat.shows |= {"typed": {"text": request.POST.get("text", ""), "key": form["key"].value() or uuid7()}}
    return seat


def _first_word(request: HttpRequest, by: Member, thing: Thing, seat: Seat) -> None:
    """Say it; a refusal stands on the seat."""
    form = ComposerForm(request.POST)
    form.is_valid()
    said: dict[str, Any] = {
        "key": form.cleaned_data.get("key") or uuid7(),
        "pictures": wanted_in(request.POST),
    }
    try:
        if form.cleaned_data.get("charter"):
            accept_charter(by=by, community=thing.community, number=form.cleaned_data["charter"])
        seat.said = actions.talk_about(by=by, thing=thing, body=request.POST.get("text", ""), **said)
    except Refusal as refusal:
        seat.status = refusal.status
        seat.shows["refusal"] = refusal


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
