"""Calls that are put down for later: changed, published or cancelled by those who host."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.stories import actions, pages, reminderletters
from potager.stories.forms import CallForm
from potager.stories.models import Story
from potager.stories.rules import NotInThisState
from potager.stories.views.visits import hosted_story


@login_required
def schedule_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Change a call that is put down: its words, its rules, its hours; without an hour it is published now."""
    by, found = hosted_story(request, identifier)
    if not found.is_scheduled:
        raise NotInThisState
    form = CallForm(
        request.POST or None, zone=found.time_zone, language=found.language, initial=pages.call_of(found)
    )
    if request.method == "POST" and form.is_valid() and _changed(by, found, form):
        return redirect("stories:call", found.pk)
    context = pages.call_form_page(found.community, by, form, language=get_language() or "fr")
    status = 422 if form.errors else 200
    return render(request, "stories/story_schedule.html", {**context, "story": found}, status=status)


def _changed(by: Member, story: Story, form: CallForm) -> bool:
    call = form.call()
    try:
        if call.publishes_at is None:
            must(by, "open stories", story.community)
        key = form.cleaned_data["key"]
        actions.schedule_story(by=by, community=story.community, call=call, key=key, story=story)
        if call.publishes_at is None:
            actions.publish_story(by=by, story=story)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
    return not form.errors


@login_required
@require_POST
def cancel_story(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Let the hour pass."""
    by, found = hosted_story(request, identifier)
    actions.cancel_story(by=by, story=found)
    return redirect("stories:host", found.pk)


def reminders(request: HttpRequest, token: str) -> HttpResponse:
    """From a letter: GET asks, POST stops the reminders of one story for one person, or lets them come again."""
    found = reminderletters.opened(token)
    if found is None:
        raise Http404
    story, member = found
    if request.method == "POST":
        change = actions.resume_reminders if "again" in request.POST else actions.stop_reminders
        change(of=member, story=story)
        return redirect(request.path)
    return render(request, "stories/reminders.html", pages.reminders_page(story, member))
