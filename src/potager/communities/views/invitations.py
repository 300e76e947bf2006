"""Invitation links: making them, printing them, taking them back, following them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from potager.communities import actions, qr, queries
from potager.communities.forms import InvitationForm, key_in
from potager.communities.invitations import link_token
from potager.communities.models import Invitation
from potager.communities.refusals import InvitationClosed
from potager.communities.views.memberships import pass_door
from potager.communities.views.visits import Visit, animating, forms_of_pages
from potager.lib.ids import uuid7
from potager.members.requests import absolute, member_of

PER_PAGE = 20


@never_cache
@forms_of_pages
@animating
def invitations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The links, and the form that makes one."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.create_invitation(by=visit.member, community=visit.community, **form.cleaned_data)
        messages.success(request, _("The link is ready: copy it, or print its poster."))
        return redirect("communities:invitations", visit.community.address)
    page = Paginator(queries.invitations_of(visit.community), PER_PAGE).get_page(request.GET.get("page"))
    context = {"community": visit.community, "standing": visit.standing, "here": "invitations", "form": form}
    context |= {"page": page, "rows": [_row(request, one) for one in page], "new_key": uuid7}
    return render(request, "communities/invitations.html", context, status=422 if form.errors else 200)


def _row(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    is_open = invitation.is_valid_at(timezone.now())
    token = link_token(invitation) if is_open else None
    url = absolute(request, reverse("communities:invitation", args=[token])) if token else ""
    return {"invitation": invitation, "is_open": is_open, "token": token, "url": url}


@require_POST
@animating
def revoke_invitation(request: HttpRequest, visit: Visit, identifier: UUID) -> HttpResponse:
    """The link opens nothing from now on."""
    invitation = get_object_or_404(visit.community.invitations.select_related("community"), pk=identifier)
    try:
        actions.revoke_invitation(by=visit.member, invitation=invitation, key=key_in(request.POST))
    except InvitationClosed:
        messages.info(request, _("This link was taken back before."))
    else:
        messages.success(request, _("The link is taken back: it opens nothing from now on."))
    return redirect("communities:invitations", visit.community.address)


@never_cache
@forms_of_pages
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link comes in: charter, name, address, code, all in this page."""
    found = queries.invitation_behind(token)
    if found is None:
        return render(request, "communities/invitation_closed.html", status=404)
    standing = queries.standing_of(member_of(request), found.community)
    if standing.is_member or standing.is_suspended:
        return redirect(found.community)
    return pass_door(request, standing, found)


@never_cache
@require_safe
def poster(request: HttpRequest, token: str) -> HttpResponse:
    """The QR code on a page to print."""
    found = queries.invitation_behind(token)
    if found is None:
        return render(request, "communities/invitation_closed.html", status=404)
    url = absolute(request, reverse("communities:invitation", args=[token]))
    context = {"door": found.community, "invitation": found, "url": url, "qr": qr.svg(url)}
    return render(request, "communities/invitation_poster.html", context)
