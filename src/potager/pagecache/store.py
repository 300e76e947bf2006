"""The pages that are kept: whole, compressed once, true until the journal says otherwise.

No clock throws them away, but for those that say what day it is and name the moment themselves.
"""

import gzip
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from time import time
from typing import NamedTuple

Headers = list[tuple[bytes, bytes]]

MOST_BYTES = 64_000_000
MOST_PLACES = 10_000
EVERYTHING = "everything"
LEVEL = 6  # of gzip
WORTH = 500  # bytes below which a page is not compressed
OVERHEAD = 4000  # bytes that an entry costs beside its bodies


class Key(NamedTuple):
    """Everything that a kept page may depend on."""

    scheme: str
    host: bytes
    path: str
    language: str


class Version(NamedTuple):
    """One encoding of a page, ready to be sent; `unchanged` are the headers of a 304."""

    etag: bytes
    headers: Headers
    unchanged: Headers
    body: bytes


@dataclass(frozen=True, eq=False)
class Page:
    """A page for all visitors, true as of `position` for as long as nothing happens in its places.

    `until`: seconds since 1970 at which it stops being true by itself.
    """

    plain: Version
    small: Version
    places: frozenset[str]
    position: int
    size: int = field(default=0)
    until: int | None = None


def make_page(
    body: bytes, headers: Headers, *, places: Iterable[str], position: int, until: int | None = None
) -> Page:
    """Compress a page and prepare its answers; takes about a millisecond per 40 kB."""
    mark = sha256(body).hexdigest()[:16].encode()
    plain = _version(body, headers, b'"' + mark + b'"')
    small = plain
    if len(body) >= WORTH:
        encoded = [*headers, (b"content-encoding", b"gzip")]
        small = _version(gzip.compress(body, LEVEL, mtime=0), encoded, b'"' + mark + b'-gz"')
    size = len(plain.body) + (len(small.body) if small is not plain else 0) + OVERHEAD
    return Page(plain, small, frozenset(places), position, size, until)


def _version(body: bytes, headers: Headers, etag: bytes) -> Version:
    common = [*headers, (b"etag", etag)]
    length = (b"content-length", b"%d" % len(body))
    unchanged = [pair for pair in common if pair[0] not in {b"content-type", b"content-encoding"}]
    return Version(etag, [*common, length], unchanged, body)


class Store:
    """Pages by key, the least used thrown away beyond `most_bytes`. For one thread.

    A page that was rendered before an act and arrives after it would be untrue for ever. So the store notes
    the last position at which each place changed, and refuses a page that was begun before.
    """

    def __init__(self, *, most_bytes: int = MOST_BYTES, most_places: int = MOST_PLACES) -> None:
        self._most_bytes, self._most_places = most_bytes, most_places
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._by_place: dict[str, set[Key]] = defaultdict(set)
        self._changed: OrderedDict[str, int] = OrderedDict()
        self._floor = 0  # the newest position of the places that were forgotten
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key) -> Page | None:
        """The page, if it is kept and still true."""
        page = self._pages.get(key)
        if page and page.until is not None and page.until <= time():
            self._drop(key)
            return None
        if page:
            self._pages.move_to_end(key)
        return page

    def put(self, key: Key, page: Page) -> bool:
        """Keep a page; False if it is untrue already, or too large."""
        if page.size > self._most_bytes // 4 or not self._is_true(page):
            return False
        self._drop(key)
        self._pages[key] = page
        self.bytes += page.size
        for place in page.places:
            self._by_place[place].add(key)
        while self.bytes > self._most_bytes:
            self._drop(next(iter(self._pages)))
        return True

    def forget(self, places: Iterable[str], position: int) -> None:
        """An act at `position` touched these places: throw away every page that shows them as of before."""
        for place in (*places, EVERYTHING):
            self._note(place, position)
            for key in list(self._by_place.get(place, ())):
                if self._pages[key].position < position:
                    self._drop(key)

    def forget_all(self, position: int) -> None:
        """Nothing that was rendered before `position` can be trusted."""
        self._changed.clear()
        self._floor = max(self._floor, position)
        for key in list(self._pages):
            self._drop(key)

    def _is_true(self, page: Page) -> bool:
        return all(page.position >= self._changed.get(place, self._floor) for place in page.places)

    def _note(self, place: str, position: int) -> None:
        self._changed[place] = max(position, self._changed.get(place, 0))
        self._changed.move_to_end(place)
        while len(self._changed) > self._most_places:
            _place, forgotten = self._changed.popitem(last=False)
            self._floor = max(self._floor, forgotten)

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is None:
            return
        self.bytes -= page.size
        for place in page.places:
            self._by_place[place].discard(key)
            if not self._by_place[place]:
                del self._by_place[place]
