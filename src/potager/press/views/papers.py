"""Pages for who makes a white paper of articles."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.editorial.models import Series, Tag
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.lib.statements import first_where
from potager.members.requests import absolute
from potager.press import actions
from potager.press.forms import PaperForm
from potager.press.models import Edition
from potager.press.queries import edition_of
from potager.press.views.common import signed_in
from potager.press.whitepapers import Source, articles_of, paper_of


@login_required
def release_series(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The last look before the white paper of a series."""
    return _released(request, first_where(Series, id=identifier))


@login_required
def release_tag(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The last look before the white paper of what is found under a tag."""
    return _released(request, first_where(Tag, id=identifier))


def _released(request: HttpRequest, source: Source | None) -> HttpResponse:
    source = _readable(request, source)
    must(request.user, "publish", source.community)
    title = source.title if isinstance(source, Series) else source.name
    language = source.language if isinstance(source, Series) else source.community.language
    form = PaperForm(request.POST or None, initial={"title": title, "language": language})
    if request.method == "POST" and form.is_valid() and (made := _made(request, source, form)):
        return redirect("press:book", made.pk)
    context = {"form": form, **_proof(request, source)}
    return render(request, "press/paper_release.html", context, status=409 if form.errors else 200)


def _readable(request: HttpRequest, source: Source | None) -> Source:
    community = first_where(Community, id=source.community_id) if source else None
    if source is None or community is None or not standing_of(signed_in(request), community).reads:
        raise Http404
    source.community = community
    return source


def _made(request: HttpRequest, source: Source, form: PaperForm) -> Edition | None:
    """The new edition, or None with the refusal written on the form."""
    address = absolute(request, source.get_absolute_url())
    try:
        return actions.release_articles(by=signed_in(request), source=source, address=address, **form.asked())
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


def _proof(request: HttpRequest, source: Source) -> dict[str, object]:
    """What the editor looks over: what is printed, and the edition before."""
    articles = articles_of(source)
    for one in articles:
        one.community = source.community
    paper = paper_of(source)
    standing = standing_of(signed_in(request), source.community)
    before = edition_of(paper) if paper else None
    return {
        "source": source,
        "articles": articles,
        "before": before,
        "community": source.community,
        "standing": standing,
    }
