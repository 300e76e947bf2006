"""The policy of sentence counting, rule by rule."""

import json
from pathlib import Path

import pytest

from potager.lib import sentences

REPOSITORY = Path(__file__).parents[4]
STORY = REPOSITORY.parent / "shared" / "data" / "e-criture" / "story.json"


def slices(text: str, language: str = "fr") -> list[str]:
    return [text[found.start : found.end] for found in sentences.split(text, language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Oui ! » dit-il.", ["« Oui ! » dit-il."]),
        ("« Oui ! Non ! » dit-il.", ["« Oui !", "Non ! » dit-il."]),
        ('"Oui ! " dit-il.', ['"Oui ! " dit-il.']),
        ("Il rit... puis se tut.", ["Il rit... puis se tut."]),
        ("Il rit… Puis il se tut.", ["Il rit…", "Puis il se tut."]),
        ("Il rit .... puis se tut", ["Il rit .... puis se tut"]),
        ("Monde virtuel.Il est là.", ["Monde virtuel.", "Il est là."]),
        ("Le monde.il est là.", ["Le monde.", "il est là."]),
        ("Mais nan !je plaisante", ["Mais nan !", "je plaisante"]),
        ("Deux ?, peut-être", ["Deux ?, peut-être"]),
        ("¿ Qué ? ¡ Nada !", ["¿ Qué ?", "¡ Nada !"]),
        ("Super ! :) 🎉 À demain", ["Super ! :) 🎉", "À demain"]),
        ("  Oui.   Non.  ", ["Oui.", "Non."]),
        ("Oui.\r\nNon.\rSi.\u2028Bien.", ["Oui.", "Non.", "Si.", "Bien."]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert slices(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "M. Roy parle",
        "M. L'Hermitte parle",
        "voir J.-P. Roy",
        "le .NET et le fichier .txt",
        "à 12.30 précises",
        "rdv à 12:30, prix 3.14, version 2.0.1",
        "sur exemple.fr/page.html?x=1!y",
        "écrire à j.r.Roy@exemple.Org merci",
        "mon fichier.Final.PDF est là",
        "s.v.p. pas ici",
        "la Sté. etc. et le reste",
        "Ah ! que de fleurs",
        "Tu viens demain ? me demanda-t-elle",
        "Nous étions dix (oui ! Dix. Je compte bien.) autour du feu",
        "un mot,\nUn autre mot",
        "— Non ! — dit-elle",
        "**Oui !** et merci",
        "1. Premier point",
    ],
)
def test_nothing_ends(text: str) -> None:
    assert sentences.count(text) == 1


@pytest.mark.parametrize(
    "text", ["", " \n ", "...", "?!", ":-)", ";)", "xD", ":D", "^^", "🌱🌱", "—", "\u200b\ufeff"]
)
def test_no_sentence(text: str) -> None:
    assert sentences.split(text) == []


def test_a_lone_link_is_one() -> None:
    assert sentences.count("https://exemple.fr/a.b?c=D.") == 1


def test_a_link_after_a_sentence_is_part_of_it() -> None:
    assert slices("À lire. https://exemple.fr/a.b") == ["À lire. https://exemple.fr/a.b"]


def test_long_parentheses_are_read_like_any_text() -> None:
    assert sentences.count("Voilà (" + "Encore une. " * 40 + ") tout") > 30


@pytest.mark.parametrize(("language", "expected"), [("fr", 1), ("fr-FR", 1), ("en", 2), ("en-GB", 2)])
def test_abbreviations_depend_on_the_language(language: str, expected: int) -> None:
    assert sentences.count("Look at Bd. Foch", language=language) == expected


def test_a_long_text_is_refused() -> None:
    with pytest.raises(sentences.TextTooLong):
        sentences.count("a" * (sentences.MAX_CHARACTERS + 1))


@pytest.mark.skipif(not STORY.exists(), reason="the shared data folder is absent")
def test_hand_counts_of_a_real_story() -> None:
    contributions = json.loads(STORY.read_text(encoding="utf-8"))["contributions"]
    counted = [one for one in contributions if one.get("sentences")]
    wrong = [one["position"] for one in counted if sentences.count(one["text"]) not in one["sentences"]]
    assert len(counted) >= 15
    assert wrong == []
