"""Prose with a little form: what is read, what stays text, what comes out, how long it takes."""

import time
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potager.lib import prose

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x) [y](file:///etc/passwd) [z](//evil.example)",
    '[x](https://e.org/"onmouseover="alert(1))',
    "[x](<https://e.org/a b>)",
    "![x](https://e.org/p.png)",
    "<https://e.org/> <a@b.c>",
    "&lt;script&gt; &#x3c;script&#x3e;",
    "<!-- x --> <![CDATA[y]]> <?php z ?>",
    "# <h1 onclick=x>\n> <b>\n- <i>\n\n    <pre>code</pre>\n\n```js\nx\n```",
    "</p></div></body></html>",
    "[a]: javascript:alert(1)\n\n[a]",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_becomes_an_element_of_its_own(text: str) -> None:
    for made in (prose.html(prose.parse(text)), prose.fenced(prose.html(prose.parse(text)))):
        tree = ElementTree.fromstring(f"<r>{made.replace('<br>', '<br/>')}</r>")
        names = {element.tag for element in tree.iter()} - {"r"}
        assert names <= {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "em", "strong", "a", "br"}
        for element in tree.iter():
            assert set(element.attrib) <= {"id", "dir", "href", "start", "rel"}
            assert element.get("href", "https://").startswith(("http://", "https://"))


def test_the_fence_changes_nothing_that_prose_makes() -> None:
    made = prose.html(prose.parse("# A\n\nb *c* **d**\ne\n\n- f\n\n2. g\n\n> h"), anchor="p")
    assert prose.fenced(made).replace("<br>", "<br/>") == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a *b* **c** ***d***", "a <em>b</em> <strong>c</strong> <strong><em>d</em></strong>"),
        ("a\nb", "a<br/>b"),
        ("5 * 3 = 15 et snake_case_name", "5 * 3 = 15 et snake_case_name"),
        ("[go](https://e.org/a?b=1&c=2)", '<a href="https://e.org/a?b=1&amp;c=2">go</a>'),
        ("l'été — « oui »", "l&#x27;été — « oui »"),
        (r"\*not\* \# this", "*not* # this"),
    ],
)
def test_what_stands_in_a_paragraph(text: str, made: str) -> None:
    assert prose.html(prose.parse(text)) == f'<p dir="auto">{made}</p>'


def test_headings_never_skip_a_rank() -> None:
    blocks = prose.parse("### a\n\n##### b\n\n# c\n\n## d")
    assert [block.number for block in blocks] == [1, 2, 1, 2]
    assert "<h" not in prose.html(prose.parse("> # quoted\n\n- # listed"))


def test_plain_words() -> None:
    assert prose.plain("# A\n\nb *c*\n\n- d\n- [e](https://e.org)") == "A\nb c\nd\ne"
    assert prose.folded("L’été, « OUI »… \u202f!") == prose.folded("l'été  oui") == "l été oui"


@given(st.text(max_size=400))
def test_whatever_is_typed_is_well_formed_and_keeps_its_letters(text: str) -> None:
    blocks = prose.parse(text)
    made = prose.html(blocks, anchor="p")
    clean = "".join(
        sign for sign in made if sign in "\t\n\r" or " " <= sign < "\ud800" or "\ue000" <= sign < "\ufffe"
    )
    ElementTree.fromstring(f"<r>{clean}</r>")


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "*",
        "**",
        "_a",
        ">",
        "- ",
        "[a](",
        "1. a\n",
        "](<b",
        "![",
        "**x* ",
        "*_",
        "- a\n",
        "# a\n",
        "\\",
        "`",
    ],
)
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    start = time.perf_counter()
    prose.fenced(prose.html(prose.parse(text)))
    assert time.perf_counter() - start < 5
