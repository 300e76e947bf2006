"""What pages say of themselves, and pages that mean harm."""

import time

import pytest

from potager.lib.webpages import Webpage, read

URL = "https://garden.example/a/page"


def told(page: str | bytes, content_type: str = "text/html") -> Webpage:
    data = page.encode() if isinstance(page, str) else page
    return read(data, content_type=content_type, url=URL)


def test_a_page_with_everything() -> None:
    page = """<!doctype html><html><head><title>The title</title>
    <META name=description content='Beans &amp; "peas"'><meta content="The graph&#39;s title" property="og:title">
    <meta property="og:site_name" content="A garden"><meta property="og:image" content="../big.jpg?a=1&amp;b=2">"""
    assert told(page) == Webpage(
        "The graph's title", 'Beans & "peas"', "A garden", "https://garden.example/big.jpg?a=1&b=2"
    )


def test_a_page_with_a_title_alone_or_nothing() -> None:
    assert told("<title>\n Only\n  this </title>") == Webpage("Only this")
    assert told("") == told("<p>Nothing") == told(b"\x00\xff\xfe\x00" * 50) == Webpage("")
    assert (
        told('<meta property="og:title" content=""><title>Behind an empty one</title>').title
        == "Behind an empty one"
    )


def test_scripts_are_words_and_words_are_not_turned_round() -> None:
    hostile = (
        "<title>A<script>alert(1)</script>&lt;img src=x onerror=alert(1)&gt; \u202egnp.exe\x1b[2J</title>"
    )
    title = told(hostile).title
    assert (
        title == "A<script>alert(1)</script><img src=x onerror=alert(1)> gnp.exe[2J"
    )  # escaped where it is shown
    quoted = """<meta property='og:title' content='"><script>alert(1)</script>'>"""
    assert told(quoted).title == '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "picture",
    [
        "javascript:alert(1)",
        "data:image/png;base64,AA",
        "http://me:pw@a.b/x",
        "//localhost/x.png",
        "http://[::1/",
        "http://me@a.b/x",
    ],
)
def test_pictures_have_plain_addresses_or_none(picture: str) -> None:
    assert told(f'<title>t</title><meta property="og:image" content="{picture}">').picture == ""


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        ("<title>Pâté</title>".encode(), "text/html; charset=utf-8"),
        ("<title>Pâté</title>".encode(), "text/html; charset=iso-8859-1"),  # a server that says it wrongly
        ("<title>Pâté</title>".encode("latin-1"), "text/html; charset=utf-8"),  # the other way round
        ("<title>Pâté</title>".encode("latin-1"), "text/html"),
        ("<meta charset='x-unknown'><title>Pâté</title>".encode("cp1252"), "text/html; charset=zip"),
        ("<title>Pâté</title>".encode("utf-16"), "text/html"),
        ("<title>Pâté</title>é".encode()[:-1], "text/html"),  # cut in the middle of a letter
    ],
)
def test_letters_arrive_as_they_were_meant(data: bytes, content_type: str) -> None:
    assert told(data, content_type).title == "Pâté"


def test_other_alphabets() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><title>庭</title>'.encode(
        "shift_jis"
    )
    assert told(page).title == "庭"
    assert told("<title>Сад</title>".encode("koi8-r"), "text/html; charset=KOI8-R").title == "Сад"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<meta " * 80_000,
        "<title>" * 70_000,
        '<meta content="' * 35_000,
        "<meta property=og:title content=x>" * 15_000,
        "<" * 500_000,
        "<title>" + "&amp" * 125_000,
        "<!--" * 125_000,
        "<meta " + " ".join(f"a{number}=1" for number in range(60_000)),
        "<title" + " " * 500_000,
        "charset=" * 60_000,
    ],
    ids=lambda page: page[:12],
)
def test_a_hostile_page_takes_no_time(page: str) -> None:
    begun = time.process_time()
    told(page)
    assert time.process_time() - begun < 1.5


def test_what_is_long_is_cut() -> None:
    page = told(f"<title>{'t' * 900}</title><meta name=description content={'d' * 900}>")
    assert (len(page.title), len(page.description)) == (200, 400)
