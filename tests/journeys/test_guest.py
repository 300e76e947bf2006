"""Somebody without an account writes in a story, and never leaves its page."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("guest")]

SIX = "Il plut. Il venta. Il neigea. Il grêla. Il fit beau. Il plut encore."
GOOD = "La pluie cessa d’un coup. On sortit les chaises."


def test_a_guest_writes_without_leaving_the_page(visit, plot):
    email = "rose@invite.example"
    path = plot.open_story("La pluie de mars")
    guest, witness = visit(), visit()
    page = guest.go(path)
    witness.go(path)
    page.evaluate("window.stayed = true")

    guest.text.fill(SIX)
    expect(page.locator("#composer-count")).to_have_text(re.compile("6 phrases sur 5"))
    guest.sign("Rose", email)
    guest.send()
    expect(guest.warning).to_contain_text("On compte 6 phrases")
    expect(guest.text).to_have_value(SIX)

    guest.text.fill(GOOD)
    expect(page.locator("#composer-count")).to_have_text(re.compile("2 phrases sur 5"))
    page.get_by_text("Où finissent les phrases").click()
    expect(page.locator("#composer-marks li")).to_have_text(
        ["La pluie cessa d’un coup.", "On sortit les chaises."]
    )
    guest.send()
    expect(page.locator("#composer-code")).to_be_focused()
    expect(page.get_by_role("link", name="votre code est sur cette page")).to_be_visible()
    expect(guest.text).to_have_value(GOOD)
    guest.check()
    page.locator("#composer-code").fill("000000" if guest.house.code_for(email) != "000000" else "000001")
    guest.send()
    expect(guest.warning).to_be_visible()
    expect(guest.text).to_have_value(GOOD)
    guest.confirm(email)

    said = guest.story.get_by_text("On sortit les chaises.")
    expect(said).to_have_count(1)
    expect(guest.text).to_have_value("")
    expect(page.get_by_role("status").get_by_text("Vos phrases sont dans l’histoire.")).to_be_visible()
    assert page.evaluate("window.stayed"), "the page was reloaded"
    kept = page.evaluate(f"localStorage.getItem('potager:draft:story:{path.split('/')[2]}')")
    assert "chaises" not in (kept or ""), kept

    seen = witness.story.locator("[data-position]", has_text="On sortit les chaises.")
    expect(seen).to_have_count(1)
    expect(seen).to_contain_text("Rose")
    guest.check()
    page.reload()
    expect(said).to_have_count(1)
    expect(page.locator(".me .avatar")).to_be_visible()


def test_a_guest_who_gives_no_address_is_asked_for_it_and_keeps_the_text(visit, plot):
    guest = visit()
    guest.go(plot.open_story("Le banc vide"))
    guest.text.fill("Personne ne s’y asseyait.")
    guest.send()
    expect(guest.warning).to_contain_text("Votre texte est gardé")
    expect(guest.text).to_have_value("Personne ne s’y asseyait.")
    guest.check()


def test_nobody_writes_twice_in_a_row_and_the_rule_is_named(visit, plot):
    path = plot.open_story("Chacun son tour")
    guest = visit()
    guest.sign_in("Anatole", "anatole@invite.example")
    guest.go(path)
    guest.text.fill("Anatole commença.")
    guest.send()
    expect(guest.story).to_contain_text("Anatole commença.")
    guest.text.fill("Anatole continua.")
    guest.send()
    expect(guest.warning).to_contain_text("Les dernières phrases sont de vous.")
    expect(guest.text).to_have_value("Anatole continua.")
    guest.check()


def test_nothing_is_typed_into_a_composer_that_is_being_sent(visit, plot):
    """The live page may show one's words before the answer does, which brings a new composer."""
    guest, held = visit(), []
    guest.sign_in("Aristide", "aristide@invite.example")
    guest.go(plot.open_story("La réponse lente"))
    guest.page.route("**/contributions/new/", lambda route: held.append((route, route.fetch())))
    guest.text.fill("Aristide attend.")
    guest.send()
    expect(guest.story).to_contain_text("Aristide attend.")
    expect(guest.text).not_to_be_editable()
    expect(guest.text).to_have_value("Aristide attend.")
    route, answer = held.pop()
    route.fulfill(response=answer)
    expect(guest.text).to_be_editable()
    expect(guest.text).to_have_value("")


