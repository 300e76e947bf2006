"""A text as it travels away from our pages, where an address without a host leads nowhere."""

import re
from collections.abc import Callable

import nh3

Address = Callable[[str], str]  # from a path of ours to the whole address

TAGS = {
    *("p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "h2", "h3", "h4"),
    *("a", "table", "caption", "thead", "tbody", "tr", "th", "td", "sup", "sub", "section", "div", "span"),
    *("figure", "figcaption", "img", "audio", "video", "source", "track", "dl", "dt", "dd", "b", "i", "cite"),
}
ATTRIBUTES = {
    "a": {"href", "id"},
    "ol": {"start"},
    "li": {"id"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height"},
    "audio": {"src", "controls"},
    "video": {"src", "poster", "controls", "width", "height"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label"},
    "*": {"lang", "dir"},
}
GONE = {"script", "style", "button", "form", "template", "svg", "dialog"}  # with what stands in them
ASIDE = re.compile(r'<p class="medium-told">[^<]*</p>')  # what a press on our page would tell elsewhere
PEOPLE = "/people/"  # pages that strangers do not see: a name leads nowhere


def travelling(html: str, *, page: str, address: Address) -> str:
    """The text with whole addresses; `page` is where it stands (footnotes lead there), also a whole address."""

    def whole(url: str) -> str | None:
        if url.startswith(PEOPLE):
            return None
        if url.startswith("#"):
            return page.partition("#")[0] + url
        return address(url) if url.startswith("/") and not url.startswith("//") else None

    def each(_tag: str, attribute: str, value: str) -> str | None:
        return _sources(value, address) if attribute == "srcset" else value

    return nh3.clean(
        ASIDE.sub("", html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=GONE,
        url_schemes={"http", "https", "mailto"},
        url_relative=whole,
        attribute_filter=each,
        link_rel=None,
    ).strip()


def _sources(value: str, address: Address) -> str | None:
    """Sizes of a picture of ours ("/a.webp 400w, /b.webp 800w"), with whole addresses."""
    parts = [part.strip().split(" ") for part in value.split(",")]
    if not all(part[0].startswith("/") for part in parts):
        return None
    return ", ".join(" ".join([address(part[0]), *part[1:]]) for part in parts)
