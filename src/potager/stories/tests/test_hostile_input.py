"""Whatever people paste: stored to the letter where it can be, shown without harm, refused in words."""

import json
from pathlib import Path

import pytest

from potager.lib.ids import uuid7
from potager.stories import rules
from potager.stories.models import Contribution
from potager.stories.texts import cleaned

LIST = Path(__file__).parents[5] / "shared/data/security/minimaxir+big-list-of-naughty-strings/blns.json"
OWN = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u202etfel ot thgir\u202c שלום العربية",
    "Z" + "\u0310\u0352\u033f\u0489" * 40,
    "a\x00b\ud800c\x1b[31m",
    "👩‍👩‍👧‍👦 🏳️‍🌈 \u200d\u200b\ufeff",
    "{{ 7|add:7 }} {% url 'x' %} %(title)s %s {0}",
    "</textarea><form action=//evil>",
]


def strings() -> list[str]:
    return OWN + (json.loads(LIST.read_text()) if LIST.exists() else [])


def test_hostile_sentences_are_shown_as_text(plant) -> None:
    garden = plant(twice_in_a_row=True, most_sentences=50, most_characters=20_000)
    stored = {}
    for text in strings():
        try:
            stored[garden.written(text).pk] = cleaned(text)
        except rules.NothingWritten:
            assert not cleaned(text).strip() or rules.is_blank(text)
    assert dict(Contribution.objects.values_list("pk", "text")) == stored
    for browser in (garden.browser(None), garden.browser(garden.host)):
        for path in ("", "host/?page=1") if browser.cookies else ("",):
            page = browser.get(garden.path(path)).content.decode()
            body = page[page.index("<main") : page.index("</main>")]
            assert (
                "<script" not in body.lower()
                and "<img" not in body.lower()
                and "onerror=alert(1)>" not in body
            )
            assert "<form action=//evil>" not in body


def test_html_in_every_field_of_the_call(garden) -> None:
    attack = '"><script>alert(1)</script>'
    sent = {
        "title": attack, "opening": attack, "guidance": attack, "agreement": attack, "most_sentences": 5,
        "most_characters": 1200, "pause_minutes": 0, "writers": "anyone", "language": "en", "licence": "cc0",
    }  # fmt: skip
    path = f"/c/{garden.story.community.address}/stories/"
    call = garden.browser(garden.host).post(f"{path}new/", sent, follow=True)
    story = call.redirect_chain[0][0].removesuffix("call/")
    for address in (story, f"{story}call/", f"{story}host/", f"{story}contributions/new/", path):
        page = garden.browser(garden.host).get(address).content.decode()
        assert "<script>alert" not in page and "&lt;script&gt;" in page
    refused = garden.browser(garden.host).post(f"{path}new/", {**sent, "licence": attack}).content.decode()
    assert "<script>alert" not in refused


@pytest.mark.parametrize("field", ["key", "seen", "name", "email", "code", "signature", "text", "anyway"])
def test_any_field_of_the_composer_may_be_nonsense(garden, field: str) -> None:
    sent = {"text": "So.", "key": uuid7(), "seen": 0, field: '"><script>alert(1)</script>\x00' + "9" * 400}
    for who in (None, garden.member):
        answer = garden.browser(who).post(garden.path("contributions/new/"), sent)
        assert answer.status_code < 500
        assert "<script>alert" not in answer.content.decode()


def test_zero_width_names_are_no_names(garden) -> None:
    part = garden.written(signature=" \u200b\ufeff ")
    assert part.signature in {"", "\u200b\ufeff"}


def test_ten_megabytes_are_refused_without_harm(garden) -> None:
    answer = garden.browser(garden.member).post(garden.path("contributions/new/"), {"text": "x" * 10_000_000})
    assert answer.status_code in {400, 413}
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["stories/0/", "stories/x/", "contributions/00000000-0000-0000-0000-000000000000/decline/"]
)
def test_addresses_that_lead_nowhere(garden, path: str) -> None:
    assert garden.browser(garden.host).get(f"/{path}").status_code == 404
