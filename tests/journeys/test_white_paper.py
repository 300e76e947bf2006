"""A white paper of eight chapters: opened, planned, pledged, written one at a time at the pen, read, and printed."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("white-paper")]

CHAPTERS = (
    "La pluie",
    "Le paillis",
    "L’arrosoir",
    "Le goutte-à-goutte",
    "La sécheresse",
    "Les sols",
    "Le gel",
    "Le partage",
)
TEXT = (
    "# Ce que l’on voit\n\nLa terre *boit* lentement.\n\n- pailler\n- attendre\n\n"
    "> Qui arrose le soir arrose la terre."
)


@pytest.fixture(scope="module")
def authors(long_visit, plot):
    """Two people who have joined the community."""
    people = []
    for name in ("Aubin", "Blandine"):
        author = long_visit()
        author.sign_in(name, f"{name.lower()}@papier.example")
        page = author.go(f"/c/{plot.address}/join/")
        page.locator("main form button.button").first.click()
        expect(page.get_by_role("link", name="Membres")).to_be_visible()
        people.append(author)
    return people


def test_from_a_plan_to_a_printed_book(visit, plot, owner, authors):
    editor, (aubin, blandine) = visit(storage_state=owner.state), authors
    book = _open(editor, plot)
    sections = _plan(editor, book)
    _drag(editor, book)
    _pledge(editor, aubin, sections[0])
    _write(editor, aubin, blandine, sections[0])
    _discuss(blandine, aubin, sections[0])
    _finish(editor, aubin, sections)
    _print(editor, book)


def _open(editor, plot):
    page = editor.go(f"/c/{plot.address}/manuscripts/")
    page.get_by_role("link", name=re.compile("Ouvrir")).first.click()
    editor.check()
    page.locator("[name=title]").fill("L’eau au jardin")
    page.locator("[name=intention]").fill("Ce que nous savons de l’eau, pour qui commence.")
    page.get_by_role("button", name="Ouvrir le livre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("L’eau au jardin")
    return page.url.removeprefix(editor.house.url)


def _plan(editor, book):
    page = editor.page
    page.get_by_role("link", name="Ajouter le premier chapitre").click()
    for title in CHAPTERS:
        page.locator("[name=title]").fill(title)
        page.get_by_role("button", name="L’ajouter, puis un autre").click()
        expect(page.locator("[name=title]")).to_have_value("")
    editor.go(book)
    rows = page.locator("#plan > li")
    expect(rows).to_have_count(8)
    editor.check()
    links = page.locator("#plan .title > a")
    return [links.nth(number).get_attribute("href") for number in range(8)]


def _drag(editor, book):
    """The last chapter to the first place with the mouse, and back with the keyboard."""
    page = editor.page
    titles = page.locator("#plan .title > a")
    page.locator("#plan > li").nth(7).drag_to(
        page.locator("#plan > li").first, target_position={"x": 30, "y": 3}
    )
    expect(titles.first).to_have_text("Le partage")
    expect(page.locator("#plan > li").first).to_have_attribute("data-place", "1")
    place = page.get_by_label(
        "Place de « Le partage » dans le plan".replace("« ", "«\u202f").replace(" »", "\u202f»")
    )
    place.fill("8")
    place.press("Enter")
    expect(titles.nth(7)).to_have_text("Le partage")


def _pledge(editor, aubin, section):
    page = aubin.go(section)
    aubin.check()
    page.locator("[name=note]").fill("J’ai trois tonneaux.")
    page.get_by_role("button", name="Je propose de l’écrire").click()
    expect(page.get_by_text("On vous répondra par courrier")).to_be_visible()
    answered = editor.go(section)
    expect(answered.get_by_text("J’ai trois tonneaux.")).to_be_visible()
    answered.get_by_role("button", name="Oui", exact=True).click()
    expect(answered.locator("[id^=state-]")).to_contain_text("Aubin")
    answered.locator("[name=member]").select_option(label="Blandine")
    answered.get_by_role("button", name="Demander", exact=True).click()
    expect(answered.locator("[id^=state-]")).to_contain_text("Blandine")


def _take_the_pen(author, section):
    page = author.go(f"{section}write/")
    if page.locator("[name=agrees]").count():
        page.locator("[name=agrees]").check()
    page.get_by_role("button", name="Prendre la plume").click()
    expect(page.locator("#id_text")).to_be_visible()
    return page


def _write(editor, aubin, blandine, section):
    watched = editor.go(section)
    page = _take_the_pen(aubin, section)
    aubin.check()
    expect(watched.locator("[id^=pen-]")).to_contain_text("Aubin")
    page.locator("#id_text").fill("Ce que j’ai commencé")
    expect(page.locator("#kept")).to_have_text("brouillon gardé")
    asking = blandine.go(section)
    asking.get_by_role("button", name="Demander la plume").click()
    expect(page.locator("#wanted")).to_be_visible()
    page.get_by_role("button", name="Faire passer").click()
    mine = blandine.go(f"{section}write/")
    mine.locator("[name=agrees]").check()
    mine.locator("#id_text").fill(TEXT)
    mine.get_by_role("button", name="La garder et poser la plume").click()
    expect(mine.locator("#chapter-text em")).to_have_text("boit")
    expect(watched.locator("[id^=state-]")).to_contain_text("version 1")
    page = _take_the_pen(aubin, section)
    expect(page.locator("#id_text")).to_have_value("Ce que j’ai commencé")
    page.get_by_role("button", name="Garder cette version").click()
    expect(page.locator(".differences ins").first).to_be_visible()
    aubin.go(f"{section}write/")
    page.get_by_role("button", name="Poser la plume", exact=True).click()
    expect(page.locator("#chapter-text em")).to_have_text("boit")


def _discuss(reader, author, section):
    page = reader.go(section)
    page.locator("#chapter-text p").first.evaluate(
        "(node) => { const range = document.createRange(); range.selectNodeContents(node);"
        " getSelection().removeAllRanges(); getSelection().addRange(range); }"
    )
    expect(page.locator("[name=quote]")).to_have_value("La terre boit lentement.")
    page.locator("[data-remark] [name=text]").fill("Même l’été ?")
    page.get_by_role("button", name="Écrire dans la marge").click()
    expect(page.locator(".remark blockquote a")).to_have_attribute("href", "#p2")
    answered = author.go(section)
    answered.get_by_text("Répondre", exact=True).first.click()
    answered.locator(".remark textarea").fill("Surtout l’été.")
    answered.locator(".remark").get_by_role("button", name="Répondre").click()
    expect(answered.locator(".reply")).to_contain_text("Surtout l’été.")
    answered.get_by_role("button", name="C’est réglé").click()
    expect(answered.get_by_text("1 réglée")).to_be_visible()
    author.check()


def _finish(editor, aubin, sections):
    page = aubin.go(sections[0])
    page.get_by_role("button", name="Donner à relire").click()
    expect(page.locator("[id^=state-]")).to_contain_text("à relire")
    for number, section in enumerate(sections):
        page = editor.go(section)
        if number:
            _take_the_pen(editor, section)
            page.locator("#id_text").fill(f"{TEXT}\n\nChapitre {number}.")
            page.get_by_role("button", name="La garder et poser la plume").click()
        page.get_by_role("button", name="C’est prêt").click()
        expect(page.locator("[id^=state-]")).to_contain_text("prêt")


def _print(editor, book):
    page = editor.go(book)
    expect(page.locator("progress")).to_have_attribute("value", "8")
    page.get_by_role("link", name="Faire le livre").click()
    editor.check()
    page.get_by_role("button", name="Faire paraître le livre").click()
    link = page.get_by_role("link", name="EPUB")
    expect(link).to_be_visible(timeout=60_000)
    editor.check()
    answer = editor.context.request.get(editor.house.url + link.get_attribute("href"))
    archive = zipfile.ZipFile(io.BytesIO(answer.body()))
    contents = archive.read("EPUB/nav.xhtml").decode()
    assert all(title in contents for title in CHAPTERS)
    story = archive.read("EPUB/story-1.xhtml").decode()
    assert "<em>boit</em>" in story and "Aubin, Blandine" in story and "<blockquote>" in story
