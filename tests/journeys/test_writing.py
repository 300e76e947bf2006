"""Somebody writes with the toolbar by keyboard, quotes, adds a picture with its words and looks before sending."""

import re

import pytest
from playwright.sync_api import expect

from potager.testing import a_picture

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("writing")]


def test_a_message_with_everything(visit, plot, owner):
    writer, reader = visit(), visit(viewport={"width": 360, "height": 780}, color_scheme="dark")
    writer.sign_in("Paule", "paule@plume.example")
    writer.go(f"/c/{plot.address}/join/").locator("main form button.button").first.click()
    expect(writer.page.get_by_role("link", name="Membres")).to_be_visible()
    host = visit(storage_state=owner.state)
    page = host.go(f"/c/{plot.address}/topics/new/")
    page.get_by_label("De quoi s’agit-il").fill("Les haricots de juin")
    page.locator("textarea[name=text]").fill("Ils montent. Faut-il **pincer** ?")
    page.get_by_role("button", name="Ouvrir la conversation").click()
    expect(page.locator("article.post")).to_have_count(1)
    path = page.url.removeprefix(host.house.url).partition("#")[0]
    reader.go(path)
    _write(writer.go(path))
    _illustrate(writer)
    _send(writer, reader)


def _write(page):
    """A quotation from the menu, then marks by keyboard alone."""
    page.locator("article.post summary").first.click()
    page.get_by_role("link", name="Citer ce message").click()
    text = page.locator("#composer-text")
    expect(text).to_have_value(re.compile(r"> Ils montent\. Faut-il \*\*pincer\*\* \?\n\n$"))
    expect(page.locator("#composer [data-to]")).to_contain_text("message 1")
    page.keyboard.type("Oui")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+b")
    expect(text).to_have_value(re.compile(r"\*\*Oui\*\*$"))
    page.keyboard.press("End")
    page.keyboard.type(", au sommet")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Tab")
    italic = page.get_by_role("button", name="Italique")
    expect(page.get_by_role("button", name="Gras")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(italic).to_be_focused()
    page.keyboard.press("Enter")
    expect(text).to_have_value(re.compile(r"\*\*Oui\*\*, au _sommet_$"))


def _illustrate(writer):
    page = writer.page
    page.locator("[data-upload]").set_input_files(
        {"name": "x.txt", "mimeType": "image/png", "buffer": b"no picture at all"}
    )
    expect(page.locator("[data-attaching]")).to_contain_text("JPEG, PNG")
    page.locator("[data-upload]").set_input_files(
        {"name": "haricots.jpg", "mimeType": "image/jpeg", "buffer": a_picture(900, 600)}
    )
    words = page.get_by_label("Ce qu’elle montre")
    expect(words).to_be_focused()
    words.fill("Un rang de haricots grimpants")
    page.get_by_role("button", name="Aperçu").click()
    shown = page.get_by_role("region", name="Voir le résultat")
    expect(shown.locator("strong")).to_have_text(["pincer", "Oui"])
    expect(shown.locator("blockquote")).to_contain_text("a écrit")
    writer.check()


def _send(writer, reader):
    writer.send()
    post = writer.page.locator("article.post").nth(1)
    picture = post.get_by_role("img", name="Un rang de haricots grimpants")
    expect(picture).to_be_visible()
    arrived = reader.page.get_by_role("img", name="Un rang de haricots grimpants")
    arrived.scroll_into_view_if_needed()
    expect(arrived).to_have_js_property("complete", True)
    expect(reader.page.locator("article.post blockquote a")).to_be_visible()
    writer.check()
    reader.check()
