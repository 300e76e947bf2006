"""A paper is followed by feed, and answered under its articles: by members, and by whoever passes by."""

import re

import feedparser
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("following")]

TITLE, WORDS = "Semer les pois tôt", "Chez nous, les mulots ont tout mangé."


@pytest.fixture
def article(plot) -> str:
    """An article of the owner's that everybody reads; its path."""
    house, request = plot.house.url, plot.context.request
    opened = request.post(f"{house}/c/{plot.address}/articles/new/", form={"title": TITLE, "language": "fr"})
    identifier = re.search(r"/articles/([0-9a-f-]{36})/", opened.url)[1]
    text = {"title": TITLE, "standfirst": "Deux doigts de terre.", "body": "Dès que la terre se travaille."}
    request.post(f"{house}/articles/{identifier}/edit/", form={**text, "base": "0"})
    out = request.post(f"{house}/articles/{identifier}/publish/", form={"version": "1"})
    assert out.ok and "/articles/semer-les-pois" in out.url, out.url
    return str(out.url.removeprefix(house))


def test_a_reader_finds_the_feed_and_a_member_one_of_their_own(visit, plot, owner, article):
    reader = visit()
    page = reader.go(article)
    told = page.locator('link[rel="alternate"][type="application/atom+xml"]').first.get_attribute("href")
    page.get_by_role("link", name="Suivre ce journal").click()
    expect(page.get_by_role("heading", name="Suivre", exact=True)).to_be_visible()
    page.get_by_text("Comment s’y prendre").click()
    reader.check()
    shown = page.get_by_role("link", name="Atom · Les articles").get_attribute("href")
    assert shown == told
    feed = feedparser.parse(reader.context.request.get(shown).body())
    assert not feed.bozo and TITLE in [entry.title for entry in feed.entries]

    keeper = visit(storage_state=owner.state, viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = keeper.go(f"/c/{plot.address}/follow/")
    page.get_by_role("button", name="Créer mon adresse").click()
    keeper.check()
    own = page.get_by_role("link", name="Atom · Votre propre flux").get_attribute("href")
    assert TITLE in reader.context.request.get(own).text()
    page.get_by_role("button", name="L’arrêter").click()
    expect(page.get_by_role("button", name="Créer mon adresse")).to_be_visible()
    assert reader.context.request.get(own).status == 404


def test_a_passer_by_comments_and_a_moderator_lets_it_show(visit, plot, owner, article):
    guest, reader, keeper = (
        visit(),
        visit(viewport={"width": 360, "height": 740}),
        visit(storage_state=owner.state),
    )
    page = guest.go(article)
    expect(page.locator("#comments")).to_contain_text("le premier mot est à vous")
    guest.check()
    page.locator("#talk-text").fill(WORDS)
    guest.sign("Léonie", "leonie@commentaires.example")
    page.locator("#comments").get_by_role("button", name="Envoyer").click()
    expect(page.locator("#talk-text")).to_have_value(WORDS)
    page.locator("#composer-code").fill(plot.house.code_for("leonie@commentaires.example"))
    guest.check()
    page.get_by_role("button", name="Confirmer et envoyer").click()
    expect(page).to_have_url(re.compile(re.escape(article) + "#comments"))
    expect(page.locator("#posts-waiting")).to_contain_text(WORDS)
    guest.check()
    expect(reader.go(article).locator("#comments")).not_to_contain_text("mulots")

    keeper.go(f"/c/{plot.address}/held/")
    row = keeper.page.locator("li", has_text="mulots")
    expect(row).to_contain_text("Léonie")
    row.get_by_role("button", name="Laisser paraître").click()
    expect(keeper.page.locator("li", has_text="mulots")).to_have_count(0)
    comments = reader.go(article).locator("#comments")
    expect(comments).to_contain_text("1 commentaire")
    expect(comments.locator("article", has_text="mulots")).to_contain_text("Léonie")
    reader.check()

    page = keeper.go(article)
    page.locator("#composer-text").fill("Un grillage, et c’est fini.")
    keeper.send()
    expect(comments.locator("article", has_text="grillage")).to_be_visible()  # live, for who reads
    keeper.check()
