"""Books on their shelf, read, cited and fetched by reading apps; and one of them translated."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import httpx
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("books")]

A = "{http://www.w3.org/2005/Atom}"
PHONE = {"viewport": {"width": 360, "height": 740}}
SENTENCE = "On monta voir, et il n’y avait que des étoiles."
ENGLISH = {
    "title": "The ladder",
    "opening": "That morning, somebody had left a ladder.",
    "": "There were only stars.",
}


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_a_reader_finds_a_book_and_reads_it(visit, options):
    reader = visit(**options)
    page = reader.go("/c/mains-vertes/")
    page.get_by_role("navigation", name="Communauté").get_by_role("link", name="Livres", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Livres")
    reader.check()
    page.locator(".covers a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Le dernier tram pour Saint-Fiacre")
    expect(page.locator(".book-cover")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Comment il s’est écrit")
    expect(page.locator("main")).to_contain_text("CC BY-SA 4.0")
    reader.check()
    page.get_by_role("link", name="Lire ici").click()
    expect(page.locator("#c1")).to_be_visible()
    reader.check()
    page.get_by_role("link", name="Emporter le livre").click()
    page.get_by_role("link", name="Combien de fois").click()
    reader.check()


def test_the_calendar_shows_what_is_written(visit):
    for options in ({}, PHONE):
        reader = visit(**options)
        page = reader.go("/c/mains-vertes/stories/")
        page.get_by_role("link", name="Calendrier").click()
        expect(page.locator(".rows")).to_contain_text("Le dernier tram pour Saint-Fiacre")
        expect(page.locator(".almanac")).to_be_visible() if not options else expect(
            page.locator(".almanac")
        ).to_be_hidden()
        reader.check()
        page.get_by_role("link", name=re.compile(r"20\d\d$")).first.click()
        expect(page).to_have_url(re.compile(r"month=\d{4}-\d\d"))


def test_a_reading_app_fetches_a_book(visit, house):
    visit().go("/c/mains-vertes/books/")
    with httpx.Client(base_url=house.url, follow_redirects=True) as app:
        start = ET.fromstring(app.get("/opds/").content)
        shelves = [link.attrib["href"] for link in start.iterfind(f"{A}entry/{A}link")]
        assert len(shelves) >= 2
        books = ET.fromstring(app.get(shelves[0]).content)
        [entry] = [
            one for one in books.iterfind(f"{A}entry") if "Saint-Fiacre" in (one.findtext(f"{A}title") or "")
        ]
        links = {link.attrib["rel"]: link.attrib for link in entry.iterfind(f"{A}link")}
        assert app.get(links["http://opds-spec.org/image"]["href"]).content.startswith(b"\x89PNG")
        [epub] = [
            link.attrib
            for link in entry.iterfind(f"{A}link")
            if link.attrib["type"] == "application/epub+zip"
        ]
        fetched = app.get(epub["href"])
        assert len(fetched.content) == int(epub["length"])
        with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
            assert archive.read("mimetype") == b"application/epub+zip"
        assert app.get("/opds/books.json").json()["publications"]
        feed = app.get("/c/mains-vertes/calendar.ics").text
        assert "SUMMARY:Le dernier tram" in feed


def test_a_book_is_translated_and_released(visit, owner, plot):
    host = visit(storage_state=owner.state)
    book = _a_book(host, visit(), plot)
    nour = visit(**PHONE)
    nour.sign_in("Nour", "nour@livres.example")
    page = nour.go(f"/c/{plot.address}/join/")
    page.locator("main form button.button").first.click()
    expect(page.get_by_role("link", name="Membres")).to_be_visible()
    page = nour.go(book)
    page.get_by_role("link", name="Traduire ce livre").click()
    page.get_by_label("Vers quelle langue").select_option("en")
    nour.check()
    page.get_by_role("button", name="Commencer").click()
    expect(page.locator(".pair")).to_have_count(3)
    nour.check()
    _translate(nour)
    work = page.url.split("?")[0].removeprefix(nour.house.url)
    _meet(nour, host, work)
    page = host.go(work)
    expect(page.locator("main")).to_contain_text("3 passages finis sur 3")
    host.check()
    page.get_by_role("link", name="Faire paraître cette traduction").click()
    host.check()
    page.get_by_role("button", name="Faire paraître cette traduction").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The ladder")
    expect(page.get_by_role("link", name="EPUB")).to_be_visible(timeout=60_000)
    expect(page.locator("main")).to_contain_text("Nour")
    host.check()
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("L’échelle")
    expect(page.get_by_role("link", name="English")).to_be_visible()


def _a_book(host, guest, plot) -> str:
    """A story of one contribution, closed and released; the path of its book."""
    story = plot.open_story("L’échelle")
    guest.go(story)
    guest.text.fill(SENTENCE)
    guest.sign("Firmin", "firmin@livres.example")
    guest.send()
    guest.confirm("firmin@livres.example")
    expect(guest.story).to_contain_text("que des étoiles")
    page = host.go(f"{story}host/")
    page.get_by_role("button", name="Clore maintenant").click()
    page.get_by_role("link", name="Faire paraître").click()
    page.get_by_role("button", name=re.compile("Faire paraître (le livre|quand même)")).click()
    expect(page.get_by_role("link", name="EPUB")).to_be_visible(timeout=60_000)
    return page.url.removeprefix(host.house.url)


def _translate(translator) -> None:
    """Two passages done, the third as a draft that saves itself and is there again."""
    page = translator.page
    for place, text in enumerate(list(ENGLISH.values())[:2]):
        pair = page.locator(".pair").nth(place)
        pair.locator("textarea").fill(text)
        pair.get_by_role("button", name="C’est fini").click()
        expect(page.locator(".pair").nth(place)).to_contain_text("fini")
    pair = page.locator(".pair").nth(2)
    pair.locator("textarea").fill("There were")
    expect(pair.locator(".pair-saved")).to_contain_text("Enregistré")
    page.reload()
    expect(page.locator(".pair").nth(2).locator("textarea")).to_have_value("There were")
    translator.check()


def _meet(translator, host, work) -> None:
    """Two at one passage: the second is told, and nothing of either is lost."""
    other = host.go(work).locator(".pair").nth(2)
    mine = translator.page.locator(".pair").nth(2)
    mine.locator("textarea").fill("There were only stars.")
    expect(mine.locator(".pair-saved")).to_contain_text("Enregistré")
    other.locator("textarea").fill("Only stars were there.")
    expect(other.locator(".pair-saved")).to_contain_text("Quelqu’un d’autre")
    expect(other.locator(".pair-saved")).to_contain_text("There were only stars.")
    expect(other.locator("textarea")).to_have_value("Only stars were there.")
    host.check()
    other.get_by_role("button", name="Prendre l’autre").click()
    expect(other.locator("textarea")).to_have_value("There were only stars.")
    other.get_by_role("button", name="C’est fini").click()
    expect(host.page.locator(".pair").nth(2)).to_contain_text("fini")
