"""Somebody without an account registers on a phone, waits, and takes the place that comes free."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("guest")]

HOST, FIRST, GUEST = "ines@mains-vertes.example", "prem@invite.example", "rose.des.bois@invite.example"


def call_a_meeting(host) -> str:
    """One place for a café in ten days; returns the address of its date."""
    page = host.go("/c/mains-vertes/events/new/")
    page.get_by_label("Titre").fill("Le café d’une seule chaise")
    page.get_by_label("Jour", exact=True).fill((date.today() + timedelta(days=10)).isoformat())  # noqa: DTZ011
    page.get_by_label("Heure", exact=True).fill("18:30")
    page.get_by_label(re.compile("^Lieu")).fill("Chez Inès")
    page.get_by_label(re.compile("^Places")).fill("1")
    host.check()
    page.get_by_role("button", name="Proposer").click()
    expect(page.get_by_role("heading", name="Le café d’une seule chaise")).to_be_visible()
    host.check()
    found = page.get_by_role("link", name="J’y serai").get_attribute("href")
    assert found
    return found


def register(guest, path: str, *, name: str, email: str) -> None:
    """The form, and the six digits in the same place."""
    page = guest.go(path)
    page.get_by_label("Nom pour signer").fill(name)
    page.get_by_label(re.compile("^E-mail")).fill(email)
    guest.check()
    page.locator("main form button.button").first.click()
    code = page.get_by_label(re.compile("six chiffres"))
    expect(code).to_be_visible()
    guest.check()
    code.fill(guest.house.code_for(email))
    page.get_by_role("button", name="Confirmer et s’inscrire").click()


def test_a_guest_waits_and_takes_the_place_that_comes_free(visit):
    host = visit()
    host._post("/sign-in/", email=HOST)
    host._post("/sign-in/code/", email=HOST, code=host.house.code_for(HOST))
    path = call_a_meeting(host)

    first = visit()
    register(first, path, name="Prem", email=FIRST)
    expect(first.page.get_by_role("heading", name="Vous venez")).to_be_visible()

    guest = visit(viewport={"width": 360, "height": 740}, has_touch=True)
    register(guest, path, name="Rose", email=GUEST)
    page = guest.page
    expect(page.get_by_role("heading", name="Vous êtes en liste d’attente")).to_be_visible()
    expect(page.get_by_text("Vous êtes en tête de la liste.")).to_be_visible()
    guest.check()

    first.page.get_by_role("button", name="Je ne peux pas venir").click()
    expect(first.page.get_by_role("heading", name="Vous ne venez pas")).to_be_visible()
    first.check()

    page.reload()
    expect(page.get_by_role("heading", name="Une place vous est gardée")).to_be_visible()
    guest.check()
    page.get_by_role("button", name="Je prends la place").click()
    expect(page.get_by_role("heading", name="Vous venez")).to_be_visible()

    listed = host.go(f"{path.removesuffix('register/')}guests/")
    expect(listed.get_by_text("Rose")).to_be_visible()
    host.check()
