"""The paper: an editor writes, is interrupted, publishes and corrects; a member gives an article to the editors."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("publishing")]

TEXT = "La terre boit *longtemps*.\n\n## Ce que l’on voit\n\nDeux doigts[^1].\n\n[^1]: Pas plus."


def test_an_editor_is_interrupted_finds_the_text_again_publishes_and_corrects(visit, plot, owner):
    editor = visit(storage_state=owner.state)
    page = _begin(editor, plot, "Semer les pois")
    desk = page.url.removeprefix(editor.house.url)
    editor.check()
    page.locator("#id_body").fill(TEXT)
    expect(page.locator("#kept")).to_have_text("brouillon gardé")
    expect(page.locator("#words")).to_contain_text("mots")
    _cut_off_and_back(editor, desk)
    _look(editor)
    page.get_by_role("button", name="Garder, puis publier…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publier")
    editor.check()
    page.get_by_role("button", name="Publier maintenant").click()
    expect(page.locator(".paper-text em").first).to_have_text("longtemps")
    public = page.url.removeprefix(editor.house.url)
    _correct(editor, desk)
    stranger = visit(viewport={"width": 360, "height": 740})
    read = stranger.go(public)
    expect(read.locator("#corrections")).to_contain_text("Trois doigts, et non deux.")
    expect(read.locator(".paper-text")).to_contain_text("Trois doigts")
    stranger.check()
    _withdraw(editor, desk)
    assert stranger.page.goto(stranger.house.url + public).status == 410
    stranger.check()


def test_a_member_submits_and_the_editor_publishes(visit, plot, owner):
    member, editor = visit(viewport={"width": 360, "height": 740}), visit(storage_state=owner.state)
    member.sign_in("Prune", "prune@papier.example")
    page = member.go(f"/c/{plot.address}/join/")
    page.locator("main form button.button").first.click()
    _begin(member, plot, "Les limaces de Prune")
    page.locator("#id_body").fill("Elles savent tout.")
    member.check()
    page.get_by_role("button", name="Garder, puis confier à l’édition…").click()
    expect(page.get_by_role("button", name="Demander")).to_be_visible()
    member.check()
    page.get_by_role("button", name="Demander").click()
    expect(page.locator(".pill", has_text="à relire")).to_be_visible()
    desk = editor.go(f"/c/{plot.address}/articles/desk/")
    editor.check()
    desk.get_by_role("link", name="Les limaces de Prune").click()
    _two_at_one_text(editor, member)
    desk.get_by_role("button", name="Garder, puis publier…").click()
    desk.get_by_role("button", name="Publier maintenant").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Les limaces de Prune")
    mine = member.go(f"/c/{plot.address}/articles/mine/")
    expect(mine.locator(".pill", has_text="publié")).to_be_visible()
    member.check()


def _begin(someone, plot, title):
    page = someone.go(f"/c/{plot.address}/articles/mine/")
    page.get_by_role("link", name="Écrire un article").first.click()
    page.locator("[name=title]").fill(title)
    page.get_by_role("button", name="Commencer").click()
    expect(page.locator("#id_body")).to_be_visible()
    return page


def _cut_off_and_back(editor, desk):
    """What the server never had comes back in this browser; then it has it."""
    page = editor.page
    editor.cut_off()
    page.locator("#id_body").press("End")
    page.locator("#id_body").press_sequentially(" Et les merles regardent.")
    expect(page.locator("#kept")).to_contain_text("dans ce navigateur")
    page.get_by_role("button", name="Garder cette version").click()
    expect(page.locator(".toast")).to_contain_text("votre texte est gardé dans ce navigateur")
    editor.context.set_offline(False)
    editor.go(desk)
    expect(page.locator("#id_body")).to_have_value(re.compile("merles regardent"))
    expect(page.locator("#kept")).to_have_text("brouillon gardé")


def _look(editor):
    """By the keyboard: bold, and how it will look."""
    page = editor.page
    page.locator("#id_body").focus()
    page.keyboard.press("Control+Shift+P")
    expect(page.locator("#body-preview em").first).to_have_text("longtemps")
    editor.check()
    page.keyboard.press("Control+Shift+P")
    expect(page.locator("#body-preview")).to_be_hidden()


def _correct(editor, desk):
    page = editor.go(desk)
    page.locator("#id_body").fill(TEXT.replace("Deux doigts", "Trois doigts"))
    page.get_by_role("button", name="Garder, puis corriger…").click()
    expect(page.locator(".differences ins").first).to_contain_text("Trois")
    page.locator("[name=correction]").fill("Trois doigts, et non deux.")
    editor.check()
    page.get_by_role("button", name="Publier la correction").click()
    expect(page.locator("#corrections")).to_be_visible()
    page = editor.go(desk)
    page.get_by_role("link", name="Historique").click()
    editor.check()
    page.get_by_role("button", name="Comparer").click()
    editor.check()


def _withdraw(editor, desk):
    page = editor.go(desk)
    page.get_by_role("link", name="Réglages").last.click()
    editor.check()
    page.get_by_role("button", name="Retirer l’article").click()
    expect(page.get_by_role("button", name="Le remettre")).to_be_visible()


def _two_at_one_text(editor, member):
    """The member writes on while the editor looks: both are told, and neither text is lost."""
    member.page.locator("#id_body").fill("Elles savent tout, et elles attendent.")
    expect(member.page.locator("#kept")).to_have_text("brouillon gardé")
    editor.page.reload()
    expect(editor.page.locator("#company")).to_contain_text("Prune écrit ici")
    member.page.get_by_role("button", name="Garder cette version").click()
    expect(member.page.locator(".notice.success")).to_contain_text("version 2")
    editor.page.locator("#id_body").fill("Elles savent presque tout.")
    editor.page.get_by_role("button", name="Garder cette version").click()
    expect(editor.page.get_by_role("heading", level=1)).to_have_text("Deux textes")
    expect(editor.page.locator(".differences")).to_contain_text("attendent")
    editor.check()
    editor.page.locator("#id_body").fill("Elles savent presque tout, et elles attendent.")
    editor.page.get_by_role("button", name="Garder le mien comme article").click()
    expect(editor.page.locator("#id_body")).to_have_value("Elles savent presque tout, et elles attendent.")
