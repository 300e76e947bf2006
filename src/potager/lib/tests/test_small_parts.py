"""Identifiers, languages, permissions, refusals, kept pages and catalogues."""

import shutil
import time
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from potager.lib import catalogues, permission
from potager.lib.ids import uuid7
from potager.lib.keep import PLACES, POSITION, keep
from potager.lib.languages import SPOKEN, preferred
from potager.lib.permission import NotAllowed, allows, may, must
from potager.lib.refusals import Refusal


def test_identifiers_are_of_version_7_and_sort_by_time() -> None:
    first = uuid7()
    time.sleep(0.002)
    second = uuid7()
    assert (first.version, first.variant) == (7, "specified in RFC 4122")
    assert first < second
    assert abs((first.int >> 80) / 1000 - time.time()) < 5


def test_identifiers_do_not_repeat() -> None:
    assert len({uuid7() for _ in range(10_000)}) == 10_000


@pytest.mark.parametrize(
    ("accept", "chosen", "language"),
    [
        ("", "", "fr"),
        ("en", "", "en"),
        ("en-GB,en;q=0.9,fr;q=0.8", "", "en"),
        ("fr-CA, en;q=0.9", "", "fr"),
        ("de, en;q=0.5, fr;q=0.4", "", "en"),
        ("en;q=0", "", "fr"),
        ("en;q=nonsense", "", "fr"),
        ("en", "fr", "fr"),
        ("fr", "en", "en"),
        ("fr", "xx", "fr"),
    ],
)
def test_the_language_of_a_page(accept: str, chosen: str, language: str) -> None:
    assert preferred(accept, chosen) == language


@given(st.text(max_size=300), st.text(max_size=5))
def test_any_header_has_an_answer(accept: str, chosen: str) -> None:
    assert preferred(accept, chosen) in SPOKEN


class Bed:
    """A thing."""


def test_who_may_and_who_must(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permission, "_predicates", {})

    @allows("dig", Bed)
    def may_dig(by: str | None, bed: Bed) -> bool:
        return by == "Ada"

    assert may_dig("Ada", Bed())
    assert may("Ada", "dig", Bed())
    assert not may(None, "dig", Bed())
    must("Ada", "dig", Bed())
    with pytest.raises(NotAllowed):
        must("Eve", "dig", Bed())
    with pytest.raises(KeyError):
        may("Ada", "burn", Bed())


def test_a_refusal_may_say_more() -> None:
    assert str(NotAllowed().message) and NotAllowed.status == 403
    assert Refusal("too deep").message == "too deep"


def test_a_kept_page_names_its_places() -> None:
    response = keep(HttpResponse(), places=["story:1", "community:2"], position=12)
    assert (response[PLACES], response[POSITION]) == ("story:1 community:2", "12")


def test_catalogues_are_compiled(tmp_path: Path) -> None:
    folder = tmp_path / "app/locale/fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "leek"\nmsgstr "poireau"\n'
    )
    [written] = catalogues.compile_all(tmp_path)
    with written.open("rb") as compiled:
        assert GNUTranslations(compiled).gettext("leek") == "poireau"
    shutil.rmtree(tmp_path / "app")
    assert catalogues.compile_all(tmp_path) == []
