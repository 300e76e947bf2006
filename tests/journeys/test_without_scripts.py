"""Without JavaScript everything works; the story then needs a reload."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("without_scripts")]

TEXT = "La lampe s’éteignit. On continua de lire."


def test_a_guest_writes_without_scripts(visit, plot):
    email = "zoe@sans.example"
    guest = visit(java_script_enabled=False)
    page = guest.go(plot.open_story("La lampe"))
    guest.text.fill("Une. " * 9)
    guest.sign("Zoé", email)
    guest.send()
    expect(guest.warning).to_contain_text("phrases")
    expect(guest.text).to_have_value(re.compile("^Une. Une."))
    guest.text.fill(TEXT)
    guest.send()
    expect(page.locator("#composer-code")).to_be_visible()
    expect(guest.text).to_have_value(TEXT)
    guest.confirm(email)
    expect(page).to_have_url(re.compile(r"/stories/[0-9a-f-]{36}/#contribution-"))
    expect(guest.story).to_contain_text("On continua de lire.")
    page.reload()
    expect(guest.story.get_by_text("On continua de lire.")).to_have_count(1)


def test_an_owner_opens_and_closes_a_story_without_scripts(visit, owner, plot):
    host = visit(java_script_enabled=False, storage_state=owner.state)
    page = host.go(f"/c/{plot.address}/stories/new/")
    page.get_by_label("Titre").fill("À la bougie")
    page.get_by_label("Premières phrases").fill("On alluma la première.")
    page.get_by_text("Quand :").click()
    page.get_by_label("Fermeture").fill("2001-01-01T10:00")
    page.get_by_role("button", name="Ouvrir l’histoire").click()
    expect(page.get_by_label("Titre")).to_have_value("À la bougie")
    expect(page.locator("form.form")).to_contain_text("L’histoire doit fermer après son ouverture")
    page.get_by_label("Fermeture").fill("")
    page.get_by_role("button", name="Ouvrir l’histoire").click()
    expect(page).to_have_url(re.compile("/call/$"))
    page.get_by_role("link", name="Animer cette histoire").click()
    page.get_by_role("button", name="Clore maintenant").click()
    expect(page.get_by_role("button", name="Rouvrir")).to_be_visible()


def test_the_language_is_switched_without_scripts(visit, plot):
    reader = visit(java_script_enabled=False)
    page = reader.go(f"/c/{plot.address}/stories/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Histoires")
    page.get_by_role("button", name="EN").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stories")
    expect(page).to_have_url(re.compile(f"/c/{plot.address}/stories/$"))
