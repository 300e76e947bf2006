"""Reading stories, and calling for them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from potager.communities.models import Community
from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.requests import absolute, member_of
from potager.stories import actions, pages
from potager.stories.forms import CallForm
from potager.stories.models import Story
from potager.stories.views.visits import read_story, signed_in, visible_community, visible_story


@require_safe
def story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The story as it is being written, with the composer."""
    position = 0 if member_of(request) else last_position()
    found, standing = read_story(request, identifier)
    context = pages.story_page(found, standing, language=get_language() or "fr")
    response = render(request, "stories/story.html", context)
    is_kept = found.community.is_public and standing.member is None
    places = [f"story:{found.pk}", f"community:{found.community_id}"]
    return keep(response, places=places, position=position) if is_kept else response


@login_required
def open_story(request: HttpRequest, address: str) -> HttpResponse:
    """The call: title, opening, rules, hours."""
    member = signed_in(request)
    community = visible_community(address, member)
    must(member, "open stories", community)
    form = CallForm(request.POST or None, zone=member.time_zone, language=community.language)
    if request.method == "POST" and form.is_valid() and (made := _opened(request, community, form)):
        return redirect("stories:call", made.pk)
    context = pages.call_form_page(community, member, form, language=get_language() or "fr")
    return render(request, "stories/story_new.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, community: Community, form: CallForm) -> Story | None:
    """The new story, or None with the refusal written on the form."""
    member = signed_in(request)
    try:
        call, key = form.call(), form.cleaned_data["key"]
        put = actions.schedule_story if call.publishes_at else actions.open_story
        return put(by=member, community=community, call=call, key=key)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@require_safe
def call(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The page to share: what it is about, the rules, the hours, the QR code."""
    position, member = last_position(), member_of(request)
    found = visible_story(request, identifier)
    url = absolute(request, found.get_absolute_url())
    context = pages.call_page(found, member, url=url, position=position, language=get_language() or "fr")
    response = render(request, "stories/call.html", context)
    places = [f"story:{found.pk}", f"community:{found.community_id}"]
    is_kept = found.community.is_public and member is None
    return keep(response, places=places, position=position) if is_kept else response


@require_safe
def shelf(request: HttpRequest, address: str) -> HttpResponse:
    """All stories of a community: running, announced, finished."""
    position, member = last_position(), member_of(request)
    community = visible_community(address, member)
    must(member, "read", community)
    context = pages.shelf_page(community, member, page=request.GET.get("page", "1"))
    response = render(request, "stories/shelf.html", context)
    is_kept = community.is_public and member is None and not request.GET
    return keep(response, places=[f"community:{community.pk}"], position=position) if is_kept else response
