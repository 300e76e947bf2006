"""What is said about a thing, beneath the thing itself: the newest page of its topic, and where one answers."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from potager.communities.queries import Standing
from potager.conversations import beginning, pages
from potager.conversations.models import Topic
from potager.conversations.permissions import is_asked_in
from potager.conversations.queries import held_of
from potager.conversations.subjects import Thing


@dataclass(frozen=True)
class Beneath:
    """A part of a page. `shown` counts what is said; `places` are those whose acts make the part untrue."""

    html: SafeString
    shown: int
    places: list[str]
    is_open: bool


def talk_beneath(request: HttpRequest, thing: Thing, standing: Standing, *, position: int) -> Beneath:
    """What a person of that standing finds under a thing that they may see; the same for all visitors.

    `position` is the journal's before anything was read. The page includes "conversations/scripts.html".
    """
    topic = Topic.objects.filter(about=thing.about, hidden_at=None).first()
    context: dict[str, object] = {
        "thing": thing,
        "community": thing.community,
        "standing": standing,
        "asked_in": thing.in_passing and not thing.is_closed and is_asked_in(standing),
        "may_begin": beginning.may_begin(thing, standing),
    }
    if topic is None or not (topic.shown or held_of(topic, standing.member)):  # what waits is told to nobody
        context["composer"] = beginning.first_composer(thing, standing)
        return Beneath(_written(request, "beneath_begin", context), 0, [], not thing.is_closed)
    topic.community = thing.community
    language = get_language() or "fr"
    told = pages.topic_page(topic, standing, number=topic.numbered, position=position, language=language)
    places = [f"topic:{topic.pk}", *pages.places_of_people(topic, told["posts"])]
    html = _written(request, "beneath", {**context, **told})
    return Beneath(html, topic.shown, places, not (thing.is_closed or topic.is_closed))


def _written(request: HttpRequest, name: str, context: dict[str, object]) -> SafeString:
    return render_to_string(f"conversations/{name}.html", context, request=request)
