"""Feeds for programs, and the page that explains them."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_POST, require_safe

from potager.communities.models import Community
from potager.communities.views.visits import Visit, in_community
from potager.communities.views.visits import signed_in as in_community_signed_in
from potager.editorial import following, queries
from potager.editorial.actions import feeds as actions
from potager.editorial.feeds import sources
from potager.editorial.feeds.atom import atom
from potager.editorial.feeds.filling import filled
from potager.editorial.feeds.jsonfeed import jsonfeed
from potager.editorial.feeds.parts import FORMS, Feed
from potager.editorial.feeds.rss import rss
from potager.editorial.feeds.sources import Source
from potager.lib.keep import keep
from potager.lib.permission import must
from potager.members.requests import absolute

WRITERS: dict[str, Callable[[Feed], bytes]] = {"atom": atom, "rss": rss, "json": jsonfeed}


@require_safe
@in_community
def feed(request: HttpRequest, visit: Visit, form: str) -> HttpResponse:
    """All that a community publishes."""
    return _public(request, visit, form, sources.paper)


@require_safe
@in_community
def shelf_feed(request: HttpRequest, visit: Visit, shelf: str, name: str, form: str) -> HttpResponse:
    """What lies in a drawer, under a word, or in a series."""
    return _public(request, visit, form, lambda community: sources.SHELVES[shelf](community, name))


@require_safe
@in_community
def signature_feed(request: HttpRequest, visit: Visit, identifier: UUID, form: str) -> HttpResponse:
    """What somebody publishes under one name."""
    return _public(request, visit, form, lambda community: sources.signature(community, identifier))


@require_safe
@in_community
def comments_feed(request: HttpRequest, visit: Visit, form: str) -> HttpResponse:
    """What is said about all articles of a community."""
    return _public(request, visit, form, sources.talk)


@require_safe
@in_community
def article_comments_feed(request: HttpRequest, visit: Visit, slug: str, form: str) -> HttpResponse:
    """What is said about one article."""
    found = queries.at_address(visit.community, slug)
    if found is None or not queries.visible_to(None).filter(pk=found.pk).exists():
        raise Http404
    found.community = visit.community
    return _public(request, visit, form, lambda _community: sources.talk_of(found))


def _public(
    request: HttpRequest, visit: Visit, form: str, find: Callable[[Community], Source | None]
) -> HttpResponse:
    """A feed that is the same for everybody, in the language of its community; others have none."""
    community = visit.community
    if form not in FORMS or not community.is_public:
        raise Http404
    with translation.override(community.language):
        source = find(community)
        made = filled(source, partial(absolute, request)) if source else None
    if made is None:
        raise Http404
    answer = _written(made, form)
    is_kept = visit.standing.member is None and not request.GET
    return keep(answer, places=made.places, position=visit.position) if is_kept else answer


def _written(made: Feed, form: str) -> HttpResponse:
    answer = HttpResponse(WRITERS[form](made), content_type=f"{FORMS[form]}; charset=utf-8")
    answer["Content-Language"] = made.language
    if made.hub:
        answer["Link"] = f'<{made.hub}>; rel="hub", <{made.addresses[form]}>; rel="self"'
    return answer


@require_safe
@conditional_page
def private_feed(request: HttpRequest, secret: str, form: str) -> HttpResponse:
    """A member's own feed: whoever has its address reads it, for as long as the member may."""
    found = following.whose(secret)
    if found is None or form not in FORMS:
        raise Http404
    own, standing = found
    with translation.override(standing.community.language):
        made = filled(sources.for_member(own, standing, secret), partial(absolute, request))
    answer = _written(made, form)
    answer["Cache-Control"], answer["X-Robots-Tag"] = "private, no-cache", "noindex"
    return answer


@require_safe
@in_community
def follow_paper(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How to follow a community: what feeds are, and where each of them is."""
    must(visit.standing.member, "read", visit.community)
    context = following.page(visit.standing, partial(absolute, request))
    response = render(request, "editorial/follow.html", context)
    is_kept = visit.community.is_public and visit.standing.member is None and not request.GET
    places = [f"community:{visit.community.pk}"]
    return keep(response, places=places, position=visit.position) if is_kept else response


@never_cache
@in_community_signed_in
@require_POST
def own_feed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Make one's own secret address, make it anew, or end it."""
    if request.POST.get("do") == "end":
        actions.end_private_feed(by=visit.member, community=visit.community)
    else:
        actions.make_private_feed(by=visit.member, community=visit.community)
    return redirect(f"{visit.community.get_absolute_url()}follow/#own")
