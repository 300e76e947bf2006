"""Reading conversations."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from potager.communities.views.visits import Visit, in_community
from potager.conversations import pages, queries, subjects
from potager.conversations.models import Room, Tag
from potager.conversations.views.visits import read_post, read_topic
from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.lib.permission import must


@require_safe
@in_community
def topics(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All topics of a community, the newest talk first."""
    return _list(request, visit)


@require_safe
@in_community
def room(request: HttpRequest, visit: Visit, room: str) -> HttpResponse:
    """The topics of a room."""
    must(visit.standing.member, "read", visit.community)
    return _list(request, visit, room=queries.room_at(visit.community, room) or _nowhere())


@require_safe
@in_community
def tag(request: HttpRequest, visit: Visit, tag: str) -> HttpResponse:
    """The topics that have a tag."""
    must(visit.standing.member, "read", visit.community)
    return _list(request, visit, tag=queries.tag_at(visit.community, tag) or _nowhere())


def _list(
    request: HttpRequest, visit: Visit, *, room: Room | None = None, tag: Tag | None = None
) -> HttpResponse:
    must(visit.standing.member, "read", visit.community)
    asked = {name: request.GET.get(name, "") for name in ("before", "show")}
    context = pages.topics_page(visit.standing, room=room, tag=tag, **asked)
    response = render(request, "conversations/topics.html", context)
    is_kept = visit.community.is_public and visit.standing.member is None and not request.GET
    places = [f"topics:{visit.community.pk}", f"frame:{visit.community.pk}"]
    return keep(response, places=places, position=visit.position) if is_kept else response


def _nowhere() -> Any:
    raise Http404


@require_safe
def topic(request: HttpRequest, identifier: UUID, number: int = 0) -> HttpResponse:
    """A conversation: its beginning, or the page around a number."""
    position = last_position()
    found, standing = read_topic(request, identifier)
    if wanted := request.GET.get("number"):
        return redirect(pages.place_in(found, wanted))
    if number > found.numbered:
        raise Http404
    asked: dict[str, Any] = {name: request.GET.get(name, "") for name in ("answers", "quote")}
    place: dict[str, Any] = {"number": number, "position": position, "language": get_language() or "fr"}
    context = pages.topic_page(found, standing, **place, **asked)
    response = render(request, "conversations/topic.html", context)
    is_kept = found.community.is_public and standing.member is None and not request.GET
    places = [f"topic:{found.pk}", f"frame:{found.community_id}", *subjects.places_of(found.about)]
    places += pages.places_of_people(found, context["posts"])
    return keep(response, places=places, position=position) if is_kept else response


@require_safe
def days(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The table of the days of a topic."""
    found, standing = read_topic(request, identifier)
    return render(request, "conversations/days.html", pages.days_page(found, standing))


@require_safe
def post_history(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """How a post was worded before; not of what is withdrawn, hidden or held."""
    found, standing = read_post(request, identifier)
    if not found.is_shown:
        raise Http404
    return render(request, "conversations/post_history.html", pages.history_page(found, standing))
