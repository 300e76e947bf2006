"""At the door of a meeting, on a phone, where the network comes and goes; then thanks."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("door")]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


def test_a_door_is_kept_without_a_network(visit, plot, owner):
    ada = visit(**PHONE)
    ada.sign_in("Ada Lemaire", "ada@door.example")
    host = visit(storage_state=owner.state, **PHONE)
    meeting = _call(host, plot)
    page = ada.go(meeting)
    page.get_by_role("link", name="J’y serai").first.click()
    page.locator("main form button.button").last.click()
    expect(page.get_by_role("heading", name="À l’entrée")).to_be_visible()
    ada.check()
    _welcome(host, meeting)
    _thank(host, meeting)


def _call(host, plot):
    """A meeting that begins within the hour; the path of its date."""
    soon = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(minutes=50)
    page = host.go(f"/c/{plot.address}/events/new/")
    page.locator("input[name=title]").fill("La fête des oignons")
    page.locator("input[name=day]").fill(f"{soon:%Y-%m-%d}")
    page.locator("input[name=hour]").fill(f"{soon:%H:%M}")
    page.locator("main form button.button").last.click()
    expect(page.get_by_role("heading", name="La fête des oignons")).to_be_visible()
    page.goto(f"{host.house.url}/c/{plot.address}/events/")
    page.get_by_role("link", name="La fête des oignons").first.click()
    page.wait_for_url("**/sessions/**")
    return page.url.removeprefix(host.house.url)


def _welcome(host, meeting):
    """Seen once, the page opens without a network; what is marked meanwhile is sent when it is back."""
    page = host.go(meeting)
    page.get_by_role("link", name="Tenir l’entrée").click()
    expect(page.get_by_text("Ada Lemaire")).to_be_visible()
    host.check()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.reload()
    expect(page.get_by_text("Ada Lemaire")).to_be_visible()
    host.context.set_offline(True)
    page.get_by_role("button", name="Sur place").click()
    waits = page.get_by_text("Pas de réseau")
    expect(waits).to_be_visible()
    page.reload()
    expect(page.locator("li.is-here")).to_contain_text("Ada Lemaire")
    expect(waits).to_be_visible()
    host.context.set_offline(False)
    expect(waits).to_be_hidden()
    page.reload()
    expect(page.locator("li.is-here")).to_contain_text("Ada Lemaire")
    expect(page.locator("[data-here]")).to_have_text("1")


def _thank(host, meeting):
    """The host's own words go to whoever came."""
    page = host.page
    page.get_by_role("link", name="Remercier les personnes venues").click()
    page.locator("textarea[name=thanks]").fill("Merci pour la soupe.")
    host.check()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Merci pour la soupe.")).to_be_visible()
    for _turn in range(100):  # the letter follows the act
        if any("Merci pour la soupe." in letter for letter in host.house.letters_to("ada@door.example")):
            return
        page.wait_for_timeout(300)
    pytest.fail("no thanks arrived")
