"""Names: all that people are called, nothing that deceives or breaks a page."""

import json
import time
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from potager.members.names import LONGEST, NameRefused, clean_name
from potager.testing import a_member

ROOT = Path(__file__).resolve().parents[4]
NAUGHTY = ROOT.parent / "shared/data/security/minimaxir+big-list-of-naughty-strings"
ATTACKS = ["e\u0301" * 100_000, "\u0301" * 1_000_000, " " * 1_000_000, "\u200b" * 1_000_000, "x" * 5_000_000]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Zoe\u0308", "Zoë"),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("مریم", "مریم"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("王小明", "王小明"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("O'Neil & <fils>", "O'Neil & <fils>"),
        ("Ada\u202egro.live\u202c", "Adagro.live"),
        ("A\u200bda", "Ada"),
        ("Ada\tLovelace", "Ada Lovelace"),
        ("X", "X"),
    ],
)
def test_people_are_called_what_they_are_called(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "\u200b",
        "\u200d",
        "\u3164",
        "\u0301",
        "\x00",
        "Ada\x00",
        "Ada\x1b[31m",
        "x" * 81,
        "Z" + "\u0310" * 9,
    ],
)
def test_what_cannot_be_shown_is_refused(typed: str) -> None:
    with pytest.raises(NameRefused) as refused:
        clean_name(typed)
    assert str(refused.value.message)


@pytest.mark.parametrize("attack", ATTACKS)
def test_long_attacks_are_answered_at_once(attack: str) -> None:
    start = time.perf_counter()
    with pytest.raises(NameRefused):
        clean_name(attack)
    assert time.perf_counter() - start < 1


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_a_name_is_kept_once_for_all(typed: str) -> None:
    try:
        kept = clean_name(typed)
    except NameRefused:
        return
    assert kept == clean_name(kept)
    assert 0 < len(kept) <= LONGEST
    assert "\n" not in kept
    kept.encode()


@pytest.mark.django_db
def test_hostile_names_are_refused_clearly_or_shown_as_text(client: Client) -> None:
    files = sorted(NAUGHTY.rglob("*.json")) if NAUGHTY.exists() else []
    if not files:
        pytest.skip("the list of naughty strings is not here")
    ada = a_member("Ada")
    client.force_login(ada)
    shown = 0
    for number, text in enumerate(json.loads(files[0].read_text())):
        if number % 5 and "<" not in text:
            continue  # a page for each of them all would take long and teach nothing
        page = client.post("/me/", {"name": text, "language": "en", "time_zone": "Europe/Paris"})
        if page.status_code == 422:
            assert 'id="id_name_error"' in page.content.decode()
            continue
        assert page.status_code == 302
        ada.refresh_from_db()
        assert ada.display_name == clean_name(text)
        content = client.get("/me/").content.decode()
        assert escape(ada.display_name) in content
        assert "<" not in text or text.strip() not in content
        shown += 1
    assert shown > 100
