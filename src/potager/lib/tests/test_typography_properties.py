"""What holds for every text, language and medium."""

from hypothesis import given
from hypothesis import strategies as st

from potager.lib.typography import Medium, typeset

PIECES = [
    *(
        "Oui",
        "non",
        "l'",
        "s",
        "D",
        "p",
        "n",
        "tis",
        "12",
        "30",
        "É",
        "e\u0301",
        "日本",
        "amp",
        "http",
        "www",
    ),
    *(
        "!",
        "?",
        ";",
        ":",
        "«",
        "»",
        '"',
        "'",
        "’",
        "‘",
        "“",
        "”",
        "...",
        "..",
        ".",
        "…",
        "`",
        "```",
        "=",
        "/",
    ),
    *("-", "—", "–", "(", ")", "[", "]", "*", "_", "@", "&", "#", "+", "^", "<", "3", "\\", "$", ","),
    *(" ", "  ", "\u00a0", "\u202f", "\u2009", "\t", "\n", "\n\n", "\r\n", "\r", "\u2028", "\u200b", "\x00"),
    *(":)", ";-)", ":D", ":'(", "http://", "mailto:", "https://a.b", "x@y.z", "12:30", "&amp;", ":ok:", "🌱"),
    *("\u202e", "\ud800"),
]
HOSTILE = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=40).map("".join)
LANGUAGE = st.sampled_from(["fr", "fr-FR", "en", "en-GB", "de"])
MEDIUM: st.SearchStrategy[Medium] = st.sampled_from(["web", "pdf", "epub"])
NEW_LINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@given(HOSTILE, LANGUAGE, MEDIUM)
def test_twice_is_once(text: str, language: str, medium: Medium) -> None:
    once = typeset(text, language=language, medium=medium)
    assert typeset(once, language=language, medium=medium) == once


@given(HOSTILE, LANGUAGE, MEDIUM)
def test_only_spaces_quotes_and_dots_change(text: str, language: str, medium: Medium) -> None:
    def kept(value: str) -> str:
        return "".join(sign for sign in value if sign not in " \u00a0\u202f\u2009.…'’‘\"“”«»")

    assert kept(typeset(text, language=language, medium=medium)) == kept(text)


@given(HOSTILE, LANGUAGE)
def test_lines_stay_as_they_are(text: str, language: str) -> None:
    def breaks(value: str) -> list[str]:
        return [sign for sign in value if sign in NEW_LINES]

    assert breaks(typeset(text, language=language)) == breaks(text)


@given(HOSTILE)
def test_books_for_reading_devices_hold_no_fine_space(text: str) -> None:
    assert "\u202f" not in typeset(text, language="fr", medium="epub")
