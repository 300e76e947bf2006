"""What each person does for themselves: reading on, following, keeping drafts, finding a name."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import Visit
from potager.communities.views.visits import signed_in as visiting
from potager.conversations import actions, attending, drafting
from potager.conversations.models import Room, Topic
from potager.conversations.namesakes import suggestions
from potager.conversations.permissions import belongs
from potager.conversations.rules import DraftElsewhere
from potager.conversations.views.visits import read_topic, signed_in
from potager.lib.permission import NotAllowed, must


@login_required
@require_POST
def mark_read(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The script, or a press where there is none, tells up to which post somebody has read."""
    typed = request.POST.get("number", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
    topic, _standing = read_topic(request, identifier)
    actions.mark_read(by=signed_in(request), topic=topic, number=number)
    return HttpResponse(status=204)


@never_cache
@login_required
@require_safe
def first_unread(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """To the first post that one has not read; to the newest, if one has read them all."""
    topic, _standing = read_topic(request, identifier)
    member = signed_in(request)
    post = attending.first_unread(topic, member, attending.read_up_to(topic, member))
    return redirect(post or _end_of(topic))


def _end_of(topic: Topic) -> str:
    return f"{topic.get_absolute_url()}{topic.numbered}/" if topic.numbered else topic.get_absolute_url()


@login_required
@require_POST
def follow_topic(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Say what one wants to be told of a topic."""
    topic, _standing = read_topic(request, identifier)
    actions.follow_topic(by=signed_in(request), topic=topic, level=request.POST.get("level", ""))
    return redirect(topic)


@visiting
@require_POST
def follow_room(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Say what one wants to be told of a room."""
    must(visit.member, "read", visit.community)
    room = get_object_or_404(
        Room.objects.select_related("community"), pk=identifier, community=visit.community
    )
    actions.follow_room(by=visit.member, room=room, level=request.POST.get("level", ""))
    return redirect("conversations:room", visit.community.address, room.address)


@login_required
@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """What is typed so far, kept on the server, unless it has gone on elsewhere."""
    by = signed_in(request)
    place, revision, typed = drafting.read(request.POST, by)
    try:
        kept = actions.keep_draft(by=by, place=place, revision=revision, typed=typed)
    except DraftElsewhere as elsewhere:
        told = {"revision": elsewhere.revision, "sent": elsewhere.is_sent}
        return JsonResponse(told, status=409)
    return JsonResponse({"revision": kept.revision})


@login_required
@require_POST
def drop_draft(request: HttpRequest) -> HttpResponse:
    """Throw what one has typed away, and begin again."""
    by = signed_in(request)
    place, back = drafting.place_asked(request.POST.get("place", ""), by)
    actions.drop_draft(by=by, place=place)
    return redirect(back)


@never_cache
@visiting
@require_safe
def names(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The members whose names begin with what somebody types behind an @: for members alone."""
    if not belongs(visit.standing):
        raise NotAllowed
    found = suggestions(request.GET.get("q", "")[:80], community=visit.community, besides=visit.member)
    told = [{"name": one.member.display_name, "text": one.text, "hint": one.hint} for one in found]
    return JsonResponse({"names": told})
