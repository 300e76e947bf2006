"""Links that members shared: which there are in a post, what is known of them, and how they are shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.html import format_html
from django.utils.safestring import SafeString

from potager.conversations.linking import addresses_in, digest_of
from potager.conversations.models import Post, PostLink
from potager.lib.texts import one_line

HREF = re.compile(r'<a href="(https?://[^"]*)"', re.IGNORECASE)
QUOTED = re.compile(r"<blockquote>.*</blockquote>", re.DOTALL)
TURNS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


@dataclass(frozen=True)
class Link:
    """An address in a post; `title` and `about` are what its page said of itself, if it was asked for this post."""

    address: str
    digest: str
    title: str = ""
    about: str = ""

    @property
    def host(self) -> str:
        """Where it leads, whatever its page says of itself."""
        return self.address.partition("://")[2].partition("/")[0].partition("?")[0].removeprefix("www.")


def links_of(post: Post) -> Iterator[Link]:
    """The first addresses of a post that lead out into the world, without those that it quotes."""
    html = QUOTED.sub("", post.html)
    addresses = addresses_in(unescape(found) for found in HREF.findall(html))
    known = {one.preview.digest: one.preview for one in _previews(post)} if addresses else {}
    for address in addresses:
        digest = digest_of(address)
        preview = known.get(digest)
        title = _plain(preview.title) if preview else ""
        yield Link(address, digest, title, _plain(preview.description) if preview else "")


def link_in(post: Post, digest: str) -> Link | None:
    """The link with that digest, as long as it stands in the post."""
    return next((link for link in links_of(post) if link.digest == digest), None)


def link_in_words(link: Link) -> SafeString:
    """Its title as plain text, which leads there, and where that is."""
    if not link.title:
        return format_html('<a href="{}" rel="nofollow noopener"><bdi>{}</bdi></a>', link.address, link.host)
    return format_html(
        '<a href="{}" rel="nofollow noopener"><bdi>{}</bdi></a> (<bdi>{}</bdi>)',
        link.address,
        link.title,
        link.host,
    )


def _previews(post: Post) -> list[PostLink]:
    return list(PostLink.objects.filter(post=post).select_related("preview"))


def _plain(text: str) -> str:
    """On one line, without signs that turn the direction of what follows."""
    return one_line(text.translate(TURNS))
