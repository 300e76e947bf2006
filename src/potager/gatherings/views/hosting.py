"""Who welcomes a date: calls, offers, choices, and the host's own words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from potager.communities.views.visits import forms_of_pages
from potager.gatherings import actions, hostingpages
from potager.gatherings.sessionforms import EntrustForm, FurnishForm, OfferForm, offer_again
from potager.gatherings.views.sessions import page
from potager.gatherings.views.visits import (
    planned_session,
    run_session,
    signed_in,
    tried,
    visible_offer,
    visible_session,
)
from potager.lib.permission import must


@login_required
@require_safe
def hosting(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The offers for a date, to compare and to choose from."""
    session, standing = planned_session(request, identifier)
    return page(request, "session_hosting_page", OfferForm(), hostingpages.comparing(session, standing))


@login_required
@require_POST
def open_call(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Somebody is sought who hosts a date."""
    session, _standing = planned_session(request, identifier)
    actions.open_call(by=signed_in(request), session=session)
    messages.success(request, _("The call is open: members can offer their place."))
    return redirect("gatherings:hosting", session.pk)


@login_required
@require_POST
def close_call(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Nobody is sought any more."""
    session, _standing = planned_session(request, identifier)
    actions.close_call(by=signed_in(request), session=session)
    messages.success(request, _("The call is closed."))
    return redirect(session)


@login_required
@forms_of_pages
def make_offer(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A member offers their place for a date, or changes what they offered."""
    session, standing = visible_session(request, identifier)
    must(signed_in(request), "offer a place", session)
    mine = hostingpages.waiting_offer(session, signed_in(request))
    form = OfferForm(request.POST or None, initial=offer_again(mine) if mine else None)
    if request.method == "POST" and form.is_valid():
        what: dict[str, Any] = {"session": session, "spot": form.spot(), "key": form.key_or_new}
        if tried(form, lambda: actions.make_offer(by=signed_in(request), **what)):
            messages.success(
                request, _("Thank you! Whoever runs the meeting will choose, and you will be told.")
            )
            return redirect("gatherings:make_offer", session.pk)
    return page(request, "make_offer", form, {**hostingpages.of_session(session, standing), "mine": mine})


@login_required
@require_POST
def withdraw_offer(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One's place is not offered any more."""
    offer = visible_offer(request, identifier)
    actions.withdraw_offer(by=signed_in(request), offer=offer)
    messages.success(request, _("Your offer is withdrawn."))
    return redirect(offer.session)


@login_required
@require_POST
def choose_offer(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """People meet at this place; the others are thanked."""
    offer = visible_offer(request, identifier)
    actions.choose_offer(by=signed_in(request), offer=offer)
    messages.success(request, _("The host is chosen. They are told, and the others are thanked."))
    return redirect(offer.session)


@login_required
@forms_of_pages
def entrust_session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Name somebody who hosts a date, and where."""
    session, standing = planned_session(request, identifier)
    context = hostingpages.naming(session, standing, request.GET.get("q", ""), request.GET.get("member", ""))
    form = EntrustForm(request.POST or None, initial=context["typed"])
    if request.method == "POST" and form.is_valid():
        host = hostingpages.member_called(session, form.cleaned_data["member"])
        what: dict[str, Any] = {"session": session, "host": host, "spot": form.spot()}
        if tried(form, lambda: actions.entrust_session(by=signed_in(request), **what)):
            messages.success(request, _("The host is named, and told."))
            return redirect(session)
    return page(request, "session_entrust", form, context)


@login_required
@forms_of_pages
def hand_back_session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The host cannot welcome people after all."""
    session, standing = visible_session(request, identifier)
    must(signed_in(request), "hand back", session)
    if request.method == "POST":
        actions.hand_back_session(by=signed_in(request), session=session)
        messages.success(request, _("The call for a host is open again."))
        return redirect(session)
    return page(request, "session_hand_back", OfferForm(), hostingpages.of_session(session, standing))


@login_required
@forms_of_pages
def furnish_session(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """What this date is about, where, for how many, and how to get in."""
    session, standing = run_session(request, identifier)
    initial = {name: getattr(session, name) for name in FurnishForm.base_fields}
    form = FurnishForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        what: dict[str, Any] = {"session": session, "furnishing": form.furnishing()}
        if tried(form, lambda: actions.furnish_session(by=signed_in(request), **what)):
            messages.success(request, _("The changes are kept."))
            return redirect(session)
    return page(request, "session_furnish", form, hostingpages.of_session(session, standing))
