"""A newcomer: from the entrance to a story that grows as one looks."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("arrival")]


def test_a_newcomer_sees_the_story_grow(visit, house):
    newcomer = visit()
    page = newcomer.go("/")
    page.get_by_role("link", name="Les Mains vertes").click()
    page.get_by_role("link", name="La nuit des courges").first.click()
    expect(page).to_have_url(re.compile(r"/stories/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("La nuit des courges")
    before = newcomer.story.locator("[data-position]").count()
    page.evaluate("window.stayed = true")

    # At first a demo writes every few seconds; after the first minute, calmly.
    arrived = newcomer.story.locator("[data-position].new")
    expect(arrived.first).to_be_attached(timeout=10_000 if house.age < 40 else 30_000)

    assert newcomer.story.locator("[data-position]").count() > before
    chip = page.locator("#story-arrived")
    expect(chip).to_be_visible()
    expect(chip).to_have_text(re.compile(r"\d+ nouveaux? passages?"))
    chip.locator("a").click()
    expect(arrived.first).to_be_in_viewport()
    expect(page.locator("#story-presence")).to_have_text(re.compile(r"\d+ (personne lit|personnes lisent)"))
    assert page.evaluate("window.stayed"), "the page was reloaded"
    newcomer.check()


def test_the_chip_goes_once_the_new_text_is_read(visit, plot):
    path = plot.open_story("La brouette d’en face")
    reader, author = visit(), visit()
    reader.go(path)
    author.go(path)
    author.text.fill("Une brouette passa, toute seule.")
    author.sign("Basile", "basile@arrivee.example")
    author.send()
    author.confirm("basile@arrivee.example")

    expect(reader.story).to_contain_text("Une brouette passa, toute seule.")
    expect(reader.page.locator("#story-arrived")).to_be_hidden()
    expect(reader.story.locator(".new")).to_have_count(1)
    expect(reader.page.locator("#story-numbers")).to_have_text(re.compile("1 auteur.*2 mains, 10 doigts"))


def test_who_reads_and_who_writes_are_counted_never_named(visit, plot):
    path = plot.open_story("Ceux qui passent")
    reader, author = visit(), visit()
    reader.go(path)
    author.go(path)
    here = reader.page.locator("#story-presence")
    expect(here).to_have_text("2 personnes lisent")
    author.text.press_sequentially("Je commence à peine")
    expect(here).to_have_text("2 personnes lisent, 1 écrit")


def test_closing_a_browser_lowers_the_number(visit, plot):
    path = plot.open_story("Ceux qui s’en vont")
    stays, leaves = visit(), visit()
    stays.go(path)
    leaves.go(path)
    expect(stays.page.locator("#story-presence")).to_have_text("2 personnes lisent")
    leaves.page.close()
    expect(stays.page.locator("#story-presence")).to_have_text("1 personne lit", timeout=20_000)
