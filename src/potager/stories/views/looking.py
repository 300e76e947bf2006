"""Looking at a story: its river, its replay, the screen of a gathering."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from potager.communities.queries import Standing
from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.members.requests import absolute, member_of
from potager.stories import looking
from potager.stories.models import Story
from potager.stories.views.visits import read_story


def _kept(
    request: HttpRequest, response: HttpResponse, story: Story, standing: Standing, position: int
) -> HttpResponse:
    is_kept = story.community.is_public and standing.member is None and not request.GET
    places = [f"story:{story.pk}", f"community:{story.community_id}"]
    return keep(response, places=places, position=position) if is_kept else response


def _position(request: HttpRequest) -> int:
    return 0 if member_of(request) else last_position()


@require_safe
def river(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Who wrote when, and how the text grew."""
    position = last_position()
    story, standing = read_story(request, identifier)
    context = looking.river_page(story, standing, position=position)
    return _kept(request, render(request, "stories/river_page.html", context), story, standing, position)


@require_safe
def replay(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The story as it grew, from its first line; ?n= is a moment to share."""
    position = _position(request)
    story, standing = read_story(request, identifier)
    number = request.GET.get("n", "0")
    context = looking.replay_page(story, standing, number=number, language=get_language() or "fr")
    return _kept(request, render(request, "stories/replay.html", context), story, standing, position)


@require_safe
def screen(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """For the wall of a room where people write together."""
    position = _position(request)
    story, standing = read_story(request, identifier)
    url = absolute(request, story.get_absolute_url())
    context = looking.screen_page(story, standing, url=url, language=get_language() or "fr")
    return _kept(request, render(request, "stories/screen.html", context), story, standing, position)
