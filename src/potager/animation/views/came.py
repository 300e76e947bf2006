"""What came of the gestures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from potager.animation import outcomes
from potager.animation.queries import network_of
from potager.communities.views.visits import Visit, animating

MOST = 40


@never_cache
@require_safe
@animating
def came(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Gesture by gesture, and beside what came where nothing was done."""
    network = network_of(visit.community)
    context = {
        "community": visit.community,
        "standing": visit.standing,
        "here": "desk",
        "chapters": outcomes.chapters_of(network, timezone.now()) if network else [],
        "stories": outcomes.stories_of(visit.member, network, most=MOST) if network else [],
        "fewest": outcomes.FEWEST,
    }
    return render(request, "animation/came.html", context)
