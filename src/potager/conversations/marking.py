"""From what is typed to what is shown: CommonMark with a little more, rendered once, when it is written.

Paragraphs, line ends as they are typed, emphasis, lists, quotations, code, strikethrough, rules, links (typed bare,
too), and headings brought down to the two ranks that a message may have. No HTML goes in; what comes out was looked
through by nh3, and is stored. Pictures are attached, not linked: no page makes its readers ask elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar
from uuid import UUID

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from potager.communities.models import Community
from potager.conversations.mentioning import mark_mentions

T = TypeVar("T")
LONGEST = 20_000  # characters that are parsed; what is longer never comes here
DEEPEST = 20  # marks in marks: what lies deeper is nobody's text
LONGEST_ADDRESS = 2000
OUTSIDE = re.compile(r"(https?|mailto):", re.I)
MAY_LINK = re.compile(r":\S|[/&\\]")  # a text without any of these names no address, however it is escaped
POST = re.compile(r"#post-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
TAGS = {
    *("p", "br", "em", "strong", "s", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "hr", "h3", "h4", "a", "span"),
}
ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}
CLASSES = {"span": {"mention"}, "a": {"mention"}}


@dataclass(frozen=True)
class Marked:
    """A text as it is shown, and what it speaks of: members, posts that it quotes, addresses elsewhere (in order)."""

    html: str
    mentioned: tuple[UUID, ...] = ()
    quoted: tuple[UUID, ...] = ()
    links: tuple[str, ...] = ()


def rendered(body: str, *, community: Community) -> Marked:
    """The HTML of what was typed, safe to show as it is, and what it speaks of."""
    markdown = _markdown(finds_links=MAY_LINK.search(body) is not None)
    tokens = markdown.parse(body[:LONGEST])
    _calm_headings(tokens)
    addresses = list(_addresses(tokens))
    mentioned = mark_mentions(tokens, community=community)
    html = markdown.renderer.render(tokens, markdown.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        allowed_classes=CLASSES,
    )
    return Marked(
        html=clean.strip(),
        mentioned=mentioned,
        quoted=_once(
            UUID(hit[1]) for href, is_quoted in addresses if is_quoted and (hit := POST.search(href))
        ),
        links=_once(href for href, _quoted in addresses if href.lower().startswith("http")),
    )


@cache
def _markdown(*, finds_links: bool) -> MarkdownIt:
    """Looking for addresses that are typed bare takes half of the time."""
    options = {"html": False, "linkify": finds_links, "breaks": True, "maxNesting": DEEPEST}
    markdown = MarkdownIt("commonmark", options).enable(["strikethrough", "linkify"])
    if markdown.linkify is not None:
        markdown.linkify.set({"fuzzy_email": False, "fuzzy_link": False})
    return markdown.disable(["image", "html_block", "html_inline"])


def _calm_headings(tokens: list[Token]) -> None:
    """Two ranks below the page's own, never skipping one; a heading inside a list or a quotation is a paragraph."""
    heads = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((token.tag for token in heads if not token.level), default="h1")
    for token in heads:
        rank = "h3" if token.tag == highest else "h4"
        token.tag = "p" if token.level else rank


def _addresses(tokens: Iterable[Token]) -> Iterator[tuple[str, bool]]:
    """Where links lead, and whether from a quotation; those that lead elsewhere are marked so."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("blockquote") else 0
        for link in (child for child in token.children or [] if child.type == "link_open"):
            href = str(link.attrs.get("href", ""))
            if len(href) > LONGEST_ADDRESS:
                link.attrs = {}
                continue
            if OUTSIDE.match(href) or href.startswith("//"):
                link.attrSet("rel", "nofollow noopener")
            link.attrs.pop("title", None)
            yield href, depth > 0


def _once(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))
