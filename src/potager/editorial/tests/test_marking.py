"""What a text becomes: marks, notes, typography; and that nothing hostile comes out, in little time."""

# ruff: noqa: RUF005, E501 (lists of hostile pieces, a few to a line)

import re
from html.parser import HTMLParser
from time import process_time
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potager.editorial import marking, marks
from potager.editorial.models import Medium, Picture


class _Looked(HTMLParser):
    """Collects what a browser would act upon."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        if tag not in marking.TAGS:
            self.found.append(tag)
        for name, value in attrs:
            said = (value or "").strip().lower()
            is_foreign = name in {"src", "srcset", "poster"} and not said.startswith("/articles/")
            is_script = (
                name == "href" and re.match(r"[a-z]+:", said) and not said.startswith(("http", "mailto:"))
            )
            if name.startswith("on") or name == "style" or is_foreign or is_script:
                self.found.append(f"{name}={said}")


def hostile_in(html: str) -> list[str]:
    """Elements and attributes that must not come out of anything."""
    looked = _Looked()
    looked.feed(html)
    looked.close()
    return looked.found


PIECES = st.lists(
    st.sampled_from(
        ["<script>alert(1)</script>", "![x](", "picture:", str(uuid4()), ")", "[a](javascript:alert(1))", "\n\n"]
        + ["::: gallery", "\n:::\n", "[^1]", "[^1]: ", "|a|b|\n|-|-|\n", "```", "~~", "*", "**", "`", "> ", "- ", "1. "]
        + ["    ", "https://", "a@b.c", "<img src=x onerror=alert(1)>", "![](https://evil.example/x.png)", "+++\n"]
        + ["<!-- more -->", '"', "'", " !", "«", "\u2028", "&#106;", "\\", '<a href="javascript:x">', "{{", "\x00"]
        + ["[x]: javascript:y\n", "\u202e", f"![x](media:{uuid4()})\n"]
    )
    | st.text(max_size=12),
    max_size=40,
)  # fmt: skip


def html_of(body: str, **held: object) -> str:
    held = {"pictures": {}, "language": "fr", "unique": "leek", **held}
    return marking.rendered(body, **held).html  # type: ignore[arg-type]


def a_picture(**fields: object) -> Picture:
    ready = {"state": "ready", "digest": "0" * 32, "width": 900, "height": 600}
    return Picture(id=uuid4(), **{**ready, **fields})


def test_a_text_with_everything() -> None:
    made = marking.rendered(
        "# Des *pois* ?\n\nUn \"mot\" ; voir https://pois.example/a_(b).\n\n+++\n\n~~non~~ [ici](/c/jardin/)[^n] "
        "[là](https://x.example)\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```py\nx ? 1\n```\n\n[^n]: Note[^n] !",
        pictures={}, language="fr", unique="leek",
    )  # fmt: skip
    assert "<h2>Des <em>pois</em>\u202f?</h2>" in made.html
    assert "«\u202fmot\u202f»\u202f;" in made.html and "x ? 1" in made.html and "<s>non</s>" in made.html
    assert (
        '<a href="https://pois.example/a_(b)" rel="nofollow noopener">https://pois.example/a_(b)</a>.'
        in made.html
    )
    assert '<a href="/c/jardin/">ici</a>' in made.html and '<td class="right">2</td>' in made.html
    assert 'id="fnref-leek-1"' in made.html and 'href="#fnref-leek-1" class="backref"' in made.html
    assert made.excerpt.endswith("</p>") and "<table" not in made.excerpt and "Note" not in made.excerpt
    assert made.words == len(made.text.split()) and "pois ?" in made.text.replace("\u202f", " ")


def test_an_excerpt_has_notes_of_its_own() -> None:
    made = marking.rendered(
        "A[^1].\n\n<!-- more -->\n\nB[^2].\n\n[^1]: One.\n\n[^2]: Two.", pictures={}, unique="leek"
    )
    assert 'id="fn-leekx-1"' in made.excerpt and "One." in made.excerpt and "Two." not in made.excerpt
    assert set(re.findall(r' id="([^"]+)"', made.html)).isdisjoint(re.findall(r' id="([^"]+)"', made.excerpt))
    assert not marking.rendered("```\n+++\n```", pictures={}).excerpt, (
        "a cut that is shown as code cuts nothing"
    )


def test_pictures_galleries_and_media_stand_where_their_lines_are() -> None:
    first, second = a_picture(alternative='Pois "nains"', caption="<b>Mars", credit="Éline"), a_picture()
    sound = Medium(
        id=uuid4(), kind="sound", digest="1" * 32, ending="mp3", title="Pluie", words="Il pleut.\n\nEncore."
    )
    body = (
        f"Avant\n![](picture:{first.pk})\naprès\n\n::: galerie Le potager\n![](picture:{first.pk})\n"
        f"![Des fleurs](picture:{second.pk})\n![](picture:{uuid4()})\n:::\n\n> ![](media:{sound.pk})"
    )
    html = html_of(body, pictures={first.pk: first, second.pk: second}, media={sound.pk: sound})
    assert html.count("<figure") == 5 and "<p>Avant</p>" in html and "<p>après</p>" in html
    assert 'alt="Pois &quot;nains&quot;"' in html and "&lt;b&gt;Mars" in html and 'alt="Des fleurs"' in html
    assert f'src="{sound.file_address}"' in html and "<details" in html and "Il pleut." in html
    assert "Le potager" in html and not hostile_in(html)
    assert [mark.kind for mark in marks.marks_in(body)] == ["picture", "picture", "picture", "picture"]
    assert html_of("::: gallery never closed\n\ntext").endswith("<p>text</p>")


@given(PIECES)
@settings(max_examples=40, deadline=None)
def test_nothing_hostile_comes_out(pieces: list[str]) -> None:
    made = marking.rendered("".join(pieces), pictures={}, language="fr", unique="leek")
    for html in (made.html, made.excerpt):
        assert not hostile_in(html)


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "[^", "[^a]: x\n[^", " *a", "`a``b", "> ", "- ", "**a *b ", "|a|b|\n|-|-|\n", "[a](", "~~a", "<a "]
    + ["[x]: <a\n", "http://a.b/(((", '"a ', "l'", "![](picture:", "::: gallery\n", "\\[", "&#0;", "a_", "1. ", "a\n\n"],
)  # fmt: skip
def test_hostile_nesting_takes_time_in_proportion(piece: str) -> None:
    html_of("x")
    times = []
    for length in (2_000, 8_000):
        begun = process_time()
        html_of((piece * (length // len(piece) + 1))[:length])
        times.append(process_time() - begun)
    assert times[1] < 9 * times[0] + 0.15
