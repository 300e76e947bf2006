"""Accepting first, the pen and a word in the margin: a host, a guest on a telephone, and somebody who reads."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("hosting")]
SENT, MARGIN = "Une limace sortit la première, en robe du soir.", "Bienvenue au bal."


@pytest.fixture
def host(visit, owner):
    return visit(storage_state=owner.state)


@pytest.fixture
def story(plot):
    """A story whose host accepts first, and where the pen is taken for five minutes."""
    return plot.open_story("Le bal des limaces", accepts_first="first", pen_minutes="5")


def test_the_rarer_choices_stand_folded_in_the_call(host, plot) -> None:
    page = host.go(f"/c/{plot.address}/stories/new/")
    page.get_by_text("Autres choix").click()
    expect(page.get_by_label("L’hôte accepte d’abord chacune")).not_to_be_checked()
    expect(page.get_by_label("Les contributions apparaissent aussitôt")).to_be_checked()
    host.check()


def test_a_host_accepts_what_a_guest_wrote_in_peace(visit, host, story) -> None:
    reader = visit()
    guest = visit(viewport={"width": 360, "height": 740}, color_scheme="dark", has_touch=True)
    guest.go(story)
    reader.go(story)
    host.go(f"{story}host/")

    guest.page.locator("#story-pen button").click()
    expect(guest.warning).to_be_visible()  # who writes?
    guest.sign("Colombe", "colombe@example.org")
    guest.page.locator("#composer").get_by_role("button", name="Je prends la plume").click()
    guest.confirm("colombe@example.org")
    expect(guest.page.locator(".give")).to_be_visible()
    expect(reader.page.locator("#story-pen")).to_contain_text("Colombe a la plume")
    expect(reader.page.locator("#story-pen time")).to_have_text(re.compile(r"\d+.*min"))
    guest.check()

    guest.text.fill(SENT)
    guest.send()
    expect(guest.page.locator("#story-mine")).to_contain_text(SENT)
    expect(guest.text).to_have_value("")
    expect(reader.page.locator("#story-pen")).not_to_contain_text("Colombe")
    queue = host.page.locator("#story-queue")
    expect(queue).to_contain_text(SENT)
    expect(reader.story).not_to_contain_text("limace")
    host.check()
    guest.check()

    queue.get_by_role("button").first.click()
    expect(reader.story).to_contain_text(SENT)
    expect(guest.story).to_contain_text(SENT)
    expect(guest.page.locator("#story-mine")).to_be_hidden()
    expect(host.page.locator("#story-queue")).not_to_contain_text(SENT)

    host.page.locator("#story-words textarea").fill(MARGIN)
    host.page.get_by_role("button", name="Le dire").click()
    expect(host.story.locator(".word")).to_contain_text(MARGIN)
    expect(reader.story.locator(".word")).to_contain_text(MARGIN)
    reader.check()
    host.go(f"{story}host/").get_by_role("button", name="Reprendre ce mot").click()
    expect(reader.story.locator(".word")).to_be_hidden()


def test_what_was_sent_later_and_accepted_first_stands_in_its_place(visit, host, story) -> None:
    one, two = visit(), visit()
    for person, name, text in ((one, "Fleur", "D’abord la rosée."), (two, "Basile", "Ensuite le soleil.")):
        person.sign_in(name, f"{name.lower()}@example.org")
        person.go(story)
        person.text.fill(text)
        person.send()
        expect(person.page.locator("#story-mine")).to_contain_text(text)
    reader = visit(locale="en-GB")
    reader.go(story)
    host.go(f"{story}host/")
    for text in ("Ensuite le soleil.", "D’abord la rosée."):
        item = host.page.locator("#story-queue li", has_text=text)
        item.get_by_role("button").click()
        expect(reader.story).to_contain_text(text)
    texts = reader.story.locator("[data-position] .said").all_inner_texts()
    assert [text.strip() for text in texts] == ["D’abord la rosée.", "Ensuite le soleil."]
    reader.check()
