"""Texts that break other people's software: shown as they are, escaped, or refused kindly and kept."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from potager.communities.models import Community
from potager.communities.tests.conftest import Garden

Grow = Callable[..., Garden]
REPOSITORY = Path(__file__).resolve().parents[4]
NAUGHTY = REPOSITORY.parent / "shared/data/security/minimaxir+big-list-of-naughty-strings/blns.json"
OWN = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% now %}",
    "%(actor)s %s",
    "\u202eevil",
    "é" * 3,
]


def naughty() -> list[str]:
    """The big list, if it is on this machine; always our own."""
    return OWN + (json.loads(NAUGHTY.read_text()) if NAUGHTY.exists() else [])


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _value in attrs)}


def test_hostile_texts_in_every_field(garden: Grow) -> None:
    place = garden(joining="request")
    readers = {"": place["owner"], "settings/": place["owner"], "join/": place["nobody"]}
    tame = [Tags(client.get(place.url + page).content.decode()).found for page, client in readers.items()]
    allowed = set().union(*tame) | {"p", "br", "div", "ul", "li", "data-focus", "aria-invalid"}
    texts = naughty()
    for start in range(0, len(texts), 12):  # a dozen at a time: each field holds them all, the name holds one
        several, name = "\n".join(texts[start : start + 12])[:2000], texts[start][:80]
        answer = place["owner"].post(
            place.url + "settings/",
            {"name": name, "address": "radishes", "language": "en", "visibility": "public", "joining": "request",
             "description": several, "charter": several},
        )  # fmt: skip
        assert answer.status_code in {302, 422}, several
        if answer.status_code == 422:
            assert Tags(answer.content.decode()).found <= allowed, several
        for page, client in readers.items():
            assert Tags(client.get(place.url + page).content.decode()).found <= allowed, several


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the big list of naughty strings is not on this machine")
def test_hostile_words_to_the_animateurs(garden: Grow) -> None:
    place = garden()
    tame = Tags(place["owner"].get(place.url + "requests/").content.decode()).found
    for text in naughty()[::25]:
        place["asking"].post(place.url + "join/withdraw/")
        answer = place["asking"].post(place.url + "join/", {"accepts_charter": "on", "note": text})
        assert answer.status_code in {302, 422}
        assert Tags(place["owner"].get(place.url + "requests/").content.decode()).found <= tame | {
            "p",
            "br",
            "dir",
        }, text


def test_hostile_addresses_of_pages(garden: Grow) -> None:
    place = garden()
    for text in (
        "%00",
        "..%2f..",
        "%E2%80%AEradishes",
        "radishes'--",
        "radishes;drop",
        "x" * 5000,
        "%F0%9F%A5%95",
    ):
        assert place["owner"].get(f"/c/{text}/").status_code == 404
        assert place["owner"].get(f"/i/{text}/").status_code == 404
    for page in ("-1", "0", "9" * 400, "1;select", "\x00"):
        assert place["owner"].get(place.url + "members/", {"page": page}).status_code == 200


@pytest.mark.parametrize("key", ["", "nonsense", "0" * 1000, "\x00", "' or 1=1 --"])
def test_spoilt_keys_are_no_keys(garden: Grow, key: str) -> None:
    place = garden()
    asked = place.membership("asking")
    assert place["owner"].post(f"{place.url}requests/{asked.pk}/accept/", {"key": key}).status_code == 302
    assert place.membership("asking").is_active


def test_a_nul_is_refused_and_the_rest_is_kept(garden: Grow) -> None:
    place = garden()
    page = place["owner"].post(
        place.url + "settings/",
        {"name": "Kept words", "address": "radishes", "language": "en", "visibility": "public", "joining": "open",
         "description": "a\x00b"},
    )  # fmt: skip
    assert page.status_code == 422
    assert "Kept words" in page.content.decode()
    assert Community.objects.get().name == "The garden"
