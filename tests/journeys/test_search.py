"""Somebody remembers two words of something that was said days ago, not their accents, and never takes the mouse."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("search")]


def tab_to(page: Page, identifier: str) -> None:
    """Go on by the tabulator until a field has the focus."""
    for _step in range(40):
        if page.evaluate("document.activeElement.id") == identifier:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator does not lead to {identifier}")


def test_an_old_message_is_found_by_two_words_with_the_wrong_accents(visit) -> None:
    person = visit()
    page = person.go("/c/mains-vertes/")
    tab_to(page, "find")
    page.keyboard.type("zzzz")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Rien trouvé")).to_be_visible()
    person.check()
    tab_to(page, "search-text")
    page.keyboard.press("Control+A")
    page.keyboard.type("HARICÔT tànt")  # and while it is being typed, it is there
    told = page.locator("#search-told")
    expect(told).to_have_text("1 résultat.")
    expect(page.locator("#found mark")).to_have_text(["haricots", "tante"])
    assert page.evaluate("document.activeElement.id") == "search-text"
    person.check()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#found a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search-text")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Troc de graines, samedi en quinze")).to_be_visible()
    page.go_back()
    expect(page.locator("#search-text")).to_have_value("HARICÔT tànt")
    expect(told).to_have_text("1 résultat.")
