"""The host's acts."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from potager.lib.permission import must
from potager.members.requests import member_of, safe_next
from potager.stories import actions, pages
from potager.stories.forms import LongerForm, ReasonForm
from potager.stories.models import Contribution
from potager.stories.views.visits import hosted_contribution, hosted_story, signed_in, visible_story


@login_required
def host(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The host's page: pause, extend, close, reopen, release; every contribution with its state."""
    found = visible_story(request, identifier)
    must(member_of(request), "tend", found)
    return render(
        request,
        "stories/host.html",
        pages.host_page(found, signed_in(request), page=request.GET.get("page", "1")),
    )


@login_required
@require_POST
def pause_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Pause."""
    member, found = hosted_story(request, identifier)
    actions.pause_story(by=member, story=found)
    return redirect("stories:host", found.pk)


@login_required
@require_POST
def resume_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Go on."""
    member, found = hosted_story(request, identifier)
    actions.resume_story(by=member, story=found)
    return redirect("stories:host", found.pk)


@login_required
@require_POST
def close_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Close now."""
    member, found = hosted_story(request, identifier)
    actions.close_story(by=member, story=found)
    return redirect("stories:host", found.pk)


@login_required
@require_POST
def extend_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Give more time."""
    member, found = hosted_story(request, identifier)
    form = LongerForm(request.POST, story=found)
    if form.is_valid():
        actions.extend_story(by=member, story=found, until=form.cleaned_data["until"])
        return redirect("stories:host", found.pk)
    return render(request, "stories/host.html", pages.host_page(found, member, longer=form), status=422)


@login_required
@require_POST
def reopen_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Open again, until the time announced, or with more time if that has passed."""
    member, found = hosted_story(request, identifier)
    if found.closes_at > timezone.now():
        actions.reopen_story(by=member, story=found)
        return redirect("stories:host", found.pk)
    form = LongerForm(request.POST, story=found)
    if form.is_valid():
        actions.reopen_story(by=member, story=found, until=form.cleaned_data["until"])
        return redirect("stories:host", found.pk)
    return render(request, "stories/host.html", pages.host_page(found, member, longer=form), status=422)


@login_required
@require_POST
def accept_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Take what waits into the story."""
    found = hosted_contribution(request, identifier)
    actions.accept_contribution(by=signed_in(request), contribution=found)
    return redirect(f"{reverse('stories:host', args=[found.story_id])}#story-queue")


@login_required
def decline_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask for a kind word, then decline."""
    return _judge(request, identifier, "contribution_decline.html", actions.decline_contribution)


@login_required
def set_aside_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask for a kind word, then set aside."""
    return _judge(request, identifier, "contribution_set_aside.html", actions.set_aside_contribution)


def _back(request: HttpRequest, found: Contribution) -> str:
    """Where the judge came from: the editor's table, or the host's page."""
    return safe_next(request, f"{reverse('stories:host', args=[found.story_id])}#host-{found.pk}")


def _judge(request: HttpRequest, identifier: UUID, template: str, action: Any) -> HttpResponse:
    found = hosted_contribution(request, identifier)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action(by=member_of(request), contribution=found, reason=form.cleaned_data["reason"])
        return redirect(_back(request, found))
    context = {"form": form, "part": found, **pages.frame(found.story, member_of(request))}
    return render(request, f"stories/{template}", context, status=422 if form.errors else 200)


@login_required
@require_POST
def restore_contribution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Undo a decline or a setting aside."""
    found = hosted_contribution(request, identifier)
    actions.restore_contribution(by=signed_in(request), contribution=found)
    return redirect(_back(request, found))
