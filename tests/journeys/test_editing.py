"""Corrections with their authors' eyes on them, and the order of a book: by keyboard, by drag, undone."""

import html
import re
import sqlite3
import time

import httpx
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("editing")]

LINK = re.compile(r"(/corrections/[0-9a-f-]{36}/letter/[\w.-]+/)")
WORDS = {
    "Colette": "Le chat monta à l’échele.",
    "Dimitri": "Il vit la lune dans un arosoir.",
    "Eva": "La lune, elle, ne vit rein.",
    "Farid": "On rangea tout avant la rosée.",
}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


def address_of(name: str) -> str:
    return f"{name.lower()}@marges.example"


def write(house, path: str, name: str) -> None:
    """Write in the story as a guest, by the forms of its page."""
    form = {"text": WORDS[name], "name": name, "email": address_of(name), "seen": "100"}
    with httpx.Client(base_url=house.url, timeout=30) as guest:
        guest.post(f"{path}contributions/new/", data=form)
        answer = guest.post(
            f"{path}contributions/new/", data={**form, "code": house.code_for(address_of(name))}
        )
        assert answer.status_code == 302, answer.text[-2000:]


def link_for(house, name: str) -> str:
    """The link in the letter about a correction, once it is there."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for letter in map(html.unescape, house.letters_to(address_of(name))):
            if found := LINK.search(letter):
                return found[1]
    raise AssertionError(f"no letter to {name}")


def days_pass(house) -> None:
    """Let the delay of every open correction be over: a browser cannot wait for days."""
    [file] = (house.log.parent / "data").glob("*.sqlite3")
    with sqlite3.connect(file, timeout=20) as database:
        database.execute(
            "UPDATE stories_correction SET silence_at = '2020-01-01 00:00:00' WHERE state = 'open'"
        )
    database.close()


@pytest.fixture(scope="module")
def path(plot, house):
    """A story in which four people have written."""
    story = plot.open_story("La nuit des marges", silence_days="3")
    for name in WORDS:
        write(house, story, name)
    return story


@pytest.fixture(scope="module")
def host(long_visit, owner):
    return long_visit(storage_state=owner.state)


def propose(host, path: str, name: str, text: str) -> None:
    """From the menu beside the contribution, on the story's page."""
    page = host.go(path)
    part = page.locator(".part", has_text=WORDS[name])
    part.locator("summary").click()
    part.get_by_role("link", name="Corriger").click()
    host.check()
    page.locator("[name=text]").fill(text)
    page.locator("[name=reason]").fill("Une lettre s’était échappée.")
    page.get_by_role("button", name="La proposer").click()
    expect(page.locator("main ins").first).to_be_visible()
    host.check()


def test_a_correction_is_agreed_from_the_letter_and_everybody_reads_it(visit, host, house, path):
    propose(host, path, "Colette", "Le chat monta à l’échelle.")
    reader = visit()
    reader.go(path)
    author = visit(**PHONE)
    page = author.go(link_for(house, "Colette"))
    expect(page.locator("main del").first).to_contain_text("échele")
    expect(page.get_by_text("votre silence jusqu’au")).to_be_visible()
    author.check()
    page.get_by_label("En dire quelque chose").fill("Bien vu, merci !")
    page.get_by_role("button", name="Le dire").click()
    expect(page.get_by_text("Ici le silence ne vaut pas accord")).to_be_visible()
    page.get_by_role("button", name="J’accepte").click()
    expect(page.get_by_text("les nouveaux mots sont dans le texte")).to_be_visible()
    author.check()
    expect(reader.story).to_contain_text("à l’échelle.")
    expect(reader.story).not_to_contain_text("échele")


def test_a_correction_is_refused_and_the_words_stay(visit, host, house, path):
    propose(host, path, "Dimitri", "Il vit la lune dans un seau.")
    author = visit()
    page = author.go(link_for(house, "Dimitri"))
    page.get_by_role("button", name="Garder mes mots").click()
    expect(page.get_by_text("Vos mots restent tels quels")).to_be_visible()
    author.check()
    reader = visit()
    reader.go(path)
    expect(reader.story).to_contain_text("arosoir")


