"""The page that an animateur opens each morning, and what they say of what it proposes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.animation import actions
from potager.animation.deskpage import desk_page, gestures_page, is_under_way
from potager.animation.models import Proposal
from potager.animation.tasks import prepare_desk
from potager.animation.views.proposals import found_proposal
from potager.communities.views.visits import Visit, animating
from potager.lib.refusals import Refusal


@never_cache
@require_safe
@animating
def desk(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The gestures of today."""
    return render(request, "animation/desk.html", desk_page(visit.standing, visit.member))


@never_cache
@require_safe
@animating
def gestures(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the gestures are, and what is never proposed."""
    return render(request, "animation/gestures.html", gestures_page(visit.standing))


@require_POST
@animating
def prepare_today(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for the proposals of today, where none were prepared in the night."""
    if not is_under_way(visit.community):
        prepare_desk.enqueue(str(visit.community.pk))
    return redirect("animation:desk", visit.community.address)


def _deciding(action: Callable[..., Proposal], said: Promise) -> Callable[..., HttpResponseBase]:
    @require_POST
    def decide(request: HttpRequest, identifier: UUID) -> HttpResponse:
        found, member = found_proposal(request, identifier)
        more = {"no": request.POST.get("no", "")} if action is actions.decline_proposal else {}
        _tried(request, action, said, by=member, proposal=found, **more)
        return redirect("animation:desk", found.network.community.address)

    decide.__name__ = action.__name__
    decide.__doc__ = action.__doc__
    return decide


def _tried(request: HttpRequest, action: Callable[..., Any], said: Promise, **what: Any) -> None:
    try:
        action(**what)
        told.success(request, str(said))
    except Refusal as refusal:
        told.error(request, str(refusal.message))


finish_proposal = _deciding(
    actions.finish_proposal, _("It is done. It stands further down, where you may take that back.")
)
postpone_proposal = _deciding(
    actions.postpone_proposal,
    _(
        "Put off: it comes back in three days, if its reasons still hold. You may take that back further down."
    ),
)
decline_proposal = _deciding(
    actions.decline_proposal,
    _(
        "Not proposed again for three months, and the desk learns from it. You may take that back further down."
    ),
)
reopen_proposal = _deciding(actions.reopen_proposal, _("It stands on the desk again."))
