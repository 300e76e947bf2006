"""Two people in one conversation, one of them on two devices: what one does, the others see."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("conversation")]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


@pytest.fixture
def people(visit, plot):
    """Ada at her desk and on her phone, and Bruno."""
    ada, bruno = visit(), visit()
    for person, name in ((ada, "Ada"), (bruno, "Bruno Le Goff")):
        person.sign_in(name, f"{name[:3].lower()}@talk.example")
        person.go(f"/c/{plot.address}/join/").locator("main form button.button").first.click()
        expect(person.page.get_by_role("link", name="Membres")).to_be_visible()
    return ada, visit(storage_state=ada.context.storage_state(), **PHONE), bruno


def test_reactions_names_marks_and_drafts(people, plot):
    ada, phone, bruno = people
    page = bruno.go(f"/c/{plot.address}/topics/new/")
    page.get_by_label("De quoi s’agit-il").fill("Les limaces de mai")
    page.locator("textarea[name=text]").fill("Elles ont mangé **toutes** les salades.")
    page.get_by_role("button", name="Ouvrir la conversation").click()
    expect(page.locator("article.post")).to_have_count(1)
    path = page.url.removeprefix(bruno.house.url).partition("#")[0]
    _is_new(phone, plot)
    _thank(ada, bruno, path)
    _read_elsewhere(phone, plot)
    _call(ada)
    _go_on(ada, phone, path)
    for one in people:
        one.check()


def _is_new(phone, plot):
    page = phone.go(f"/c/{plot.address}/topics/?show=unread")
    expect(page.get_by_role("link", name="Les limaces de mai")).to_be_visible()
    expect(page.get_by_role("link", name="nouveau", exact=True)).to_be_visible()


def _thank(ada, bruno, path):
    """One press; the author sees it without a reload, and so does its undoing."""
    page = ada.go(path)
    thanks = page.locator(".reaction[value=thanks]")
    with page.expect_request(re.compile("/read/")):  # the eye has seen it
        thanks.click()
        expect(thanks).to_have_attribute("aria-pressed", "true")
    expect(bruno.page.locator(".reaction[value=thanks] b")).to_have_text("1")
    page.locator(".reaction.else").click()
    page.get_by_role("button", name="Ça me fait rire").click()
    expect(bruno.page.locator(".reaction[value=laugh] b")).to_have_text("1")
    page.locator(".reaction[value=laugh]").first.click()
    expect(bruno.page.locator(".reaction[value=laugh]")).to_have_count(0)


def _read_elsewhere(phone, plot):
    page = phone.page
    expect(page.get_by_role("link", name="nouveau", exact=True)).to_have_count(0)  # without a reload
    page.reload()
    expect(page.get_by_role("heading", name="Vous avez tout lu")).to_be_visible()


def _call(ada):
    """A name by the keyboard alone."""
    text = ada.page.locator("#composer-text")
    text.press_sequentially("Bonjour @brun")
    expect(ada.page.get_by_role("option", name="Bruno Le Goff")).to_have_attribute("aria-selected", "true")
    text.press("Enter")
    expect(text).to_have_value("Bonjour @Bruno Le Goff ")


def _go_on(ada, phone, path):
    """What is typed here is there, is sent from there, and is asked about here."""
    ada.page.locator("#composer-text").press_sequentially("merci")
    expect(ada.page.get_by_text("Brouillon gardé", exact=True)).to_be_visible()
    page = phone.go(path)
    expect(page.locator("#composer-text")).to_have_value("Bonjour @Bruno Le Goff merci")
    page.locator("#composer .row .button").click()
    name = page.locator("article.post").last.locator("a.mention")
    expect(name).to_have_text("@Bruno Le Goff")
    expect(name).to_have_attribute("href", re.compile(r"^/people/[0-9a-f-]{36}/$"))
    ada.page.locator("#composer-text").press_sequentially(" !")
    expect(ada.page.locator("[data-question=gone]")).to_be_visible()
