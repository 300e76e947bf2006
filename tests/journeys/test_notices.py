"""The bell rings on every device while somebody answers elsewhere, and is silent once the answer is read on one."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("conversation")]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


def test_a_bell_rings_on_both_devices_and_is_silenced_on_one(visit, plot):
    ada, bruno = visit(), visit()
    for person, name in ((ada, "Ada Cloche"), (bruno, "Bruno Cloche")):
        person.sign_in(name, f"{name.split()[0].lower()}@bell.example")
        person.go(f"/c/{plot.address}/join/").locator("main form button.button").first.click()
        expect(person.page.get_by_role("link", name="Membres")).to_be_visible()
    page = ada.go(f"/c/{plot.address}/topics/new/")
    page.get_by_label("De quoi s’agit-il").fill("La cloche du jardin")
    page.locator("textarea[name=text]").fill("Qui l’a entendue ?")
    page.get_by_role("button", name="Ouvrir la conversation").click()
    expect(page.locator("article.post")).to_have_count(1)
    path = page.url.removeprefix(ada.house.url).partition("#")[0]
    phone = visit(storage_state=ada.context.storage_state(), **PHONE)
    desk, pocket = ada.go("/me/notices/"), phone.go("/notices/")
    expect(pocket.get_by_role("heading", name="Tout est calme")).to_be_visible()
    bruno.go(path).locator("#composer-text").fill("Moi, deux fois.")
    bruno.page.get_by_role("button", name="Envoyer").click()
    for one in (desk, pocket):
        expect(one.locator("#bell-count")).to_contain_text("1")
    phone.check()
    page = phone.go("/notices/")
    expect(
        page.get_by_role("link", name="Message de Bruno Cloche dans « La cloche du jardin »")
    ).to_be_visible()
    phone.check()
    page.get_by_role("button", name="J’ai tout vu").click()
    expect(desk.locator("#bell-count")).to_be_hidden()
    page.get_by_role("button", name="Annuler").click()
    expect(desk.locator("#bell-count")).to_be_visible()
    ada.check()
