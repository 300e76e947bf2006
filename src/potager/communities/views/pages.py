"""The entrance, a community's front page, opening one, its settings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from potager.communities import actions, front, queries
from potager.communities.acts import HOME
from potager.communities.forms import CommunityForm, SettingsForm
from potager.communities.models import Community
from potager.communities.permissions import may_open_communities
from potager.communities.views.visits import Visit, forms_of_pages, in_community, managing
from potager.journal.read import last_position
from potager.lib.ids import uuid7
from potager.lib.keep import keep
from potager.lib.permission import NotAllowed
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.requests import member_of

PER_PAGE = 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The communities that one may see, one's own first."""
    position, member = last_position(), member_of(request)
    if queries.is_empty_house():
        return redirect("members:first_run")
    page = Paginator(queries.mine_first(member), PER_PAGE).get_page(request.GET.get("page"))
    lines = front.lines_of(list(page), member, get_language() or "fr")
    rows = [(community, lines[community.pk]) for community in page]
    waiting = queries.requests_by(member) if member else ()
    context = {"page": page, "rows": rows, "may_open": may_open_communities(member), "waiting": waiting}
    response = render(request, "communities/home.html", context)
    places = [HOME, *(f"community:{community.pk}" for community in page)]
    return response if member or request.GET else keep(response, places=places, position=position)


@require_safe
@in_community
def community(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is alive now; from outside what it is, and how one joins."""
    page = _front_page(visit)
    response = render(request, "communities/community.html", page)
    if visit.standing.member or request.GET:
        return response
    named = {f"member:{told.actor}" for told in page.get("latest", []) if told.actor}
    places = [f"community:{visit.community.pk}", *sorted(named)]
    until = front.true_until(visit.community) if visit.standing.reads else None
    return keep(response, places=places, position=visit.position, until=until)


def _front_page(visit: Visit) -> dict[str, Any]:
    standing = visit.standing
    outside = {"community": visit.community, "standing": standing, "here": "front"}
    if not standing.reads:
        return outside
    return {
        **outside,
        "news": queries.charter_news(standing) if standing.owes_charter else (),
        "new_key": uuid7,
        "counts": queries.counts_of(visit.community),
        "blocks": front.blocks_of(standing, get_language() or "fr"),
        "latest": front.latest_acts(standing),
    }


@login_required
@forms_of_pages
def open_community(request: HttpRequest) -> HttpResponse:
    """A new community, whose owner one becomes."""
    member = member_of(request)
    if member is None or not may_open_communities(member):
        raise NotAllowed
    form = CommunityForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid() and (made := _save(form, by=member)):
        return redirect(made)
    context = {"form": form}
    return render(request, "communities/community_new.html", context, status=422 if form.errors else 200)


@forms_of_pages
@managing
def change_community(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The settings."""
    now = {name: getattr(visit.community, name) for name in CommunityForm.base_fields if name != "key"}
    form = SettingsForm(request.POST or None, initial=now)
    if (
        request.method == "POST"
        and form.is_valid()
        and (changed := _save(form, by=visit.member, visit=visit))
    ):
        messages.success(request, _("The changes are kept."))
        return redirect("communities:change_community", changed.address)
    context = {"form": form, "community": visit.community, "standing": visit.standing, "here": "settings"}
    return render(request, "communities/community_change.html", context, status=422 if form.errors else 200)


def _save(form: CommunityForm, *, by: Member, visit: Visit | None = None) -> Community | None:
    """The community as it is now, or None with the refusal written on the form."""
    terms, key = form.terms(), form.cleaned_data["key"]
    try:
        if visit is None:
            return actions.open_community(by=by, terms=terms, key=key)
        return actions.change_community(by=by, community=visit.community, terms=terms, key=key)
    except Refusal as refusal:
        form.add_error("address" if type(refusal).__name__ == "AddressTaken" else None, str(refusal.message))
        return None
