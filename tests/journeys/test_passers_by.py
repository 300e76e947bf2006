"""Somebody without an account answers a question; a moderator reads it first; then everyone does, as it happens."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("passers-by")]

WORDS = "À la Sainte-Catherine, sous un voile, disait ma grand-mère."


def test_a_passer_by_answers_and_it_becomes_the_answer(visit, plot, owner):
    asked = plot.context.request.post(
        f"{plot.house.url}/c/{plot.address}/topics/new/",
        form={"title": "Quand semer les fèves ?", "text": "Chez moi il gèle encore.", "is_question": "on"},
    )
    path = asked.url.removeprefix(plot.house.url)
    assert re.fullmatch(r"/topics/[0-9a-f-]{36}/", path), asked.url
    guest, reader, keeper = visit(), visit(), visit(storage_state=owner.state)
    page = guest.go(path)
    reader.go(path)
    page.evaluate("window.stayed = true")

    guest.text.fill(WORDS)
    guest.sign("Léonie", "leonie@passage.example")
    guest.send()
    expect(page.locator("#composer-code")).to_be_focused()
    expect(guest.text).to_have_value(WORDS)
    guest.check()
    guest.confirm("leonie@passage.example")
    waiting = page.locator("#posts-waiting")
    expect(waiting).to_contain_text(WORDS)
    expect(waiting).to_contain_text("en attente")
    expect(guest.text).to_have_value("")
    assert page.evaluate("window.stayed"), "the page was reloaded"
    guest.check()
    expect(reader.page.locator("#posts")).not_to_contain_text("Sainte-Catherine")

    keeper.go(f"/c/{plot.address}/held/")
    row = keeper.page.locator("li", has_text="Sainte-Catherine")
    expect(row).to_contain_text("Léonie")
    keeper.check()
    row.get_by_role("button", name="Laisser paraître").click()
    expect(keeper.page.get_by_text("Rien n’attend")).to_be_visible()
    post = reader.page.locator("#posts article", has_text="Sainte-Catherine")
    expect(post).to_contain_text("Léonie")
    expect(page.locator("#posts article", has_text="Sainte-Catherine")).to_have_count(1)
    expect(waiting).not_to_contain_text("Sainte-Catherine")

    keeper.go(path)
    answer = keeper.page.locator("#posts article", has_text="Sainte-Catherine")
    answer.locator("details.tools > summary").click()
    answer.get_by_role("link", name="Accepter cette réponse").click()
    keeper.page.get_by_role("button", name="C’est la réponse").click()
    expect(keeper.page.locator("#topic-answer")).to_contain_text("Sainte-Catherine")
    keeper.check()
    expect(reader.page.locator("#topic-answer")).to_contain_text("La réponse, de Léonie")
    expect(post).to_contain_text("Réponse acceptée")
    reader.check()
