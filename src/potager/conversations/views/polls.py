"""Asking everybody, and answering."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from potager.communities.queries import Standing
from potager.communities.views.visits import forms_of_pages
from potager.conversations import actions, pollparts, queries
from potager.conversations.models import Poll, Topic
from potager.conversations.pollforms import PollForm
from potager.conversations.returning import reads_from
from potager.conversations.views.visits import read_topic, signed_in
from potager.journal.read import last_position
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.requests import member_of


@login_required
@forms_of_pages
def open_poll(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The form, and asking."""
    topic, standing = read_topic(request, identifier)
    must(standing.member, "open polls", topic)
    form = PollForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (poll := _opened(request, topic, form)):
        return redirect(f"{topic.get_absolute_url()}#poll-{poll.pk}")
    context = {"topic": topic, "community": topic.community, "standing": standing, "form": form}
    return render(request, "conversations/poll_new.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, topic: Topic, form: PollForm) -> Poll | None:
    """The new poll, or None with the refusal written on the form."""
    try:
        return actions.open_poll(
            by=signed_in(request), topic=topic, asked=form.asked, key=form.cleaned_data["key"]
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


@forms_of_pages
def cast_ballot(request: HttpRequest, identifier: UUID) -> HttpResponseBase:
    """GET: the poll on a page of its own. POST: a vote, or another one than before."""
    poll, standing = _read(request, identifier)
    if request.method != "POST":
        return _page(request, poll, standing)
    if standing.member is None:
        return redirect_to_login(request.path)
    try:
        actions.cast_ballot(by=standing.member, poll=poll, choices=_choices(request))
    except Refusal as refusal:
        return _page(request, poll, standing, refusal=refusal)
    return redirect(f"{poll.topic.get_absolute_url()}#poll-{poll.pk}")


@login_required
@require_POST
def close_poll(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """End it now."""
    poll, _ = _read(request, identifier)
    actions.close_poll(by=signed_in(request), poll=poll)
    return redirect(f"{poll.topic.get_absolute_url()}#poll-{poll.pk}")


@require_safe
def poll_counts(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The counts as they are now, for whoever may read them before everybody does; 404 for the others."""
    poll, standing = _read(request, identifier)
    language = get_language() or "fr"
    found = pollparts.results_html(poll, standing.member, language) if standing.member else None
    if found is None:
        raise Http404
    return HttpResponse(found)


def _page(
    request: HttpRequest, poll: Poll, standing: Standing, *, refusal: Refusal | None = None
) -> HttpResponse:
    position = last_position()
    one = pollparts.polling_of(poll, poll.topic, standing, get_language() or "fr")
    context: dict[str, Any] = {"one": one, "polls": [one], "refusal": refusal, "position": position}
    context |= {"topic": poll.topic, "community": poll.topic.community, "standing": standing}
    return render(request, "conversations/poll_page.html", context, status=refusal.status if refusal else 200)


def _read(request: HttpRequest, identifier: UUID) -> tuple[Poll, Standing]:
    """A poll whose topic the person may read; 404 otherwise."""
    poll = Poll.objects.filter(pk=identifier).first()
    found = queries.read(poll.topic_id, member_of(request)) if poll else None
    if poll is None or found is None:
        raise Http404
    poll.topic = found[0]
    since = reads_from(*found)
    if since is not None and poll.opened_at < since:
        raise Http404
    return poll, found[1]


def _choices(request: HttpRequest) -> list[int]:
    """The positions that were ticked; what is no number is nobody's answer."""
    typed = request.POST.getlist("choice")[:100]
    return [int(one) if one.isascii() and one.isdigit() and len(one) < 4 else 0 for one in typed]
