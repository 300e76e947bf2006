"""With the keyboard alone, from the address bar to a contribution."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("keyboard")]

HAS_RING = """() => { const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none"; }"""


def tab_to(page, wanted):
    """Press Tab until a place has the focus; every place on the way shows that it has it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert page.evaluate(HAS_RING), focused.evaluate("element => element.outerHTML")
        if wanted.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    raise AssertionError(f"Tab never reaches {wanted}")


def test_the_first_tab_skips_to_the_text(visit):
    page = visit().go("/")
    skip = page.get_by_role("link", name="Aller au texte")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_guest_arrives_and_writes_with_the_keyboard_alone(visit, plot):
    email = "clavier@touches.example"
    plot.open_story("Les touches")
    guest = visit()
    page = guest.go("/")
    tab_to(page, page.get_by_role("link", name="Le rang d’oignons"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/c/rang-d-oignons/$"))
    tab_to(page, page.get_by_role("link", name="Les touches").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Les touches")
    tab_to(page, guest.text)
    page.keyboard.type("Elle tapa sans regarder.")
    tab_to(page, page.locator("#composer-name"))
    page.keyboard.type("Clavier")
    tab_to(page, page.locator("#composer-email"))
    page.keyboard.type(email)
    tab_to(page, page.get_by_role("button", name="Passer la plume"))
    page.keyboard.press("Enter")
    expect(page.locator("#composer-code")).to_be_focused()
    page.keyboard.type(guest.house.code_for(email))
    page.keyboard.press("Enter")
    expect(guest.story.locator("[data-position]", has_text="Elle tapa sans regarder.")).to_be_focused()


def test_what_is_told_again_leaves_the_focus_where_it_is(visit, plot):
    author = visit()
    author.sign_in("Retard", "retard@touches.example")
    held = []
    author.page.route(re.compile(r"/live\?"), lambda route: held.append(route))
    author.go(plot.open_story("Le retard"))
    author.text.fill("La nouvelle arriva deux fois.")
    author.send()
    mine = author.story.locator("[data-position]")
    expect(mine).to_be_focused()
    mine.evaluate("element => { element.dataset.before = '' }")
    held[0].continue_()  # now the stream opens, and tells what the answer had already shown
    expect(author.story.locator("[data-position]:not([data-before])")).to_be_focused()


def test_a_menu_opens_and_closes_with_the_keyboard(visit, owner, plot):
    path = plot.open_story("Le menu")
    author, host = visit(), visit(storage_state=owner.state)
    author.sign_in("Carte", "carte@touches.example")
    author.go(path)
    author.text.fill("On choisit la soupe.")
    author.send()
    expect(author.story).to_contain_text("la soupe")
    page = host.go(path)
    menu = page.locator(".tools summary")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    decline = page.get_by_role("link", name="Ne pas garder")
    expect(decline).to_be_visible()
    page.keyboard.press("Escape")
    expect(decline).to_be_hidden()
    expect(menu).to_be_focused()
