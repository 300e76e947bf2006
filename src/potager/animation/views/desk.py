"""The page that an animateur opens each morning, and what they say of what it proposes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages as told
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.animation import actions, queries
from potager.animation.cards import cards_for
from potager.animation.models import Proposal
from potager.animation.tasks import prepare_desk
from potager.communities.views.visits import Visit, animating
from potager.lib.refusals import Refusal
from potager.members.requests import member_of


@never_cache
@require_safe
@animating
def desk(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The gestures of today."""
    network = queries.network_of(visit.community)
    now = timezone.now()
    context = {
        "community": visit.community,
        "standing": visit.standing,
        "here": "desk",
        "network": network,
        "today": now,
        "is_prepared": network is not None and network.prepared_on == now.date(),
        "cards": cards_for(visit.member, queries.on_the_desk(network)) if network else [],
        "decided": cards_for(visit.member, queries.decided(network, now - timedelta(days=1)))
        if network
        else [],
    }
    return render(request, "animation/desk.html", context)


@require_POST
@animating
def prepare_today(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for the proposals of today, where none were prepared in the night."""
    prepare_desk.enqueue(str(visit.community.pk))
    return redirect("animation:desk", visit.community.address)


def _found(request: HttpRequest, identifier: UUID) -> Proposal:
    member = member_of(request)
    proposal = queries.read(identifier, member) if member else None
    if proposal is None:
        raise Http404
    return proposal


@never_cache
@require_safe
def proposal(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One gesture: its context, and the composer in which a person speaks."""
    found = _found(request, identifier)
    raise Http404(found.pk)


def _deciding(action: Callable[..., Proposal]) -> Callable[..., HttpResponseBase]:
    @require_POST
    def decide(request: HttpRequest, identifier: UUID) -> HttpResponse:
        found, more = _found(request, identifier), {}
        if action is actions.decline_proposal:
            more["no"] = request.POST.get("no", "")
        _tried(request, action, proposal=found, **more)
        return redirect("animation:desk", found.network.community.address)

    decide.__name__ = action.__name__
    decide.__doc__ = action.__doc__
    return decide


def _tried(request: HttpRequest, action: Callable[..., Any], **what: Any) -> None:
    try:
        action(by=member_of(request), **what)
    except Refusal as refusal:
        told.error(request, str(refusal.message))


finish_proposal = _deciding(actions.finish_proposal)
postpone_proposal = _deciding(actions.postpone_proposal)
decline_proposal = _deciding(actions.decline_proposal)
reopen_proposal = _deciding(actions.reopen_proposal)
