"""What an editor chooses of the paper for a front page: articles, a series."""

from collections.abc import Sequence
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.communities.front import Choice, register_choice
from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.editorial import queries
from potager.editorial.models import Article, Series
from potager.editorial.pages import with_authors
from potager.members.models import Member

OFFERED = 60
PARTS = 6


def _articles(community: Community) -> list[tuple[str, str]]:
    found = Article.objects.filter(queries.PUBLISHED, community=community).order_by("-published_at")
    return [(str(one.pk), one.title) for one in found[:OFFERED]]


def _series(community: Community) -> list[tuple[str, str]]:
    return [(str(one.pk), one.title) for one in Series.objects.filter(community=community).order_by("title")]


def _chosen(community: Community, member: Member | None, language: str, chosen: Sequence[str]) -> str:
    """The chosen articles that this person may read, in the order in which they were published."""
    shown = queries.shown_in(community, standing_of(member, community))
    found = list(shown.filter(pk__in=[UUID(one) for one in chosen]))
    return _rendered(community, found, language, title=_("Chosen for you"))


def _parts(community: Community, member: Member | None, language: str, chosen: Sequence[str]) -> str:
    """The newest parts of each chosen series."""
    shown = queries.shown_in(community, standing_of(member, community))
    series = Series.objects.filter(community=community, pk__in=[UUID(one) for one in chosen])
    parts = [(one, list(shown.filter(series=one)[:PARTS])) for one in series.order_by("title")]
    return "".join(
        _rendered(community, found, language, title=one.title, url=one.get_absolute_url())
        for one, found in parts
    )


def _rendered(community: Community, found: list[Article], language: str, *, title: str, url: str = "") -> str:
    if not found:
        return ""
    for one in found:
        one.community = community
    context = {"community": community, "rows": with_authors(found), "title": title, "url": url}
    return render_to_string("editorial/front_chosen.html", {**context, "LANGUAGE_CODE": language})


register_choice(
    "chosen", Choice(label=gettext_lazy("Articles of your choice"), choices=_articles, render=_chosen)
)
register_choice("series", Choice(label=gettext_lazy("A series"), choices=_series, render=_parts))
