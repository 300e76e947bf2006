"""Twenty authors, three of whom choose by mail to stay anonymous; their book, and one who takes words back."""

import html
import re
import time

import httpx
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("names")]

LINK = re.compile(r"(/names/[\w:=-]+/)")
PEOPLE = [f"Jardinier {letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


def address_of(name: str) -> str:
    """Where somebody's letters go."""
    return f"{name.replace(' ', '-').lower()}@noms.example"


def write(house, path: str, name: str) -> None:
    """Write in the story as a guest, by the forms of its page."""
    form = {"text": "On planta un haricot de plus.", "name": name, "email": address_of(name), "seen": "100"}
    with httpx.Client(base_url=house.url, timeout=30) as guest:
        guest.post(f"{path}contributions/new/", data=form)
        code = house.code_for(address_of(name))
        answer = guest.post(f"{path}contributions/new/", data={**form, "code": code})
        assert answer.status_code == 302, answer.text[-2000:]


def link_for(house, name: str) -> str:
    """The link in the letter of the closing, once it is there."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for letter in map(html.unescape, house.letters_to(address_of(name))):
            if found := LINK.search(letter):
                return found[1]
    raise AssertionError(f"no letter to {name}")


def come_back(visit, name: str) -> None:
    """Sign in with the address that was confirmed while writing."""
    email, post = address_of(name), visit.context.request.post
    post(f"{visit.house.url}/sign-in/", form={"email": email})
    post(f"{visit.house.url}/sign-in/code/", form={"email": email, "code": visit.house.code_for(email)})


def test_twenty_authors_three_of_whom_stay_anonymous(visit, plot, house, owner):
    path = plot.open_story("Vingt haricots")
    for name in PEOPLE:
        write(house, path, name)
    host = visit(storage_state=owner.state)
    page = host.go(f"{path}host/")
    page.get_by_role("button", name="Clore maintenant").click()
    expect(page.get_by_role("heading", name="Les noms dans le livre")).to_be_visible()
    expect(page.locator("#story-naming")).to_contain_text("20 personnes n’ont pas encore dit")

    reader = visit()
    reader.go(path)
    expect(reader.story).to_contain_text("Jardinier C")
    for name in PEOPLE[:3]:
        author = visit(**PHONE)
        said = author.go(link_for(house, name))
        expect(said.get_by_role("heading", name="Votre nom dans")).to_be_visible()
        author.check()
        said.get_by_role("button", name="Sans mon nom").click()
        expect(said.get_by_text("C’est noté. Merci.")).to_be_visible()
        expect(said.locator(".byline-now")).to_contain_text("sans nom")
        author.check()
    expect(reader.page.locator("#story-numbers")).to_contain_text("dont 3 anonymes")
    expect(reader.story).not_to_contain_text("Jardinier C")

    author = visit()
    said = author.go(link_for(house, PEOPLE[3]))
    said.get_by_label("Un autre nom").fill("Dame Cosse")
    said.get_by_role("button", name="Signer de ce nom").click()
    said.get_by_text("Une ligne sur vous et un lien").click()
    said.get_by_label("Une ligne sur vous").fill("élève des abeilles à Nantes")
    said.get_by_label("Un lien").fill("exemple.example/dame-cosse")
    said.get_by_role("button", name="Garder la ligne et le lien").click()
    expect(said.locator(".byline-now")).to_contain_text("élève des abeilles à Nantes")
    expect(said.get_by_role("link", name="Dame Cosse")).to_have_attribute(
        "href", "https://exemple.example/dame-cosse"
    )
    author.check()

    page = host.go(f"{path}release/")
    expect(page.get_by_text("dont 3 anonymes")).to_be_visible()
    expect(page.get_by_text("16 personnes n’ont pas encore dit")).to_be_visible()
    expect(page.get_by_text("Dame Cosse")).to_be_visible()
    expect(page.get_by_text("Jardinier A")).to_have_count(0)
    page.get_by_role("button", name="Faire paraître quand même").click()
    expect(page.locator(".book-people")).to_contain_text("Dame Cosse")
    expect(page.locator(".book-people")).to_contain_text("3 ")
    expect(page.locator(".book-people")).not_to_contain_text("Jardinier A")
    expect(page.get_by_role("link", name=re.compile("EPUB"))).to_be_visible(timeout=60_000)
    first = page.url

    leaving = visit()
    come_back(leaving, PEOPLE[7])
    taken = leaving.go(path)
    taken.get_by_role("link", name="Votre nom dans le livre").click()
    taken.get_by_role("link", name="vos textes ici").click()
    leaving.check()
    taken.get_by_role("link", name="Reprendre").click()
    leaving.check()
    taken.get_by_role("button", name="Reprendre").click()
    expect(taken.get_by_text("Ces mots sont effacés.")).to_be_visible()
    leaving.check()
    late = visit()
    late.go(f"{path}book/")
    expect(late.page.get_by_text("Édition 2").first).to_be_visible(timeout=60_000)
    late.page.goto(first)
    expect(late.page).not_to_have_url(first)
    expect(late.page.get_by_text("Jardinier H")).to_have_count(0)
