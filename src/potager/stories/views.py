"""Pages of stories."""

from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from potager.communities import queries as communities
from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.requests import member_of
from potager.stories import actions, pages, queries
from potager.stories.composing import Composer, fresh_composer, submit
from potager.stories.forms import CallForm, LongerForm, ReasonForm
from potager.stories.models import Contribution, Story


def _member(request: HttpRequest) -> Member:
    """Whoever is signed in (the view requires it)."""
    return cast(Member, request.user)


def _read(request: HttpRequest, identifier: UUID) -> tuple[Story, Standing]:
    if found := queries.read(identifier, member_of(request)):
        return found
    raise Http404


def _story(request: HttpRequest, identifier: UUID) -> Story:
    return _read(request, identifier)[0]


@require_safe
def story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The story as it is being written, with the composer."""
    position = 0 if member_of(request) else last_position()
    found, standing = _read(request, identifier)
    context = pages.story_page(found, standing, language=get_language() or "fr")
    response = render(request, "stories/story.html", context)
    is_kept = found.community.is_public and standing.member is None
    places = [f"story:{found.pk}", f"community:{found.community_id}"]
    return keep(response, places=places, position=position) if is_kept else response


def add_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """GET: a page to write without scripts. POST: the contribution is added, or the composer comes back."""
    found = _story(request, identifier)
    if request.method != "POST":
        return _composer_page(request, fresh_composer(found, member_of(request), length=found.length))
    outcome = submit(request, found)
    if isinstance(outcome, Composer):
        return _composer_page(request, outcome)
    if not pages.is_scripted(request):
        return redirect(f"{found.get_absolute_url()}#contribution-{outcome.pk}")
    context = pages.added(found, outcome, member_of(request), language=get_language() or "fr")
    return render(request, "stories/contribution_added.html", context, status=201)


def _composer_page(request: HttpRequest, composer: Composer) -> HttpResponse:
    template = "stories/composer.html" if pages.is_scripted(request) else "stories/contribution_new.html"
    context = {"composer": composer, **pages.frame(composer.story, composer.member)}
    return render(request, template, context, status=composer.status)


@require_POST
def count_sentences(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """How many sentences are counted, and where each ends."""
    found = _story(request, identifier)
    return render(request, "stories/count.html", pages.counted(found, request.POST.get("text", "")))


@login_required
def open_story(request: HttpRequest, address: str) -> HttpResponse:
    """The call: title, opening, rules, hours."""
    member = _member(request)
    community = _community(address, member)
    must(member, "open stories", community)
    form = CallForm(request.POST or None, zone=member.time_zone, language=community.language)
    if request.method == "POST" and form.is_valid() and (made := _opened(request, community, form)):
        return redirect("stories:call", made.pk)
    context = pages.call_form_page(community, member, form, language=get_language() or "fr")
    return render(request, "stories/story_new.html", context, status=422 if form.errors else 200)


def _community(address: str, member: Member | None) -> Community:
    if found := communities.at_address(address, member):
        return found
    raise Http404


def _opened(request: HttpRequest, community: Community, form: CallForm) -> Story | None:
    """The new story, or None with the refusal written on the form."""
    member = _member(request)
    try:
        return actions.open_story(
            by=member, community=community, call=form.call(), key=form.cleaned_data["key"]
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@require_safe
def call(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The page to share: what it is about, the rules, the hours, the QR code."""
    position, member = last_position(), member_of(request)
    found = _story(request, identifier)
    url = request.build_absolute_uri(found.get_absolute_url())
    context = pages.call_page(found, member, url=url, position=position, language=get_language() or "fr")
    response = render(request, "stories/call.html", context)
    places = [f"story:{found.pk}", f"community:{found.community_id}"]
    is_kept = found.community.is_public and member is None
    return keep(response, places=places, position=position) if is_kept else response


