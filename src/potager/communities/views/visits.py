"""How every page of a community begins: find it, or answer exactly as if it did not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from potager.communities import queries
from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.journal.read import last_position
from potager.lib.permission import NotAllowed
from potager.members.models import Member
from potager.members.requests import member_of

View = Callable[..., HttpResponseBase]
forms_of_pages = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Visit:
    """Who comes to which community, and where the journal stood before anything was read."""

    standing: Standing
    position: int

    @property
    def community(self) -> Community:
        """The community that is visited."""
        return self.standing.community

    @property
    def member(self) -> Member:
        """The signed-in visitor; pages that strangers see ask `standing.member`."""
        assert self.standing.member is not None  # noqa: S101 (the doors below let no stranger through)
        return self.standing.member


def in_community(view: View) -> View:
    """Turn the address into a Visit. What may not be known to exist is not found; an old address leads on."""

    @wraps(view)
    def find(request: HttpRequest, address: str, **rest: Any) -> HttpResponseBase:
        position, member = last_position(), member_of(request)
        community = queries.at_address(address, member)
        if community is None:
            raise Http404
        if community.address != address and request.method in {"GET", "HEAD"}:
            return redirect(
                request.get_full_path().replace(f"/c/{address}/", community.get_absolute_url(), 1)
            )
        return view(request, Visit(queries.standing_of(member, community), position), **rest)

    return find


def signed_in(view: View) -> View:
    """In a community: send strangers to sign in first, then back here."""

    @in_community
    @wraps(view)
    def ask(request: HttpRequest, visit: Visit, **rest: Any) -> HttpResponseBase:
        if visit.standing.member is None:
            return redirect_to_login(request.get_full_path())
        return view(request, visit, **rest)

    return ask


def animating(view: View) -> View:
    """In a community: only whoever animates it."""
    return _only(view, lambda standing: standing.animates)


def managing(view: View) -> View:
    """In a community: only its owners."""
    return _only(view, lambda standing: standing.manages)


def _only(view: View, holds: Callable[[Standing], bool]) -> View:
    @signed_in
    @wraps(view)
    def check(request: HttpRequest, visit: Visit, **rest: Any) -> HttpResponse | HttpResponseBase:
        if not holds(visit.standing):
            raise NotAllowed
        return view(request, visit, **rest)

    return check
