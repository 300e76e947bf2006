"""Articles, pages and series that everybody reads, for sitemaps."""

from collections.abc import Iterable
from uuid import UUID

from potager.editorial.models import Series
from potager.editorial.queries import visible_to
from potager.journal.mapped import MOST, Mapped, declare_map


def _articles(community: UUID) -> Iterable[Mapped]:
    found = visible_to(None).filter(community=community).defer("body", "entries").order_by("-published_at")
    dates = dict(found.values_list("pk", "shown__changed_at")[:MOST])
    return [Mapped(one.get_absolute_url(), dates.get(one.pk)) for one in found[:MOST]]


def _series(community: UUID) -> Iterable[Mapped]:
    shown = visible_to(None).filter(community=community, series__isnull=False).order_by().values("series")
    found = Series.objects.filter(pk__in=shown).select_related("community").order_by("-opened_at")[:MOST]
    return [Mapped(one.get_absolute_url()) for one in found]


declare_map("article", _articles)
declare_map("series", _series)
