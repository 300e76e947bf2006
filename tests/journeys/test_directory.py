"""Somebody says what they can do, by the keyboard, and chooses who reads it; another finds them, on a phone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("directory")]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
SUGGESTED = re.compile("Greffer les pivoines")


def test_a_talent_is_said_and_found(visit, plot):
    ada, bruno, passer = visit(), visit(**PHONE), visit(**PHONE)
    for person, name in ((ada, "Ada Lemaire"), (bruno, "Bruno Roux")):
        person.sign_in(name, f"{name[:3].lower()}@directory.example")
        person.go(f"/c/{plot.address}/join/").locator("main form button.button").first.click()
        expect(person.page.get_by_role("link", name="Membres")).to_be_visible()
    _say_before(bruno)
    _say_by_keyboard(ada)
    path = ada.page.url.removeprefix(ada.house.url)
    _find(bruno, plot, path)
    _pass_by(passer, plot, path)


def _say_before(bruno):
    """What somebody of the same community says is what others are offered first."""
    page = bruno.go("/me/profile/")
    page.get_by_label("Ce que je sais faire", exact=False).first.fill("Greffer les pivoines")
    page.get_by_role("button", name="Garder mon profil").click()
    expect(page.get_by_text("Votre profil est gardé.")).to_be_visible()


def _say_by_keyboard(ada):
    """One talent of the list, chosen by arrows; one of one's own, with a comma; the place for members only."""
    page = ada.go("/me/profile/")
    talents = page.locator("textarea[name=talents]")
    talents.focus()
    page.keyboard.type("greff")
    option = page.get_by_role("option", name=SUGGESTED)
    expect(option).to_have_attribute("aria-selected", "false")  # nothing is chosen for anybody
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(talents).to_have_value("Greffer les pivoines, ")
    page.keyboard.type("siffler sous la pluie")
    page.keyboard.press("Tab")
    expect(page.locator("select[name=talents_to]")).to_be_focused()
    page.keyboard.type("Tout le monde")
    expect(page.locator("select[name=talents_to]")).to_have_value("everyone")
    for name, typed in (("place", "Cluny"), ("point", "46.43, 4.66")):
        page.locator(f"input[name={name}]").focus()
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Votre profil est gardé.")).to_be_visible()
    expect(page.get_by_text("siffler sous la pluie")).to_be_visible()
    ada.check()


def _find(bruno, plot, path):
    """By what was suggested, by words, and on the map: the table says what the drawing shows."""
    page = bruno.go(f"/c/{plot.address}/directory/")
    bruno.check()
    page.get_by_role("link", name="Greffer les pivoines").first.click()
    expect(page.get_by_role("link", name="Ada Lemaire")).to_be_visible()
    page.locator("input[name=q]").last.fill("siffl")
    page.locator("input[name=q]").last.press("Enter")
    expect(page.get_by_role("link", name="Ada Lemaire")).to_be_visible()
    page.get_by_role("navigation", name="Personnes").get_by_role("link", name="Carte").click()
    row = page.get_by_role("row", name=re.compile("Cluny"))
    bruno.check()
    row.get_by_role("link", name="Ada Lemaire").click()
    expect(page).to_have_url(bruno.house.url + path)
    expect(page.get_by_text("Cluny")).to_be_visible()
    bruno.check()


def _pass_by(passer, plot, path):
    """Whoever passes by reads what was meant for everyone, and neither the place nor the directory."""
    page = passer.go(path)
    expect(page.get_by_text("siffler sous la pluie")).to_be_visible()
    expect(page.get_by_text("Cluny")).to_have_count(0)
    passer.check()
    passer.go(f"/c/{plot.address}/directory/map/")
    expect(page.get_by_text("Ada Lemaire")).to_have_count(0)
    expect(page).to_have_url(re.compile("sign-in"))
