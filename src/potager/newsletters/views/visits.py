"""What every page of one letter begins with: who comes, to what they may see."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from potager.communities.queries import Standing
from potager.communities.views.visits import Visit
from potager.communities.views.visits import signed_in as in_community_signed_in
from potager.lib.permission import must
from potager.members.requests import member_of
from potager.newsletters import queries
from potager.newsletters.models import Issue

View = Callable[..., HttpResponseBase]


def writing(view: View) -> View:
    """In a community: whoever writes its letter."""

    @never_cache
    @in_community_signed_in
    @wraps(view)
    def check(request: HttpRequest, visit: Visit, **rest: Any) -> HttpResponseBase:
        must(visit.member, "write letters", visit.community)
        return view(request, visit, **rest)

    return check


def of_issue(view: View) -> View:
    """Turn an identifier into a letter that the person may change, and their standing; 404 or 403 otherwise."""

    @never_cache
    @login_required
    @wraps(view)
    def find(request: HttpRequest, identifier: UUID) -> HttpResponseBase:
        found: tuple[Issue, Standing] | None = queries.find(identifier, member_of(request))
        if found is None:
            raise Http404
        must(member_of(request), "write", found[0])
        return view(request, *found)

    return find
