"""Two languages: each text says which it is in, and what a person chose is remembered."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("languages")]


def test_an_english_story_read_in_french_says_that_it_is_english(visit):
    reader = visit()
    page = reader.go("/c/tide-table/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "en")
    page.locator("main a[href^='/stories/'][lang=en]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "en")
    expect(reader.story.locator(".said").first).to_have_attribute("lang", "en")
    expect(reader.text).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Passer la plume")).to_be_visible()
    reader.check()


def test_what_arrives_live_comes_in_the_language_of_each_reader(visit, plot):
    path = plot.open_story("Deux oreilles")
    french, english, author = visit(), visit(locale="en-GB"), visit()
    french.go(path)
    english.go(path)
    author.sign_in("Bilingue", "bilingue@langues.example")
    author.go(path)
    author.text.fill("Elle dit : « Bonjour ! »")
    author.page.get_by_text("Signé : Bilingue").click()
    author.page.get_by_label("Sans nom").check()
    author.send()
    expect(french.story.locator(".new")).to_contain_text("sans signature")
    expect(english.story.locator(".new")).to_contain_text("unsigned")
    expect(english.story.locator(".new .said")).to_have_attribute("lang", "fr")
    expect(english.page.locator("#story-numbers")).to_have_text("1 anonymous author, 2 hands, 10 fingers")


def test_the_switch_works_and_is_remembered(visit):
    reader = visit()
    page = reader.go("/c/mains-vertes/")
    page.get_by_role("button", name="EN").click()
    expect(page).to_have_url(reader.house.url + "/c/mains-vertes/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="All stories")).to_be_visible()
    reader.go("/sign-in/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="FR").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_the_browser_s_language_is_the_first_guess(visit):
    for locale, language in (("en-GB", "en"), ("fr-CA", "fr"), ("de-DE", "fr")):
        page = visit(locale=locale).go("/")
        expect(page.locator("html")).to_have_attribute("lang", language)
