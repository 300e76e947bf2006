"""A series with an illustrated list, moved by keyboard, and its white paper."""

from typing import Any

from playwright.sync_api import Page, expect


def begin(page: Page, title: str, kind: str = "article") -> str:
    """An article from its title; the address of its desk."""
    page.goto(page.url.split("/c/")[0].split("/articles/")[0] + "/c/rang-d-oignons/articles/new/")
    page.locator("[name=title]").fill(title)
    page.locator(f"[name=kind][value={kind}]").check(force=True)
    page.get_by_role("button", name="Commencer").click()
    expect(page.locator("#id_body")).to_be_visible()
    return page.url


def shelve(page: Page, desk: str, **more: str) -> None:
    """Into the series, as its next part."""
    page.goto(desk)
    page.get_by_role("link", name="Série, catégorie et mots-clés").click()
    page.locator("[name=series]").select_option(label="Les pois pour les nuls")
    for name, value in more.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Garder").click()
    expect(page.get_by_text("L’article a sa place.")).to_be_visible()


def publish(page: Page, desk: str) -> None:
    """Now."""
    answer = page.request.post(desk.replace("/edit/", "/publish/"))
    assert answer.ok, answer.status


def keep(page: Page) -> None:
    page.get_by_role("button", name="Garder cette version").click()
    expect(page.get_by_text("est gardée")).to_be_visible()


def test_a_series_a_list_and_the_white_paper(visit: Any, owner: Any, plot: Any) -> None:
    editor = visit(storage_state=owner.state)
    page = editor.go(f"/c/{plot.address}/series/new/")
    page.locator("[name=title]").fill("Les pois pour les nuls")
    page.locator("[name=about]").fill("Du semis à la cosse.")
    page.get_by_role("button", name="Ouvrir la série").click()
    expect(page.get_by_role("heading", name="Les pois pour les nuls")).to_be_visible()
    editor.check()
    series = page.url

    first = begin(page, "Semer")
    page.locator("#id_body").fill("Deux doigts de profondeur.\n\n| Mois | Quoi |\n|---|---|\n| mars | pois |")
    keep(page)
    shelve(page, first, tags="semis, pois")
    publish(page, first)

    listed = begin(page, "Trois pois que j’aime", kind="list")
    titles = page.locator("[data-entries] input[name=entry-title]")
    titles.first.fill("Le ridé")
    for name in ("Le rond", "Le mange-tout"):
        page.get_by_role("button", name="Ajouter une entrée").click()
        titles.last.fill(name)
    editor.check()
    up = page.get_by_role("button", name="Monter cette entrée").nth(2)
    up.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # the button keeps the keyboard while its row moves
    expect(titles.first).to_have_value("Le mange-tout")
    titles.nth(1).focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(titles.nth(2)).to_have_value("Le ridé")
    page.get_by_role("button", name="Retirer", exact=True).nth(1).click()
    expect(page.get_by_text("Cette entrée est retirée.").nth(1)).to_be_visible()
    page.get_by_role("button", name="Reposer").nth(0).click()
    keep(page)
    shelve(page, listed)
    publish(page, listed)

    page.goto(series)
    expect(page.get_by_text("#2", exact=True).first).to_be_visible()
    page.get_by_role("button", name="Monter « Trois pois que j’aime »").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("L’ordre est gardé.")).to_be_visible()
    page.reload()
    expect(page.locator("ol.rows").first.locator("li").first).to_contain_text("Trois pois que j’aime")
    editor.check()
    page.get_by_role("link", name="Trois pois que j’aime").click()
    expect(page.locator("ol.entries h2")).to_have_text(["Le mange-tout", "Le rond", "Le ridé"])
    expect(page.get_by_role("link", name="Semer")).to_be_visible()
    editor.check()

    page.goto(series)
    page.get_by_role("link", name="Faire le livre blanc").click()
    expect(page.get_by_text("2 articles sont imprimés")).to_be_visible()
    editor.check()
    page.get_by_role("button", name="Faire le livre blanc").click()
    expect(page.get_by_role("heading", name="Les pois pour les nuls").first).to_be_visible()
    for _try in range(60):
        if page.get_by_role("link", name="EPUB").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.get_by_role("link", name="EPUB").first).to_be_visible()
    expect(page.get_by_text("1 tableau est composé en liste.")).to_be_visible()
