"""From what is typed to what readers read: CommonMark with tables, footnotes, and what the article holds.

No HTML goes in; what comes out was looked through by nh3, and is stored when the article is published.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import nh3
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from potager.editorial import embedding, marks, setting
from potager.editorial.models import Medium, Picture

DEEPEST = 20
OURS = ("/articles/",)  # where pictures, recordings and films may come from
TAGS = {
    *("p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "h2", "h3", "h4", "a"),
    *("table", "thead", "tbody", "tr", "th", "td", "sup", "section", "figure", "figcaption", "img", "span"),
    *("div", "audio", "video", "details", "summary", "small"),
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "id", "class", "rel", "title", "aria-label", "data-player"},
    "ol": {"start"},
    "li": {"id", "class"},
    "sup": {"class"},
    "section": {"class", "role", "aria-label"},
    "figure": {"class", "id", "data-show", "data-origin"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "p": {"class"},
    "ul": {"class"},
    "code": {"class"},
    "th": {"class"},
    "td": {"class"},
    "span": {"class"},
    "details": {"class"},
    "audio": {"src", "controls", "preload", "aria-label"},
    "video": {"src", "controls", "preload", "width", "height", "playsinline", "aria-label"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"},
}
SOURCES = {"src", "srcset"}
LANGUAGE = re.compile(r"[\w+#-]{1,20}")  # that a block of code names
ALIGNED = {"text-align:left": "", "text-align:center": "center", "text-align:right": "right"}


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


@dataclass(frozen=True)
class Held:
    """What the text of an article may show, its language, and what tells its notes from those of other texts."""

    pictures: Mapping[UUID, Picture] = field(default_factory=dict)
    media: Mapping[UUID, Medium] = field(default_factory=dict)
    language: str = ""
    unique: str = ""


def rendered(
    body: str,
    *,
    pictures: Mapping[UUID, Picture],
    media: Mapping[UUID, Medium] | None = None,
    language: str = "",
    unique: str = "",
) -> Rendered:
    """The HTML of what was typed, safe to show as it is; what is not among `pictures` and `media` is left out."""
    held = Held(pictures, media or {}, language, unique)
    body = body.replace("\u2028", " ")
    tokens, env = _parsed(body, held, "")
    with translation.override(language or translation.get_language()):
        html = _clean(_written(tokens, env))
        return Rendered(html, _excerpt(body, tokens, held), _words(tokens))


def parsed(body: str) -> list[Token]:
    """The tokens of a text, for whoever makes something else of it than a page."""
    return _parsed(body, Held(), "")[0]


def _parsed(body: str, held: Held, suffix: str) -> tuple[list[Token], dict[str, Any]]:
    env = {"docId": f"{held.unique}{suffix}" or "text", "language": held.language, "held": held}
    return _markdown().parse(body, env), env


def _excerpt(body: str, tokens: list[Token], held: Held) -> str:
    """What stands before the first cut, with the notes that it refers to."""
    cut = next((one.map[0] for one in tokens if one.type == "read_on" and one.map and one.level == 0), None)
    if cut is None:
        return ""
    lines = body.split("\n")
    head = "\n".join(
        [*lines[:cut], "", *_notes(lines[cut:], called=set(marks.REFERENCE.findall("\n".join(lines[:cut]))))]
    )
    return _clean(_written(*_parsed(head, held, "x")))


def _notes(lines: Sequence[str], *, called: set[str]) -> Iterator[str]:
    """The lines of the notes that are called."""
    is_note = False
    for line in lines:
        if hit := marks.REFERENCE.match(line):
            is_note = hit[0] in called
        elif line.strip() and not line.startswith(("    ", "\t")):
            is_note = False
        if is_note:
            yield line


def _written(tokens: list[Token], env: dict[str, Any]) -> str:
    markdown = _markdown()
    return str(markdown.renderer.render(tokens, markdown.options, env))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_only_ours,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    ).strip()


def _only_ours(tag: str, name: str, value: str) -> str | None:
    """Nothing is loaded from elsewhere, whoever wrote it and however it got here."""
    return value if name not in SOURCES or value.startswith(OURS) else None


def _words(tokens: list[Token]) -> str:
    """The text in plain words, with those of its pictures; nothing that the interface says."""
    said: list[str] = []
    for token in tokens:
        if token.type == "inline":
            said.append(
                "".join(" " if one.type in setting.BREAKS else one.content for one in token.children or [])
            )
        elif token.type in {"fence", "code_block"}:
            said.append(token.content)
        elif token.type in {"held", "gallery"}:
            said.append(token.meta["caption"])
    return " ".join(" ".join(said).split())


@cache
def _markdown() -> MarkdownIt:
    from mdit_py_plugins.footnote import footnote_plugin

    options = {"html": False, "linkify": False, "maxNesting": DEEPEST}
    markdown = MarkdownIt("commonmark", options).enable(["strikethrough", "table"])
    markdown.use(footnote_plugin, inline=False)
    markdown.disable(["image", "html_block", "html_inline"])
    marks.install(markdown)
    setting.install(markdown)
    for name, rule in RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _link(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A link; one that leads elsewhere passes nothing on."""
    address = str(tokens[index].attrGet("href") or "")
    if _leads_elsewhere(address):
        tokens[index].attrSet("rel", "nofollow noopener")
    return str(self.renderToken(tokens, index, options, env))