@require_safe
def shelf(request: HttpRequest, address: str) -> HttpResponse:
    """All stories of a community: running, announced, finished."""
    position, member = last_position(), member_of(request)
    community = _community(address, member)
    must(member, "read", community)
    context = pages.shelf_page(community, member, page=request.GET.get("page", "1"))
    response = render(request, "stories/shelf.html", context)
    is_kept = community.is_public and member is None and not request.GET
    return keep(response, places=[f"community:{community.pk}"], position=position) if is_kept else response


@login_required
def host(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The host's page: pause, extend, close, reopen, release; every contribution with its state."""
    found = _story(request, identifier)
    must(member_of(request), "host", found)
    return render(
        request,
        "stories/host.html",
        pages.host_page(found, _member(request), page=request.GET.get("page", "1")),
    )


def _hosted(request: HttpRequest, identifier: UUID) -> tuple[Member, Story]:
    member, found = _member(request), _story(request, identifier)
    must(member, "host", found)
    return member, found


@login_required
@require_POST
def pause_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Pause."""
    member, found = _hosted(request, identifier)
    actions.pause_story(by=member, story=found)
    return redirect("stories:host", found.pk)


@login_required
@require_POST
def resume_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Go on."""
    member, found = _hosted(request, identifier)
    actions.resume_story(by=member, story=found)
    return redirect("stories:host", found.pk)


@login_required
@require_POST
def close_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Close now."""
    member, found = _hosted(request, identifier)
    actions.close_story(by=member, story=found)
    return redirect("stories:host", found.pk)


@login_required
@require_POST
def extend_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give more time."""
    member, found = _hosted(request, identifier)
    form = LongerForm(request.POST, story=found)
    if form.is_valid():
        actions.extend_story(by=member, story=found, until=form.cleaned_data["until"])
        return redirect("stories:host", found.pk)
    return render(request, "stories/host.html", pages.host_page(found, member, longer=form), status=422)


@login_required
@require_POST
def reopen_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Open again, until the time announced, or with more time if that has passed."""
    member, found = _hosted(request, identifier)
    if found.closes_at > timezone.now():
        actions.reopen_story(by=member, story=found)
        return redirect("stories:host", found.pk)
    form = LongerForm(request.POST, story=found)
    if form.is_valid():
        actions.reopen_story(by=member, story=found, until=form.cleaned_data["until"])
        return redirect("stories:host", found.pk)
    return render(request, "stories/host.html", pages.host_page(found, member, longer=form), status=422)


def _contribution(request: HttpRequest, identifier: UUID) -> Contribution:
    """A contribution to a story that the person hosts."""
    readable = Contribution.objects.filter(story__in=queries.visible_to(member_of(request)))
    found = get_object_or_404(
        readable.select_related("story__community", "story__host", "author"), pk=identifier
    )
    must(member_of(request), "host", found.story)
    return found


@login_required
def decline_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask for a kind word, then decline."""
    return _judge(request, identifier, "contribution_decline.html", actions.decline_contribution)


@login_required
def set_aside_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask for a kind word, then set aside."""
    return _judge(request, identifier, "contribution_set_aside.html", actions.set_aside_contribution)


def _judge(request: HttpRequest, identifier: UUID, template: str, action: Any) -> HttpResponse:
    found = _contribution(request, identifier)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action(by=member_of(request), contribution=found, reason=form.cleaned_data["reason"])
        return redirect(f"{reverse('stories:host', args=[found.story_id])}#host-{found.pk}")
    context = {"form": form, "part": found, **pages.frame(found.story, member_of(request))}
    return render(request, f"stories/{template}", context, status=422 if form.errors else 200)


@login_required
@require_POST
def restore_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Undo a decline or a setting aside."""
    found = _contribution(request, identifier)
    actions.restore_contribution(by=_member(request), contribution=found)
    return redirect(f"{reverse('stories:host', args=[found.story_id])}#host-{found.pk}")
