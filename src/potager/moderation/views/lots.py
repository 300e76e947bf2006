"""Drawing lots, and the page of whoever was drawn."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.moderation import actions, pages, queries
from potager.moderation.models import Juror
from potager.moderation.views.visits import case_in_hand, signed_in


@login_required
@require_POST
def draw_lot(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Hand a case to three members."""
    found, standing = case_in_hand(request, identifier)
    actions.draw_lot(by=signed_in(request), case=found)
    messages.success(request, _("Three members are asked. You will see what they say."))
    return redirect("moderation:queue", standing.community.address)


@never_cache
@login_required
@require_safe
def lot(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What is to be judged, without names."""
    return render(request, "moderation/lot.html", pages.lot_page(_own(request, identifier)))


@login_required
@require_POST
def vote_lot(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Say whether it may stay."""
    juror, keeps = _own(request, identifier), request.POST.get("keeps")
    if keeps in {"yes", "no"}:
        actions.vote_lot(by=signed_in(request), juror=juror, keeps=keeps == "yes")
    return redirect("moderation:lot", identifier)


@login_required
@require_POST
def decline_lot(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Not now."""
    actions.decline_lot(by=signed_in(request), juror=_own(request, identifier))
    return redirect("moderation:lot", identifier)


def _own(request: HttpRequest, identifier: UUID) -> Juror:
    found = queries.juror(identifier, signed_in(request))
    if found is None:
        raise Http404
    return found