def _leads_elsewhere(address: str) -> bool:
    try:
        host = urlsplit(address.replace("\\", "/")).hostname
    except ValueError:
        return True
    return bool(host) and host not in settings.ALLOWED_HOSTS


def _heading(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Titles of an article's parts are h2 to h4: its own is the page's h1."""
    level = min(max(int(tokens[index].tag[1]), 2), 4)
    return f"<h{level}>" if tokens[index].nesting == 1 else f"</h{level}>\n"


def _cell(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A cell of a table, its column set as the author says."""
    token = tokens[index]
    if token.nesting != 1:
        return f"</{token.tag}>"
    side = ALIGNED.get(str(token.attrGet("style") or ""), "")
    return f'<{token.tag} class="{side}">' if side else f"<{token.tag}>"


def _table(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A table, which scrolls by itself where the page is narrow."""
    if tokens[index].nesting != 1:
        return "</table></div>\n"
    return f'<div class="table-wrap" tabindex="0" role="region" aria-label="{escape(_("Table"))}"><table>'


def _fence(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Code, with its language named."""
    name = LANGUAGE.match(tokens[index].info.strip())
    kind = f' class="language-{escape(name[0].lower())}"' if name else ""
    return f"<pre><code{kind}>{escape(tokens[index].content)}</code></pre>\n"


def _held(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A picture, a recording, a film."""
    mark, held = tokens[index].meta["marks"][0], env["held"]
    if mark.kind == "picture":
        picture = held.pictures.get(mark.identifier)
        context = {"picture": picture, "words": mark.words}
        return render_to_string("editorial/figure.html", context) if picture else ""
    medium = held.media.get(mark.identifier)
    if medium is None:
        return ""
    embed = embedding.recognised(medium.address) if medium.address else None
    context = {"medium": medium, "words": mark.words, "embed": embed}
    return render_to_string("editorial/medium.html", context) if medium.ending or embed else ""


def _gallery(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Pictures side by side."""
    known = env["held"].pictures
    found = [
        (known[one.identifier], one.words) for one in tokens[index].meta["marks"] if one.identifier in known
    ]
    context = {"pictures": found, "caption": tokens[index].meta["caption"]}
    return render_to_string("editorial/gallery.html", context) if found else ""


def _nothing(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return ""


def _back(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """From a note back to where it is called."""
    meta, unique = tokens[index].meta, env["docId"]
    again = f":{meta['subId']}" if meta["subId"] > 0 else ""
    words = escape(_("Back to the text"))
    return (
        f' <a href="#fnref-{unique}-{meta["id"] + 1}{again}" class="backref" aria-label="{words}">↩\ufe0e</a>'
    )


def _notes_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f'<section class="footnotes" role="doc-endnotes" aria-label="{escape(_("Notes"))}"><ol>\n'


RULES = {
    "link_open": _link, "heading_open": _heading, "heading_close": _heading, "th_open": _cell, "td_open": _cell,
    "table_open": _table, "table_close": _table, "fence": _fence, "held": _held, "gallery": _gallery,
    "read_on": _nothing, "footnote_anchor": _back, "footnote_block_open": _notes_open,
}  # fmt: skip
