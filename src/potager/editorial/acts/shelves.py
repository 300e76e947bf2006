"""What is told of where articles are found: series, categories, tags."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare, facts_of
from potager.journal.models import Activity


@dataclass(frozen=True)
class ShelfFacts:
    """Whether readers may see what was put in its place."""

    is_out: bool


@dataclass(frozen=True)
class CountFacts:
    """How many things were put in order."""

    count: int


def _if_out(activity: Activity) -> Iterable[str]:
    """What is not published makes no page untrue."""
    return [activity.target, f"community:{activity.community}"] if facts_of(activity).is_out else []


declare(
    Kind(
        name="article.shelved", action="shelve_article", sentence=_("%(actor)s said where an article is found"),
        activitystreams="Update", facts=ShelfFacts, freshens=_if_out, is_seen=False,
    ),
    Kind(
        name="article.translated", action="translate_article",
        sentence=_("%(actor)s began the translation of an article"),
        activitystreams="Create", facts=ShelfFacts, is_seen=False,
    ),
    Kind(
        name="article.linked", action="link_article", sentence=_("%(actor)s linked two translations"),
        activitystreams="Add", facts=ShelfFacts, freshens=_if_out, is_seen=False,
    ),
    Kind(
        name="article.unlinked", action="unlink_article", sentence=_("%(actor)s unlinked a translation"),
        activitystreams="Remove", facts=ShelfFacts, freshens=_if_out, is_seen=False,
    ),
    Kind(
        name="page.moved", action="move_page", sentence=_("%(actor)s moved a page"),
        activitystreams="Move",
    ),
    Kind(
        name="series.opened", action="open_series", sentence=_("%(actor)s opened a series"),
        activitystreams="Create",
    ),
    Kind(
        name="series.changed", action="change_series", sentence=_("%(actor)s described a series"),
        activitystreams="Update",
    ),
    Kind(
        name="series.arranged", action="arrange_series", sentence=_("%(actor)s put a series in order"),
        activitystreams="Update", facts=CountFacts,
    ),
    Kind(
        name="series.removed", action="remove_series", sentence=_("%(actor)s removed a series"),
        activitystreams="Delete",
    ),
    Kind(
        name="category.added", action="add_category", sentence=_("%(actor)s added a category"),
        activitystreams="Create",
    ),
    Kind(
        name="category.renamed", action="rename_category", sentence=_("%(actor)s renamed a category"),
        activitystreams="Update",
    ),
    Kind(
        name="category.moved", action="move_category", sentence=_("%(actor)s moved a category"),
        activitystreams="Move",
    ),
    Kind(
        name="category.removed", action="remove_category", sentence=_("%(actor)s removed a category"),
        activitystreams="Delete",
    ),
    Kind(
        name="tag.renamed", action="rename_tag", sentence=_("%(actor)s renamed a tag"),
        activitystreams="Update",
    ),
)  # fmt: skip
