"""For searching machines: what they may list, and where they find it (sitemaps.org, RFC 9309)."""

from xml.etree import ElementTree as ET

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from potager.communities import queries
from potager.communities.acts import HOME
from potager.communities.models import Community
from potager.journal.mapped import mapped_in
from potager.journal.read import last_position
from potager.lib.keep import keep
from potager.lib.xmlwriting import put, rfc3339, written
from potager.members.requests import absolute

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Forms, one's own pages, what changes with every question: nobody looks for them.
CLOSED = ("/search/", "/c/*/search/", "/discuss/", "/report/", "/sign-in/", "/me/", "/notices/", "/feeds/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What searching machines leave alone, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines += [f"Sitemap: {absolute(request, reverse('communities:sitemap'))}", ""]
    answer = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return _kept(request, answer, HOME, last_position())


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The maps of the communities that everybody reads."""
    position, root = last_position(), ET.Element("sitemapindex", {"xmlns": NAMESPACE})
    for community in Community.objects.readable_by(None).order_by("created_at"):
        path = reverse("communities:community_sitemap", args=[community.address])
        put(put(root, "sitemap"), "loc", absolute(request, path))
    return _kept(request, HttpResponse(written(root), content_type="application/xml"), HOME, position)


@require_safe
def community_sitemap(request: HttpRequest, address: str) -> HttpResponse:
    """Every page of a community that everybody reads."""
    position, community = last_position(), queries.at_address(address, None)
    if community is None or not community.is_public:
        raise Http404
    root = ET.Element("urlset", {"xmlns": NAMESPACE})
    for one in mapped_in(community.pk):
        url = put(root, "url")
        put(url, "loc", absolute(request, one.path))
        if one.changed_at:
            put(url, "lastmod", rfc3339(one.changed_at))
    answer = HttpResponse(written(root), content_type="application/xml")
    return _kept(request, answer, f"community:{community.pk}", position)


def _kept(request: HttpRequest, answer: HttpResponse, place: str, position: int) -> HttpResponse:
    is_first = not request.GET and not request.user.is_authenticated
    return keep(answer, places=[place], position=position) if is_first else answer
