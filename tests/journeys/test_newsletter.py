"""A passer-by asks for the letter and confirms; an editor composes it and sends it; it arrives; one click ends it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("newsletter")]

LINK = re.compile(r"/letters/(?:confirm|leave)/[\w:=-]+/")


def newest_link(house, address, sort):
    for letter in house.letters_to(address):
        for link in LINK.findall(letter):
            if f"/{sort}/" in link:
                return link
    raise AssertionError(house.letters_to(address))


@pytest.mark.parametrize("width", [1280, 360])
def test_the_letter_from_the_first_word_to_the_last_reader(visit, plot, owner, width):
    screen = {"viewport": {"width": width, "height": 800}}
    home, house = f"/c/{plot.address}/letter/", plot.house
    address = f"rosalie-{width}@passage.example"
    story = plot.open_story(f"Les fèves de {width}")
    reader, editor = visit(**screen), visit(storage_state=owner.state, **screen)

    page = reader.go(home)
    reader.check()
    page.locator("main [name=email]").fill(address)
    page.get_by_role("button", name="Recevoir la lettre").click()
    expect(page.get_by_role("heading", name="Regardez votre courrier")).to_be_visible()
    reader.check()
    reader.go(newest_link(house, address, "confirm"))
    reader.check()
    page.get_by_role("button", name="Oui, recevoir la lettre").click()
    expect(page.get_by_role("heading", name="Bienvenue parmi")).to_be_visible()
    reader.check()

    title = f"La lettre des fèves, sur {width}"
    desk = editor.go(f"{home}desk/")
    editor.check()
    desk.get_by_role("link", name="Commencer une lettre").click()
    desk.locator("[name=title]").fill(title)
    desk.get_by_role("button", name="Commencer").click()
    desk.locator("label", has_text=f"Les fèves de {width}").first.click()
    desk.get_by_role("button", name="Ajouter ce qui est coché").click()
    desk.get_by_role("button", name="Ajouter vos propres mots").click()
    desk.locator("textarea[name=text]").fill("Voici *les fèves*.")
    desk.get_by_role("button", name=re.compile("^Monter")).focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-piece]").first.locator("textarea")).to_have_value("Voici *les fèves*.")
    editor.check()
    desk.get_by_role("button", name="La regarder").click()
    expect(desk.locator("article em")).to_have_text("les fèves")
    editor.check()
    desk.get_by_role("link", name="Par courriel", exact=True).click()
    phone = desk.frame_locator("iframe.letter-phone")
    expect(phone.get_by_text("Ne plus la recevoir")).to_be_visible()
    desk.get_by_role("link", name="L’envoyer").click()
    editor.check()
    desk.get_by_role("button", name="L’envoyer maintenant").click()
    expect(desk.get_by_text("partie", exact=True)).to_be_visible()
    expect(desk.get_by_text("1 lettre est partie")).to_be_visible()
    editor.check()

    letter = house.letters_to(address)[0]
    assert title in letter and story in letter and "utm" not in letter
    reader.go(home)
    page.get_by_role("link", name=title).click()
    expect(page.locator("article em")).to_have_text("les fèves")
    reader.check()
    reader.go(newest_link(house, address, "leave"))
    reader.check()
    page.get_by_role("button", name="Ne plus la recevoir").click()
    expect(page.get_by_role("heading", name="La lettre ne vient plus")).to_be_visible()
    reader.check()
    page.get_by_role("button", name="C’était une erreur").click()
    expect(page.get_by_role("heading", name="Tout est comme avant")).to_be_visible()
    one_click = {"List-Unsubscribe": "One-Click"}
    assert reader.context.request.post(house.url + newest_link(house, address, "leave"), form=one_click).ok
    reader.go(newest_link(house, address, "leave"))
    expect(page.get_by_text("Cet abonnement a déjà pris fin")).to_be_visible()
