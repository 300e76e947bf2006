"""Somebody adds a picture to a story: everyone who reads sees it arrive; the host declines it and takes it back."""

import pytest
from playwright.sync_api import expect

from potager.testing import a_picture

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("illustrations")]


def test_a_picture_arrives_in_the_story(visit, plot, owner):
    path = plot.open_story("Le chapeau du haricot")
    artist, reader = visit(), visit(viewport={"width": 360, "height": 780})
    artist.sign_in("Nine", "nine@dessin.example")
    reader.go(path)
    page = artist.go(path)
    page.get_by_role("link", name="Ajouter une image").click()
    artist.check()
    page.get_by_label("Image ou enregistrement").set_input_files(
        {"name": "chapeau.jpg", "mimeType": "image/jpeg", "buffer": a_picture(900, 600)}
    )
    page.get_by_label("Ce que l’on voit").fill("Un haricot porte un chapeau vert.")
    page.get_by_label("Elle est de moi").check()
    page.get_by_role("button", name="L’ajouter").click()
    mine = page.get_by_role("img", name="Un haricot porte un chapeau vert.")
    expect(mine).to_be_visible()
    artist.check()
    arrived = reader.page.get_by_role("img", name="Un haricot porte un chapeau vert.")
    expect(arrived).to_have_count(1)
    arrived.scroll_into_view_if_needed()
    expect(arrived).to_have_js_property("naturalWidth", 800)
    reader.check()

    host = visit(storage_state=owner.state)
    host.go(f"{path}illustrations/")
    host.check()
    host.page.get_by_role("link", name="Ne pas garder").click()
    host.page.get_by_label("Un mot aimable").fill("Très beau ; l’histoire est sans images.")
    host.page.get_by_role("button", name="Ne pas garder").click()
    expect(arrived).to_have_count(0)
    host.page.get_by_role("button", name="Reprendre dans l’histoire").click()
    expect(arrived).to_have_count(1)
