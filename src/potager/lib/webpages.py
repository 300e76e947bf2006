"""What a page elsewhere says of itself in its head: title, description, site, picture.

The page is nobody's friend: it may be huge, deep, mis-encoded, and say what it likes. Only the few tags that
matter are looked at, each through a small window, with the parser of nh3; what comes out is plain text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

import nh3

from potager.lib.outside import AddressRefused, place_of
from potager.lib.texts import one_line

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_SITE = 200, 400, 80
_MOST_TAGS, _WINDOW, _BEGINNING = 200, 3000, 2048
_TAG = re.compile(r"<(?:meta|title)[\s/>]", re.I)
_SAID = re.compile(r'(property|name|content)="([^"]*)"')
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.I)
_DECLARED = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.I)
_TURNING = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
)  # marks that turn text round
# Source: WHATWG Encoding, the legacy encodings that pages are still written in.
_ENCODINGS = {
    *("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "big5", "gbk", "gb2312", "gb18030", "euc-kr"),
    *("euc-jp", "shift_jis", "iso-2022-jp", "koi8-r", "koi8-u", "macintosh"),
    *(f"iso-8859-{number}" for number in range(2, 17) if number != 12),
    *(f"windows-{number}" for number in (874, *range(1250, 1259))),
}
_LATIN = {"iso-8859-1", "latin1", "us-ascii", "ascii"}  # browsers read them as windows-1252


@dataclass(frozen=True)
class Webpage:
    """What a page says of itself, as plain text on one line; `picture` is an address, or empty."""

    title: str
    description: str = ""
    site: str = ""
    picture: str = ""


def read(data: bytes, *, content_type: str, url: str) -> Webpage:
    """What the page at `url` says of itself; all empty if it says nothing."""
    said: dict[str, str] = {}
    for name, words in _tags(_text(data, content_type)):
        said.setdefault(name, words)
    return Webpage(
        title=_first(said, "og:title", "twitter:title", "title")[:LONGEST_TITLE],
        description=_first(said, "og:description", "twitter:description", "description")[
            :LONGEST_DESCRIPTION
        ],
        site=_first(said, "og:site_name", "application-name")[:LONGEST_SITE],
        picture=_address(url, _first(said, "og:image:secure_url", "og:image", "twitter:image")),
    )


def _first(said: dict[str, str], *names: str) -> str:
    return next((words for name in names if (words := _plain(said.get(name, "")))), "")


def _plain(words: str) -> str:
    return one_line(_TURNING.sub("", words))


def _text(data: bytes, content_type: str) -> str:
    """The page as text: in the encoding it declares, in UTF-8 if that fits, as Windows wrote it otherwise."""
    for name in _declared(data, content_type):
        try:
            return data.decode(name)
        except UnicodeDecodeError as error:
            if error.start > len(data) - 8:  # the page was cut in the middle of a letter
                return data[: error.start].decode(name, "replace")
        except (LookupError, ValueError):
            pass
    return data.decode("windows-1252", "replace")


def _declared(data: bytes, content_type: str) -> Iterator[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    yield "utf-8"
    inside = _CHARSET.search(data[:_BEGINNING])
    for name in (_DECLARED.search(content_type), inside):
        told = name[1] if name else ""
        told = (told.decode("ascii", "replace") if isinstance(told, bytes) else told).lower()
        if told in _ENCODINGS or told in _LATIN:
            yield "windows-1252" if told in _LATIN else told


def _tags(text: str) -> Iterator[tuple[str, str]]:
    """Names and words of the first tags that say something of the page."""
    for number, tag in enumerate(_TAG.finditer(text)):
        if number >= _MOST_TAGS:
            return
        window = text[tag.start() : tag.start() + _WINDOW]
        if tag[0].lower().startswith("<title"):
            yield "title", _title(window)
        else:
            yield _meta(window)


def _title(window: str) -> str:
    clean = nh3.clean(
        window, tags={"title"}, attributes={}, clean_content_tags={"script", "style"}, link_rel=None
    )
    return unescape(clean.partition("<title>")[2].partition("</title>")[0])


def _meta(window: str) -> tuple[str, str]:
    attributes = {"meta": {"property", "name", "content"}}
    clean = nh3.clean(window, tags={"meta"}, attributes=attributes, link_rel=None)
    first = clean.partition("<meta")[2].partition(">")[0]
    said = {name: unescape(words) for name, words in _SAID.findall(first)}
    return (said.get("property") or said.get("name") or "").strip().lower(), said.get("content", "")


def _address(url: str, picture: str) -> str:
    """The address of a picture, if it is a plain one; whoever fetches it looks closer."""
    if not picture:
        return ""
    try:
        return str(place_of(urljoin(url, picture), ports=None).url)
    except (AddressRefused, ValueError):
        return ""
