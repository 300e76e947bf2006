"""The typography of French and English, sign by sign."""

import pytest

from potager.lib.typography import typeset

F, N = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bonjour!", f"Bonjour{F}!"),
        ("Bonjour !", f"Bonjour{F}!"),
        (f"Bonjour{N}!", f"Bonjour{F}!"),
        ("Quoi ?! Non!!!", f"Quoi{F}?! Non{F}!!!"),
        ("oui; non : si", f"oui{F}; non{N}: si"),
        ("trois mots: a, b, c", f"trois mots{N}: a, b, c"),
        ("«Oui», « non »", f"«{F}Oui{F}», «{F}non{F}»"),
        ("« Oui ! »", f"«{F}Oui{F}!{F}»"),
        ("l'été d'Anne aujourd'hui", "l’été d’Anne aujourd’hui"),
        ("euh... bon.... fin", "euh… bon… fin"),
        ("Fini...!", f"Fini…{F}!"),
        ('il a dit "bonjour"!', f"il a dit «{F}bonjour{F}»{F}!"),
        ('" oui "', f"«{F}oui{F}»"),
        ('d\'"engager"', f"d’«{F}engager{F}»"),
        ("mais nan !je plaisante", f"mais nan{F}!je plaisante"),
        ("— Oui\n– Non\n- Si\n—Ah", f"—{N}Oui\n–{N}Non\n-{N}Si\n—{N}Ah"),
        ("Vu (enfin!) hier", f"Vu (enfin{F}!) hier"),
        ("cafe\u0301!", f"cafe\u0301{F}!"),
        ("Voir https://exemple.fr/?a=1;b:2! Merci", f"Voir https://exemple.fr/?a=1;b:2{F}! Merci"),
    ],
)
def test_french(text: str, expected: str) -> None:
    assert typeset(text, language="fr") == expected
    assert typeset(text, language="fr-FR", medium="pdf") == expected
    assert typeset(text, language="fr", medium="epub") == expected.replace(F, N)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!",
        "! bonjour",
        "?!",
        "«",
        "»",
        "« »",
        '"',
        "\n!\n",
        "(?) (!) [?]",
        "12:30, 12h30, 16:9, 1:100",
        "https://exemple.fr/a?b=c;d:e'f...g",
        "mailto:a@b.fr et d'or@exemple.fr",
        ":-) ;) :D ;-) :'( ^^ <3 xD merci:) ok;)",
        '`a = b ? c : d; "e" l\'f...`',
        "```\nx !\n'y'\n```",
        "&amp; &eacute; &#233;",
        "a;b a!=b a != b x?y c::d C:\\d",
        ":jardin: :+1:",
        "../../a .../b",
        'un écran de 5" et "toi"',
        '"seul',
        "5'30",
        "10 000 €, 3,14",
        "\u202eabc\u202c \u200b \x00 Z\u0351\u0352\u0353 \ufeff",
    ],
)
def test_left_alone_in_french(text: str) -> None:
    assert typeset(text, language="fr") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Hello," she said.', "“Hello,” she said."),
        ("'Stop!' he shouted.", "‘Stop!’ he shouted."),
        ("It's the dogs' garden.", "It’s the dogs’ garden."),
        ("the '90s, 'tis rock 'n' roll", "the ’90s, ’tis rock ’n’ roll"),
        ("\"It's 'fine'\"", "“It’s ‘fine’”"),
        ("\"'Yes'\"", "“‘Yes’”"),
        ('5\'11" tall "giant"', "5'11\" tall “giant”"),
        ("Wait... what? No: yes!", "Wait… what? No: yes!"),
        ("a — b—c", "a — b—c"),
        ('one " alone', 'one " alone'),
        ("`it's` https://a.b/it's :'(", "`it's` https://a.b/it's :'("),
    ],
)
def test_english(text: str, expected: str) -> None:
    assert typeset(text, language="en-GB") == expected


def test_quotes_are_paired_inside_a_paragraph() -> None:
    text = '"un\n\ndeux"\n\n"trois"'
    assert typeset(text, language="fr") == f'"un\n\ndeux"\n\n«{F}trois{F}»'


def test_other_languages_are_left_alone() -> None:
    text = '¿Qué? «l\'a»... "b" !'
    assert typeset(text, language="es") == text
    assert typeset(text, language="") == text
