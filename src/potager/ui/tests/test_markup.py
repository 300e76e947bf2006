"""What the kit's tags, forms and pages write."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

import potager
from potager.ui.forms import CodeInput, RadioCards
from potager.ui.icons import ICONS
from potager.ui.specimens import DRAWINGS

PACKAGE = Path(potager.__file__).parent
TEMPLATES = sorted(file for file in PACKAGE.rglob("templates/**/*") if file.suffix in {".html", ".svg"})


class Leaflet(forms.Form):
    title = forms.CharField(help_text="Short.")
    reading = forms.ChoiceField(
        choices=[("all", "All"), ("few", "Few")], widget=RadioCards(about={"few": "<Members>"})
    )
    code = forms.CharField(widget=CodeInput(), required=False)
    agreed = forms.BooleanField()


def written(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_every_icon_and_drawing_named_in_a_template_exists() -> None:
    for file in TEMPLATES:
        text = file.read_text()
        assert set(re.findall(r'\{% icon "([\w-]+)"', text)) <= set(ICONS), file
        assert set(re.findall(r'\{% drawing "([\w-]+)"', text)) <= set(DRAWINGS), file
    assert set(DRAWINGS) == {file.stem for file in (PACKAGE / "ui/templates/ui/drawings").iterdir()}


def test_no_template_holds_what_the_security_policy_refuses() -> None:
    for file in TEMPLATES:
        text = file.read_text()
        if "mail" in file.parts or "press" in file.parts:
            continue  # letters and books are not pages of the site
        assert not re.search(r'\sstyle="|<style|\son[a-z]+="|javascript:', text), file
        assert not re.search(r'<script(?![^>]*\b(?:src=|type="application/ld\+json"))', text), file


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in written('{% icon "leaf" %}')
    spoken = written('{% icon "lock" label=label %}', label='"><script>')
    assert 'role="img"' in spoken
    assert "<script>" not in spoken
    with pytest.raises(KeyError):
        written('{% icon "unheard-of" %}')


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Marguerite Dupré", "MD"), ("Tahar", "T"), ("Jo & Lou", "JL"), ("", "·"), ("<b>", "·"), ("😀", "·"),
     ("a\u0301gnes  de la Tour", "AT")],
)  # fmt: skip
def test_an_avatar_shows_initials(name: str, initials: str) -> None:
    markup = written("{% avatar name %}", name=name)
    assert markup.endswith(f">{initials}</span>")


@pytest.mark.parametrize(
    ("count", "on", "empty", "over"), [(0, 0, 5, 0), (3, 3, 2, 0), (5, 5, 0, 0), (90, 5, 0, 5)]
)
def test_pips_count_sentences(count: int, on: int, empty: int, over: int) -> None:
    markup = written("{% pips count 5 %}", count=count)
    assert (markup.count('"on"'), markup.count('""'), markup.count('"over"')) == (on, empty, over)


def test_a_moment_is_read_without_scripts() -> None:
    with translation.override("fr"):
        markup = written('{% moment when "DATE_FORMAT" %}', when=datetime(2013, 1, 31, 23, 30, tzinfo=UTC))
    assert markup == '<time datetime="2013-02-01T00:30:00+01:00" data-relative>1 février 2013</time>'


def test_a_field_tells_its_help_and_its_error() -> None:
    markup = str(Leaflet({"title": ""}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in markup
    assert 'aria-invalid="true"' in markup
    assert 'id="id_title_helptext"' in markup
    assert 'id="id_title_error"' in markup
    assert 'href="#id_title"' in markup, "the summary leads to the field"


def test_a_summary_leads_to_the_first_choice_of_a_group() -> None:
    target = re.search(r'href="#(id_reading[^"]*)"', str(Leaflet({})))
    assert target
    assert f'id="{target[1]}"' in str(Leaflet({}))


def test_radio_cards_are_a_group_with_sentences() -> None:
    markup = str(Leaflet()["reading"].as_field_group())
    assert markup.count('type="radio"') == 2
    assert "<fieldset" in markup
    assert "<legend>" in markup
    assert "&lt;Members&gt;" in markup


def test_a_code_is_offered_by_the_phone() -> None:
    markup = str(Leaflet()["code"])
    assert 'autocomplete="one-time-code"' in markup
    assert 'inputmode="numeric"' in markup


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", ["403.html", "404.html", "429.html", "500.html"])
def test_pages_of_errors_need_no_request(page: str, language: str) -> None:
    with translation.override(language):
        markup = render_to_string(page)
    assert f'<html lang="{language}">' in markup
    assert markup.count("<h1>") == 1


@pytest.mark.django_db
def test_the_living_page_speaks_both_languages(client: Client) -> None:
    for language, heading in [("fr", "Le nécessaire graphique"), ("en", "The design kit")]:
        answer = client.get("/ui/", headers={"accept-language": language})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert f'<html lang="{language}">' in page
        assert f"<h1>{heading}</h1>" in page
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
