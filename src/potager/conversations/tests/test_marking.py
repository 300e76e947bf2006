"""From what is typed to what is shown: what stands, what is calmed, what never comes out, and how long it takes."""

import re
import time
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potager.communities.models import Community
from potager.conversations.marking import MAY_LINK, _markdown, rendered

POST = "0192f0c8-0000-7000-8000-000000000000"
HERE = Community(name="Here", address="here", language="en")


def html(body: str) -> str:
    return rendered(body, community=HERE).html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("*a* **b** ~~c~~ `d<e`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d&lt;e</code></p>"),
        ("# A\n### B\n# C", "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>"),
        ("##### Deep", "<h3>Deep</h3>"),
        ("> # Q", "<blockquote>\n<p>Q</p>\n</blockquote>"),
        ("```py\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("[x](/c/here/)", '<p><a href="/c/here/">x</a></p>'),
        (
            "https://e.org/a_b_c",
            '<p><a href="https://e.org/a_b_c" rel="nofollow noopener">https://e.org/a_b_c</a></p>',
        ),
        ("[x](//e.org)", '<p><a href="//e.org" rel="nofollow noopener">x</a></p>'),
        ("![x](https://e.org/x.png)", '<p>!<a href="https://e.org/x.png" rel="nofollow noopener">x</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("www.e.org a@e.org", "<p>www.e.org a@e.org</p>"),
    ],
)
def test_what_is_typed_and_what_is_shown(typed: str, shown: str) -> None:
    assert html(typed) == shown


@pytest.mark.django_db
def test_it_knows_what_it_speaks_of() -> None:
    found = rendered(
        f"> [Ada](/topics/x/3/#post-{POST})\n\nSee https://e.org and https://e.org and [y](/c/)",
        community=HERE,
    )
    assert found.quoted == (UUID(POST),) and found.links == ("https://e.org",)
    assert rendered(f"[Ada](/topics/x/3/#post-{POST})", community=HERE).quoted == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "piece",
    [
        *("> ", "[", "![", "*a_ ", "- ", "`", "a**b", "<", "(", "[a](", "~~a", "&", "\\", "1. "),
        *("http://", "@a ", "|a", "\n", "    - x\n"),
    ],
)
def test_whatever_is_repeated_it_takes_no_time(piece: str) -> None:
    """Beside plain words of the same length: what is pathological costs some times as much, not its square."""
    plain = _seconds("word " * 4000)
    assert _seconds(piece * (20_000 // len(piece))) < 60 * plain + 0.5


def _seconds(body: str) -> float:
    start = time.process_time()
    html(body)
    return time.process_time() - start


TAG = re.compile(r"</?([a-z0-9]+)((?:\s[^<>]*)?)>")
ALLOWED = {
    "p",
    "br",
    "em",
    "strong",
    "s",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "hr",
    "h3",
    "h4",
    "a",
    "span",
}


@pytest.mark.django_db
@settings(max_examples=120, deadline=None)
@given(st.text(st.sampled_from("<>\"'`*_~[]()!#&;:=-\n\t /\\ajscript1\u0000\u202ehttp:"), max_size=200))
def test_nothing_but_the_few_elements_comes_out(typed: str) -> None:
    made = html(typed)
    rest = TAG.sub("", made)
    assert "<" not in rest
    for name, attributes in TAG.findall(made):
        assert name in ALLOWED
        assert (
            not re.search(r"\son|style|javascript:", attributes.lower().replace("%", ""))
            or "href" in attributes
        )
        href = re.search(r'href="([^"]*)"', attributes)
        assert href is None or not href[1].lower().strip().startswith(("javascript", "data", "vbscript"))


PIECES = [
    *("http", "mailto", "ftp", ":", "//", "/", "e.org", "a@e.org"),
    *("&#58;", "&colon;", "&#47;"),
    *"\\*_`[()<>a",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, " ", "\n"])).map("".join))
def test_what_is_not_looked_through_for_addresses_holds_none(body: str) -> None:
    if not MAY_LINK.search(body):
        assert _markdown(finds_links=True).render(body) == _markdown(finds_links=False).render(body)
