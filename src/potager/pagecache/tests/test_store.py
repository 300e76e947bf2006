"""The store: what it keeps is true, whatever the order in which pages and acts arrive."""

import gzip
import random
from time import time

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from potager.pagecache.store import Key, Page, Store, make_page

KEY = Key("http", b"localhost", "/", "en")


def page(position: int = 1, *places: str, body: bytes = b"text") -> Page:
    return make_page(body, [(b"content-type", b"text/html")], places=places or ["story:1"], position=position)


def key(path: str) -> Key:
    return KEY._replace(path=path)


def test_a_page_is_kept_until_its_place_is_touched() -> None:
    store = Store()
    assert store.put(KEY, page(5))
    store.forget(["story:2"], 6)
    assert store.get(KEY)
    store.forget(["story:1"], 7)
    assert store.get(KEY) is None
    assert (len(store), store.bytes) == (0, 0)


def test_a_page_that_says_what_day_it_is_is_kept_for_that_day() -> None:
    store, now = Store(), int(time())
    for path, until in (("/today/", now + 60), ("/yesterday/", now - 1)):
        store.put(key(path), make_page(b"text", [], places=["story:1"], position=1, until=until))
    assert store.get(key("/today/"))
    assert store.get(key("/yesterday/")) is None
    assert len(store) == 1


def test_a_page_begun_before_an_act_and_finished_after_it_is_refused() -> None:
    store = Store()
    store.forget(["story:1"], 7)
    assert not store.put(KEY, page(6))
    assert store.put(KEY, page(7))
    assert store.put(KEY, page(8))


def test_an_act_that_the_page_knows_already_leaves_it_alone() -> None:
    store = Store()
    store.put(KEY, page(9))
    store.forget(["story:1"], 8)
    store.forget(["story:1"], 9)
    assert store.get(KEY)


def test_everything_is_touched_by_every_act() -> None:
    store = Store()
    store.put(KEY, page(1, "everything"))
    store.forget(["anything:1"], 2)
    assert store.get(KEY) is None
    assert not store.put(KEY, page(1, "everything"))


def test_places_that_were_forgotten_are_not_trusted() -> None:
    store = Store(most_places=3)
    for number in range(1, 10):
        store.forget([f"story:{number}"], number)
    assert not store.put(KEY, page(4, "story:5"))
    assert not store.put(KEY, page(4, "story:never"))
    assert store.put(KEY, page(9, "story:5"))


def test_when_nobody_knows_what_is_true_all_is_thrown_away() -> None:
    store = Store()
    store.put(KEY, page(5))
    store.forget_all(6)
    assert store.get(KEY) is None
    assert not store.put(KEY, page(5))
    assert store.put(KEY, page(6))


def test_memory_is_bounded_and_the_least_used_goes_first() -> None:
    store = Store(most_bytes=50_000)
    for number in range(5):
        store.put(key(f"/{number}/"), page(body=random.randbytes(4000)))
        store.get(key("/0/"))
    assert store.bytes <= 50_000
    assert store.get(key("/0/"))
    assert store.get(key("/1/")) is None
    assert not store.put(key("/huge/"), page(body=random.randbytes(60_000)))


def test_a_page_put_again_replaces_the_first() -> None:
    store = Store()
    store.put(KEY, page(1, "story:1", "story:2"))
    store.put(KEY, page(2, "story:3"))
    store.forget(["story:1"], 9)
    assert store.get(KEY)
    assert len(store) == 1


def test_each_encoding_has_its_tag() -> None:
    body = b"Une graine et une autre. " * 100
    made = page(body=body)
    assert gzip.decompress(made.small.body) == body
    assert made.plain.etag != made.small.etag
    assert (b"content-encoding", b"gzip") in made.small.headers
    assert b"content-type" not in dict(made.plain.unchanged)
    assert page(body=body).plain.etag == made.plain.etag


class Garden(RuleBasedStateMachine):
    """Pages are begun and finished, acts are done and heard of, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store(most_places=2)
        self.acts: list[int] = []  # the place of each
        self.heard = 0
        self.begun: list[tuple[int, int]] = []  # place, position read first
        self.shown: dict[int, int] = {}  # place: the position as of which it is shown

    @rule(place=st.integers(0, 2))
    def act(self, place: int) -> None:
        self.acts.append(place)

    @rule(place=st.integers(0, 2))
    def begin(self, place: int) -> None:
        self.begun.append((place, len(self.acts)))

    @precondition(lambda self: self.begun)
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        place, position = self.begun.pop(data.draw(st.integers(0, len(self.begun) - 1)))
        if self.store.put(key(f"/{place}/"), page(position, f"story:{place}")):
            self.shown[place] = position

    @precondition(lambda self: self.heard < len(self.acts))
    @rule()
    def hear(self) -> None:
        self.heard += 1
        self.store.forget([f"story:{self.acts[self.heard - 1]}"], self.heard)

    @invariant()
    def nothing_untrue_is_shown(self) -> None:
        for place, position in self.shown.items():
            if self.store.get(key(f"/{place}/")):
                assert place not in self.acts[position : self.heard]


TestGarden = Garden.TestCase