def test_one_signs_otherwise_or_not_at_all(visit, plot):
    path = plot.open_story("Les masques")
    first, second = visit(), visit()
    first.sign_in("Prudence", "prudence@invite.example")
    second.sign_in("Modeste", "modeste@invite.example")
    first.go(path)
    first.text.fill("Un loup entra au bal.")
    first.page.get_by_text("Signé : Prudence").click()
    first.page.get_by_label("Un autre nom, pour cette fois").fill("La Chouette")
    first.send()
    expect(first.story).to_contain_text("La Chouette")
    second.go(path)
    second.text.fill("On ne le reconnut pas.")
    second.page.get_by_text("Signé : Modeste").click()
    second.page.get_by_label("Sans nom").check()
    second.send()
    expect(second.story.locator("[data-position]").last).to_contain_text("sans signature")
    expect(first.story).to_contain_text("On ne le reconnut pas.")
    expect(first.page.locator("body")).not_to_contain_text("Modeste")


def test_a_newcomer_comes_in_by_a_code_and_goes_out_again(visit, plot):
    email = "berthe@invite.example"
    newcomer = visit()
    page = newcomer.go(f"/c/{plot.address}/")
    page.get_by_role("link", name="Se connecter").click()
    page.locator("form[action='/sign-in/'] [name=email]").fill(email)
    page.get_by_role("button", name="M’envoyer un code").click()
    expect(page.locator("[name=code]")).to_be_focused()
    newcomer.check()
    page.locator("[name=code]").fill(newcomer.house.code_for(email))
    page.locator("[name=code]").press("Enter")
    expect(page.locator("[name=name]")).to_be_focused()
    newcomer.check()
    page.locator("[name=name]").fill("Berthe")
    page.locator("[name=name]").press("Enter")
    expect(page).to_have_url(f"{newcomer.house.url}/c/{plot.address}/")
    page.get_by_role("link", name="Berthe").click()
    newcomer.check()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("link", name="Se connecter")).to_be_visible()


def test_a_button_that_moves_under_a_still_finger_is_pressed(visit, plot):
    email = "lise@invite.example"
    guest = visit()
    page = guest.go(plot.open_story("La barque"))
    guest.text.fill(GOOD)
    guest.sign("Lise", email)
    button = page.locator("#composer .row button[type=submit]")
    fall = (
        "document.querySelector('#composer .row').offsetTop - document.querySelector('#composer').offsetTop"
    )
    before = page.evaluate(fall)
    expect(page.locator("#composer-count")).to_have_text(re.compile("2 phrases sur 5"))
    assert page.evaluate(fall) == before, "the count moved the button"
    expect(page.locator("#story-presence")).to_have_text(re.compile("1 personne lit"))
    button.hover()
    page.mouse.down()
    page.evaluate("document.querySelector('#composer .row').style.translate = '0 -160px'")
    page.mouse.up()
    guest.confirm(email)
    expect(guest.story.get_by_text("On sortit les chaises.")).to_have_count(1)


def test_a_finger_that_slides_away_presses_nothing(visit, plot):
    guest = visit()
    page = guest.go(plot.open_story("Le ponton"))
    guest.text.fill(GOOD)
    guest.sign("Lise", "lise@invite.example")
    expect(page.locator("#story-presence")).to_have_text(re.compile("1 personne lit"))
    button = page.locator("#composer .row button[type=submit]")
    button.hover()
    place = button.bounding_box()
    page.mouse.down()
    page.mouse.move(place["x"] - 200, place["y"] - 200)
    page.mouse.up()
    page.wait_for_timeout(500)
    expect(page.locator("#composer-code")).to_have_count(0)
    expect(guest.text).to_have_value(GOOD)
