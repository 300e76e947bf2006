"""What word processors put on the clipboard becomes Markdown; what is hostile there becomes text or nothing."""

# ruff: noqa: E501 (HTML as programs write it)

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potager import testing
from potager.editorial import marking
from potager.editorial.pasting import markdown_of
from potager.editorial.tests.test_marking import hostile_in

NAUGHTY = Path(__file__).resolve().parents[5] / "shared/data/security/mozilla+bleach"
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm} --></style><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head>
<body lang=FR><!--StartFragment--><h1><span style='mso-fareast-language:FR'>Le pois<o:p></o:p></span></h1>
<p class=MsoNormal>Un <b style='mso-bidi-font-weight:normal'>grand<span style='mso-spacerun:yes'>  </span></b><i>pois</i>
*nain*<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>
<![if !supportFootnotes]>[1]<![endif]></span></a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Semer</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o
</span><![endif]>Arroser</p><table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Mois</b></p></td><td><p>Acte</p>
</td></tr><tr><td><p>Mars</p></td><td><p>Semis | pois</p></td></tr></table><div style='mso-element:footnote-list'>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> Une note.</p>
</div></div><!--EndFragment--></body></html>"""
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span
style="font-weight:400;">Titre</span></h2><p dir="ltr"><span style="font-weight:700;font-style:normal">Gras</span><span
style="font-weight:400;font-style:italic"> et italique</span> <a href="https://www.google.com/url?q=https://pois.example/a&amp;sa=D">
<span>lien</span></a></p><ul><li dir="ltr"><p role="presentation"><span>un</span></p></li><ul><li><p>deux</p></li></ul></ul>
<ol start="3"><li><p>trois</p></li><li>quatre</li></ol><br></b>"""
LIBRE = """<!DOCTYPE html><html><head><style type="text/css">@page { margin: 2cm }</style></head><body lang="fr-FR">
<p style="line-height: 100%">Bonjour <font face="Liberation"><strike>non</strike></font> <code>x_y</code><sup><a
class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup><br>1. ligne</p><blockquote><p>Cité</p>
<p>Deux</p></blockquote><pre>a  b
c</pre><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" href="#sdfootnote1anc">1</a> La note</p></div></body>"""


def test_word() -> None:
    assert markdown_of(WORD) == (
        "## Le pois\n\nUn **grand** *pois* \\*nain\\*[^1].\n\n- Semer\n    - Arroser\n\n"
        "| **Mois** | Acte |\n|---|---|\n| Mars | Semis \\| pois |\n\n[^1]: Une note."
    )


def test_google_docs() -> None:
    assert markdown_of(DOCS) == (
        "## Titre\n\n**Gras** *et italique* [lien](https://pois.example/a)\n\n- un\n    - deux\n3. trois\n4. quatre"
    )


def test_libreoffice() -> None:
    assert markdown_of(LIBRE) == (
        "Bonjour ~~non~~ `x_y`[^1]\\\n1\\. ligne\n\n> Cité\n>\n> Deux\n\n```\na  b\nc\n```\n\n[^1]: La note"
    )


def test_what_is_hostile_becomes_nothing() -> None:
    made = markdown_of(
        "<p>a<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>b</a>"
        "<iframe src='//x'></iframe><svg><a xlink:href='javascript:x'>c</a></svg><b onclick=x>d</b> &lt;img src=x&gt; "
        "<a href='data:text/html,x'>e</a> # [x](javascript:y)</p><style>p{}</style><math><mtext></mtext></math>"
    )
    assert "alert" not in made and "onclick" not in made
    html = marking.rendered(made, pictures={}, language="fr").html
    assert not hostile_in(html) and "<img" not in html and "<a" not in html


PARTS = [
    "<b>",
    "</b>",
    "<p",
    ">",
    "<li>",
    "<table><td>",
    "<a href=x>",
    '"',
    "&lt;",
    "<!--",
    "-->",
    "<![if",
    "|",
    "*",
    "```",
]


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=6), max_size=40))
@settings(max_examples=25, deadline=None)
def test_it_never_stumbles(pieces: list[str]) -> None:
    assert not hostile_in(marking.rendered(markdown_of("".join(pieces)), pictures={}).html)


@pytest.mark.parametrize(
    "piece", ["<b>", "<div>", "<table><tr><td>", "<ul><li>", "<", "<a href=x>", "</p>", "a*_["]
)
def test_it_takes_little_time(piece: str) -> None:
    begun = process_time()
    markdown_of(piece * (120_000 // len(piece)))
    assert process_time() - begun < 2


@pytest.mark.skipif(not NAUGHTY.is_dir(), reason="no hostile samples beside the checkout")
def test_samples_that_fooled_sanitisers() -> None:
    samples = [file.read_text(errors="replace") for file in NAUGHTY.rglob("*.test")]
    assert samples
    for sample in samples:
        assert not hostile_in(marking.rendered(markdown_of(sample), pictures={}).html)
        assert not hostile_in(marking.rendered(sample, pictures={}).html)


@pytest.mark.django_db
def test_a_member_pastes(client: object) -> None:
    assert client.post("/articles/paste/", {"html": "<b>a</b>"}).status_code == 302  # type: ignore[attr-defined]
    client.force_login(testing.a_member("Éline"))  # type: ignore[attr-defined]
    answer = client.post("/articles/paste/", {"html": "<p>Un <b>pois</b></p>"})  # type: ignore[attr-defined]
    assert answer.content.decode() == "Un **pois**" and answer["Content-Type"].startswith("text/plain")
