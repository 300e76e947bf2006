"""What the pages on which a front page is arranged show."""

from typing import Any
from urllib.parse import urlencode

from potager.communities.front import choices
from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.frontpages import queries
from potager.frontpages.models import Theme


def arrange_page(community: Community, standing: Standing) -> dict[str, Any]:
    """The blocks in their order, what each shows, and what else there is."""
    labels, offered = queries.labels(), choices()
    rows = []
    for place, one in enumerate(queries.blocks_of(community), start=1):
        choice = offered.get(one.name)
        there = choice.choices(community) if choice and choice.choices else []
        rows.append(
            {
                "place": place,
                "label": labels.get(one.name, one.name),
                "takes_text": choice is not None and choice.choices is None,
                "takes_choice": choice is not None and choice.choices is not None,
                "text": "\n".join(one.chosen),
                "options": [(value, name, value in one.chosen) for value, name in there],
            }
        )
    more = [*queries.left_out(community), *((name, choice.label) for name, choice in offered.items())]
    arranged = queries.arrangement_of(community)
    return {
        "community": community,
        "standing": standing,
        "rows": rows,
        "more": more,
        "arranged": arranged,
        "here": "front",
    }


def theme_page(community: Community, standing: Standing, tried: Theme | None) -> dict[str, Any]:
    """How it looks, or would look."""
    now = queries.theme_of(community)
    names = ("colour", "paper", "face", "ornament")
    looked_at = urlencode({name: getattr(tried, name) for name in names}) if tried else ""
    return {
        "community": community,
        "standing": standing,
        "theme": now,
        "tried": tried,
        "query": looked_at,
        "here": "front",
    }
