"""From what is typed to what readers read: CommonMark with tables, footnotes and the article's own pictures.

No HTML goes in; what comes out was looked through by nh3, and is stored when the article is published.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import nh3
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from potager.editorial.models import Picture

READ_ON = re.compile(r"^\s*(?:<!--\s*more\s*-->|\+\+\+)\s*$", re.M)  # where an author cuts the excerpt
PICTURE = re.compile(r"^\s*!\[[^\]]*\]\(picture:([0-9a-f-]{36})\)\s*$", re.M)
DEEPEST = 20
TAGS = {
    *(
        "p",
        "br",
        "em",
        "strong",
        "s",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "hr",
        "h2",
        "h3",
        "h4",
        "a",
    ),
    *("table", "thead", "tbody", "tr", "th", "td", "sup", "section", "figure", "figcaption", "img", "span"),
}
ATTRIBUTES = {
    "a": {"href", "id"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"class"},
    "section": {"class"},
    "figure": {"class"},
    "span": {"class"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"},
}


@dataclass(frozen=True)
class Rendered:
    """What a text becomes: for readers, cut where the author says ("" where they say nothing), and in plain words."""

    html: str
    excerpt: str
    text: str

    @property
    def words(self) -> int:
        """How long it is."""
        return len(self.text.split())


def rendered(body: str, *, pictures: Mapping[UUID, Picture]) -> Rendered:
    """The HTML of what was typed, safe to show as it is; pictures that are not among `pictures` are left out."""
    head, *rest = READ_ON.split(body, maxsplit=1)
    html = _html("\n\n".join([head, *rest]), pictures)
    return Rendered(html, _html(head, pictures) if rest else "", " ".join(strip_tags(html).split()))


def _html(body: str, pictures: Mapping[UUID, Picture]) -> str:
    figures: dict[str, str] = {}

    def put(hit: re.Match[str]) -> str:
        picture = pictures.get(UUID(hit[1]))
        mark = f"figure{len(figures)}figure"
        figures[mark] = render_to_string("editorial/figure.html", {"picture": picture}) if picture else ""
        return f"\n\n{mark}\n\n"

    html = _markdown().render(PICTURE.sub(put, body))
    for mark, figure in figures.items():
        html = html.replace(f"<p>{mark}</p>", figure, 1)
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    ).strip()


@cache
def _markdown() -> MarkdownIt:
    options = {"html": False, "linkify": False, "maxNesting": DEEPEST}
    markdown = MarkdownIt("commonmark", options).enable(["strikethrough", "table"]).use(footnote_plugin)
    return markdown.disable(["image", "html_block", "html_inline"])
