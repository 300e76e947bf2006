"""Joining and leaving, the members, the requests."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.communities import actions, queries, roles
from potager.communities.doors import knock
from potager.communities.forms import RoleForm, key_in
from potager.communities.models import Invitation, Membership
from potager.communities.queries import Standing
from potager.communities.refusals import MembersOnly
from potager.communities.views.visits import (
    Visit,
    animating,
    forms_of_pages,
    in_community,
    signed_in,
)
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.lib.refusals import Refusal
from potager.members.requests import mail_is_shown, member_of

PER_PAGE = 50


@never_cache
@forms_of_pages
@in_community
def join_community(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The charter, and the way in."""
    if visit.standing.is_member or visit.standing.is_waiting or visit.standing.is_suspended:
        return redirect(visit.community)
    return pass_door(request, visit.standing)


def pass_door(request: HttpRequest, standing: Standing, invitation: Invitation | None = None) -> HttpResponse:
    """The page of the door, or what comes after it."""
    outcome = knock(request, standing, invitation)
    if isinstance(outcome, Membership):
        return _welcome(request, outcome)
    context = {
        "door": standing.community,
        "standing": standing,
        "community": standing.community if standing.sees else None,
        "form": outcome.form,
        "asks_code": outcome.asks_code,
        "invitation": invitation,
        "mail_is_shown": mail_is_shown(),
    }
    return render(request, "communities/community_join.html", context, status=outcome.status)


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    if membership.is_active:
        messages.success(request, _("Welcome! You are a member now."))
        return redirect(membership.community)
    messages.info(request, _("Your request is on its way: an animateur will answer you by e-mail."))
    return redirect("communities:home" if membership.community.is_private else membership.community)


@require_POST
@signed_in
def withdraw_request(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask no longer."""
    actions.withdraw_request(by=visit.member, community=visit.community, key=key_in(request.POST))
    messages.info(request, _("Your request is withdrawn."))
    return redirect(visit.community)


@require_POST
@login_required
def withdraw_from_outside(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask no longer where one may not look in: known by one's own request, not by the community's address."""
    member = member_of(request)
    mine = get_object_or_404(Membership.objects.select_related("community"), pk=identifier, member=member)
    _act(request, lambda: actions.withdraw_request(by=mine.member, community=mine.community))
    return redirect("communities:home")


@forms_of_pages
@signed_in
def leave_community(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Go, after a page that says what stays."""
    if request.method != "POST":
        return _page(request, visit, "membership_leave", here="members")
    try:
        actions.leave_community(by=visit.member, community=visit.community, key=key_in(request.POST))
    except Refusal as refusal:
        return _page(request, visit, "membership_leave", here="members", refusal=refusal)
    messages.info(request, _("You have left. The door stays where it was."))
    return redirect("communities:home")


@require_safe
@signed_in
def members(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who is here, for those who are here."""
    if not (visit.standing.is_member or visit.standing.manages):
        raise MembersOnly
    page = Paginator(queries.members_of(visit.community), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, _roles_for(visit.standing, one)) for one in page]
    return _page(request, visit, "members", here="members", page=page, rows=rows, roles=roles.in_words())


def _roles_for(standing: Standing, membership: Membership) -> list[tuple[str, str]]:
    """The other roles that somebody of that standing may give the person, with their names."""
    others = [(str(role), str(label)) for role, label in Membership.Role.choices if role != membership.role]
    return [(role, label) for role, label in others if standing.may_give(role, to=membership)]


@require_POST
@animating
def change_role(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Give someone another role."""
    form = RoleForm(request.POST)
    if form.is_valid():
        role, key = form.cleaned_data["role"], key_in(request.POST)
        _act(
            request,
            lambda: actions.change_role(
                by=visit.member, membership=_of(visit, identifier), role=role, key=key
            ),
        )
    return redirect("communities:members", visit.community.address)


@forms_of_pages
@animating
def remove_member(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """End a membership, after a page that says what that does."""
    membership = _of(visit, identifier)
    if request.method != "POST":
        return _page(request, visit, "member_remove", here="members", membership=membership)
    key = key_in(request.POST)
    _act(request, lambda: actions.remove_member(by=visit.member, membership=membership, key=key))
    return redirect("communities:members", visit.community.address)


@require_safe
@animating
def requests(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who would like to come in."""
    page = Paginator(queries.requests_of(visit.community), PER_PAGE).get_page(request.GET.get("page"))
    return _page(request, visit, "requests", here="requests", page=page)


@require_POST
@animating
def accept_request(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Say yes."""
    key = key_in(request.POST)
    _act(request, lambda: actions.accept_request(by=visit.member, membership=_of(visit, identifier), key=key))
    return redirect("communities:requests", visit.community.address)


@require_POST
@animating
def decline_request(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """Say no."""
    key = key_in(request.POST)
    _act(
        request, lambda: actions.decline_request(by=visit.member, membership=_of(visit, identifier), key=key)
    )
    return redirect("communities:requests", visit.community.address)


def _of(visit: Visit, identifier: UUID) -> Membership:
    """A membership of this community, never of another."""
    return get_object_or_404(visit.community.memberships.select_related("member", "community"), pk=identifier)


def _act(request: HttpRequest, act: Callable[[], Membership]) -> None:
    """Do it; a refusal is told on the list that comes next, where the person sees how things are now."""
    try:
        act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("It is done."))


def _page(request: HttpRequest, visit: Visit, template: str, *, here: str, **more: Any) -> HttpResponse:
    refusal = more.get("refusal")
    context = {
        "community": visit.community,
        "standing": visit.standing,
        "here": here,
        "new_key": uuid7,
        **more,
    }
    return render(request, f"communities/{template}.html", context, status=refusal.status if refusal else 200)