def test_silence_counts_when_its_delay_is_over_and_the_history_says_so(visit, host, house, path):
    propose(host, path, "Eva", "La lune, elle, ne vit rien.")
    reader = visit()
    reader.go(path)
    expect(reader.story).to_contain_text("ne vit rein.")
    days_pass(house)
    expect(reader.story).to_contain_text("ne vit rien.")
    page = host.go(f"{path}history/")
    expect(page.locator(".history")).to_contain_text("acceptée par silence, comme l’appel l’annonçait")
    host.check()


def order(page) -> list[str]:
    return [
        name.strip() for name in page.locator(".order [data-item]:not(.chapter) .title bdi").all_inner_texts()
    ]


def test_the_order_is_changed_by_keyboard_and_undone(host, path):
    page = host.go(f"{path}host/")
    page.get_by_role("button", name="Clore maintenant").click()
    page.get_by_role("link", name="Préparer le livre").first.click()
    expect(page.get_by_role("heading", name="Préparer le livre")).to_be_visible()
    host.check()
    assert order(page) == ["Colette", "Dimitri", "Eva", "Farid"]
    page.get_by_role("button", name="Monter 4", exact=True).press("Enter")
    expect(page.locator(".order .title bdi").nth(2)).to_have_text("Farid")
    expect(page.get_by_role("button", name="Monter 3")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".order .title bdi").nth(1)).to_have_text("Farid")
    assert order(page) == ["Colette", "Farid", "Dimitri", "Eva"]
    for names in (["Colette", "Dimitri", "Farid", "Eva"], ["Colette", "Dimitri", "Eva", "Farid"]):
        page.get_by_role("button", name="Annuler", exact=True).press("Enter")
        expect(page.get_by_text("C’est annulé.")).to_be_visible()
        expect(page.locator(".order .title bdi").nth(2)).to_have_text(names[2])
        assert order(page) == names
    page.get_by_role("button", name="Refaire").press("Enter")
    expect(page.get_by_text("C’est refait.")).to_be_visible()
    assert order(page) == ["Colette", "Dimitri", "Farid", "Eva"]


def closed_story(host, plot, house, title: str) -> str:
    """A story in which the four have written, and that the host has closed; its path."""
    path = plot.open_story(title)
    for name in WORDS:
        write(house, path, name)
    host.go(f"{path}host/").get_by_role("button", name="Clore maintenant").click()
    expect(host.page.get_by_role("button", name="Clore maintenant")).to_have_count(0)
    return path


def test_the_order_is_changed_by_dragging_and_undone(host, plot, house):
    path = closed_story(host, plot, house, "La nuit des courants d’air")
    page = host.go(f"{path}edit/")
    expect(page.locator(".order [data-handle]")).to_have_count(4)
    before = order(page)
    handle = page.locator(".order [data-item]").nth(3).locator("[data-handle]").bounding_box()
    first = page.locator(".order [data-item]").first.bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(first["x"] + 40, first["y"] + first["height"], steps=5)
    page.mouse.move(first["x"] + 40, first["y"] + 5, steps=5)
    expect(page.locator(".order .dragged")).to_have_count(1)
    expect(page.locator(".order .title bdi").first).to_have_text(before[3])
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"#item\d+$"))
    assert order(page) == [before[3], *before[:3]]
    page.get_by_role("button", name="Annuler", exact=True).click()
    expect(page.get_by_text("C’est annulé.")).to_be_visible()
    assert order(page) == before


def test_chapters_and_an_afterword_without_scripts(visit, owner, host, plot, house):
    path = closed_story(host, plot, house, "La nuit des lucarnes")
    editor = visit(storage_state=owner.state, java_script_enabled=False, **PHONE)
    page = editor.go(f"{path}edit/")
    page.get_by_label("Titre", exact=True).fill("Le soir")
    page.get_by_role("button", name="Ajouter le chapitre").click()
    expect(page.locator(".order .chapter .title").first).to_have_text("Le soir")
    page.get_by_role("link", name="Écrire une postface").click()
    page.locator("[name=text]").fill("Merci à la lune.")
    page.get_by_role("button", name="La garder").click()
    expect(page.get_by_text("Merci à la lune.")).to_be_visible()
    shown = host.go(f"{path}edit/")
    shown.locator("#item1 summary").click()
    shown.locator("#place1").fill("4")
    host.check()
    shown.locator("#item1").get_by_role("button", name="Déplacer", exact=True).click()
    expect(shown.locator(".order .title bdi").last).to_have_text("Colette")
    host.go(f"{path}history/")
    expect(shown.locator(".history")).to_contain_text("le chapitre « Le soir » a été ajouté")
    host.check()
