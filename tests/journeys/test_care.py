"""An insult is reported by keyboard, dealt with, and looked at again by somebody else."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("care")]
INSULT = "Quelle question de limace endormie."


def in_words(locator):
    """What a place says, with plain spaces."""
    return re.sub(r"[\u00a0\u202f]", " ", locator.inner_text())


def a_garden(visit, browser, owner, house):
    """A community with a charter: two who look after it, one who writes badly, one who is hurt."""
    keeper = visit(storage_state=owner.state)
    charter = "On parle des limaces, jamais des gens."
    terms = {"name": "Le carré", "address": "le-carre", "language": "fr", "charter": charter}
    keeper._post("/c/new/", **terms, visibility="public", joining="open")
    people = {name: visit() for name in ("Modeste", "Seconde", "Auguste", "Rose")}
    for name, one in people.items():
        one.sign_in(name, f"{name.lower()}@carre.example")
        one._post("/c/le-carre/join/", accepts_charter="on")
    page = keeper.go("/c/le-carre/members/")
    for name in ("Modeste", "Seconde"):
        row = page.locator(".people li", has_text=name)
        row.locator("summary").click()
        row.get_by_role("button", name=re.compile("modér")).click()
        expect(page.locator(".people li", has_text=name).locator(".pill")).to_be_visible()
    people["Rose"]._post("/c/le-carre/topics/new/", title="Faut-il pailler ?", text="Je me le demande.")
    topics = people["Auguste"].go("/c/le-carre/topics/")
    address = topics.get_by_role("link", name="Faut-il pailler").get_attribute("href")
    people["Auguste"]._post(f"{address}answer/", text=INSULT)
    return people, address


def test_an_insult_is_dealt_with_and_looked_at_again(visit, browser, owner, house):
    people, address = a_garden(visit, browser, owner, house)
    rose, modeste = people["Rose"], people["Modeste"]
    queue = modeste.go("/c/le-carre/care/")
    expect(queue.get_by_role("heading", name="Rien ne demande de soin")).to_be_visible()

    page = rose.go(address)
    post = page.locator(".post", has_text=INSULT)
    post.locator("summary").focus()
    page.keyboard.press("Enter")
    post.get_by_role("link", name="Signaler").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Insulte, mépris, menace").focus()
    rose.check()
    page.keyboard.press("Space")
    page.get_by_label("Avec vos mots").focus()
    page.keyboard.type("Cela m’a fait de la peine.")
    page.get_by_role("button", name="Envoyer le signalement").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()

    row = queue.locator(".rows li", has_text="Faut-il pailler")  # it came by itself
    expect(row).to_contain_text("Insulte")
    modeste.check()
    row.get_by_role("button", name="Prendre en main").click()
    expect(queue.get_by_text("Cela m’a fait de la peine.")).to_be_visible()
    queue.get_by_role("button", name="Un mot trop coupant").click()
    words = queue.get_by_label("À la personne")
    expect(words).to_have_value(re.compile("citez les mots"))
    queue.get_by_label("Masquer").check()
    queue.get_by_label("La règle de la charte").select_option("On parle des limaces, jamais des gens.")
    queue.get_by_role("button", name="Décider").click()
    expect(queue.get_by_text("le blanc que vous")).to_be_visible()
    modeste.check()
    words.fill(words.input_value().replace("[… citez les mots en question]", "« Limace endormie »"))
    queue.get_by_role("button", name="Décider").click()
    expect(queue.get_by_text("C’est décidé")).to_be_visible()
    expect(post).to_have_count(0)
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()

    learned(rose, "et traité")
    auguste = people["Auguste"]
    letter = learned(auguste, "On parle des limaces")
    decision = re.search(r"/decisions/[0-9a-f-]{36}/", letter)[0]
    read = auguste.go(decision)
    expect(read.get_by_text("Limace endormie")).to_be_visible()
    read.get_by_text("Demander un second regard").click()
    read.get_by_label("Vos mots").fill("Je parlais de la limace.")
    auguste.check()
    read.get_by_role("button", name="Demander").click()
    expect(read.get_by_text("Quelqu’un d’autre va regarder de nouveau")).to_be_visible()

    seconde = people["Seconde"]
    second = seconde.go("/c/le-carre/care/")
    second.get_by_role("link", name="Masquer").click()
    second.get_by_label("Vos mots").fill("C’est vrai : il s’agit de la limace.")
    seconde.check()
    second.get_by_role("button", name="Annuler la décision").click()
    expect(second.get_by_text("ses effets sont défaits").first).to_be_visible()
    expect(rose.go(address).locator(".post", has_text=INSULT)).to_be_visible()
    learned(auguste, "il s’agit de la limace")


def learned(visit, words):
    """The newest letter with these words, once it is there."""
    page = visit.go("/mail/")
    found = page.locator("li[id^=mail-]", has_text=words).first
    for _ in range(30):
        if found.count():
            return found.inner_text()
        page.wait_for_timeout(200)
        page.reload()
    raise AssertionError(words)
