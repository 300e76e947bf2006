"""Every page: accessible, no wider than the screen, nothing from elsewhere; in both languages and both lights."""

from typing import NamedTuple

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("pages")]


class Look(NamedTuple):
    """How a page is looked at; axe-core needs seconds, so it does not come along each time."""

    language: str
    light: str
    width: int
    closely: bool = False

    def __str__(self) -> str:
        return f"{self.language}-{self.light}-{self.width}"


LOOKS = [
    Look("fr", "light", 1280, closely=True),
    Look("en", "dark", 360, closely=True),
    Look("en", "dark", 1280),
    Look("fr", "light", 360),
]
VISITOR = (
    "/", "/sign-in/", "/language/", "/mail/", "/ui/", "/nowhere/", "/i/unknown-token/", "/c/nowhere/",
    "/c/mains-vertes/", "/c/mains-vertes/join/", "/c/mains-vertes/stories/", "/c/tide-table/",
    "/c/mains-vertes/manuscripts/",
    "STORY", "STORYcall/", "STORYcontributions/new/", "BOOK", "BOOKread/",
    "BOOKdownloads/", "/c/mains-vertes/books/", "/c/mains-vertes/calendar/",
)  # fmt: skip
MEMBER = (
    "/",
    "/me/",
    "/me/password/",
    "/me/leave/",
    "/c/mains-vertes/",
    "/c/mains-vertes/join/",
    "STORY",
    "BOOK",
)
OWNER = (
    "/", "/c/new/", "/c/rang-d-oignons/", "/c/rang-d-oignons/settings/", "/c/rang-d-oignons/members/",
    "/c/rang-d-oignons/requests/", "/c/rang-d-oignons/invitations/", "/c/rang-d-oignons/leave/",
    "/c/mains-vertes/members/", "/c/mains-vertes/stories/new/",
    "/c/mains-vertes/manuscripts/new/", "STORY", "STORYhost/", "STORYrelease/",
)  # fmt: skip
PAGES = {"visitor": VISITOR, "member": MEMBER, "owner": OWNER}
# Of talk, people and care: looked at closely, once, in the narrowest way.
TALK = {
    "visitor": ("/c/mains-vertes/topics/", "TOPIC", "TOPICdays/", "/c/mains-vertes/search/?q=haricot"),
    "owner": (
        "/c/mains-vertes/topics/new/", "/c/mains-vertes/rooms/", "TOPICpolls/new/", "/messages/", "/messages/new/",
        "/c/rang-d-oignons/directory/", "/c/rang-d-oignons/directory/map/", "/c/rang-d-oignons/organisations/",
        "/me/profile/", "/me/aversions/", "/me/notices/", "/me/notices/letter/", "/me/notices/browsers/",
        "/c/rang-d-oignons/care/log/", "/c/rang-d-oignons/care/settings/",
    ),
}  # fmt: skip
# Of whoever animates: the desk, one gesture, and what stands around them.
DESK = ("", "gestures/", "came/", "weights/", "pictures/", "map/", "how/")
EXPECTED = {"/nowhere/": 404, "/i/unknown-token/": 404, "/c/nowhere/": 404}


@pytest.fixture(scope="module")
def places(long_visit, plot):
    """The running story and the finished book of the demo, once the press has made it."""
    guide = long_visit()
    page = guide.go("/c/mains-vertes/")
    story = page.get_by_role("link", name="La nuit des courges").first.get_attribute("href")
    topic = page.locator("a[href^='/topics/']").first.get_attribute("href")
    page.locator("a[href$='/book/']").first.click()
    expect(page.get_by_role("link", name="EPUB")).to_be_visible(timeout=60_000)
    return {"STORY": story, "TOPIC": topic, "BOOK": page.url.removeprefix(guide.house.url)}


@pytest.fixture(scope="module")
def states(long_visit, owner):
    """What the browsers of a visitor, a member and the owner remember."""
    member = long_visit()
    member.sign_in("Mathurin", "mathurin@pages.example")
    return {"visitor": None, "member": member.context.storage_state(), "owner": owner.state}


def path_of(page: str, places: dict[str, str]) -> str:
    for word, path in places.items():
        page = page.replace(word, path)
    return page


@pytest.mark.parametrize("who", PAGES)
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page(visit, places, states, who, look):
    walk(visit, places, states[who], PAGES[who], look)


@pytest.mark.parametrize("who", TALK)
def test_every_page_of_talk(visit, places, states, who):
    walk(visit, places, states[who], TALK[who], LOOKS[1])


@pytest.mark.parametrize("look", LOOKS[:2], ids=str)
def test_every_page_of_the_desk(visit, places, states, look):
    animateur = visit(storage_state=states["owner"])
    page = animateur.go("/c/mains-vertes/desk/")
    gestures = page.locator(".gestures .acts > a.button").evaluate_all(
        "links => links.map(link => link.pathname)"
    )
    assert len(gestures) > 3
    walk(visit, places, states["owner"], [*(f"/c/mains-vertes/desk/{one}" for one in DESK), *gestures], look)


def test_the_desk_is_decided_by_keyboard_and_goes_on_with_the_next(visit, states):
    animateur = visit(storage_state=states["owner"])
    page = animateur.go("/c/mains-vertes/desk/")
    cards = page.locator(".gestures > li")
    many, first, second = cards.count(), cards.nth(0).get_attribute("id"), cards.nth(1).get_attribute("id")
    cards.first.get_by_role("button", name="plus tard").press("Enter")
    expect(cards).to_have_count(many - 1)
    expect(page.locator(f"#{second}")).to_be_focused()
    page.locator(".decided").get_by_role("button", name="Annuler").press("Enter")
    expect(cards).to_have_count(many)
    expect(page.locator(f"#{first}")).to_be_focused()


def walk(visit, places, state, pages, look):
    """Look at pages, one after the other."""
    viewport = {"width": look.width, "height": 800}
    reader = visit(locale=look.language, color_scheme=look.light, viewport=viewport, storage_state=state)
    cookie = {"name": "potager_language", "value": look.language, "url": reader.house.url}
    reader.context.add_cookies([cookie])
    for page in pages:
        path = path_of(page, places)
        answer = reader.page.goto(reader.house.url + path)
        assert answer.status == EXPECTED.get(page, 200), path
        expect(reader.page.locator("html")).to_have_attribute("lang", look.language)
        assert reader.page.title().strip(), path
        expect(reader.page.locator("h1")).to_have_count(1)
        if look.closely:
            reader.check()
        assert reader.overflow() <= 0, path


@pytest.mark.parametrize("width", [360, 1280])
def test_the_composer_in_use_is_accessible(visit, plot, width):
    writer = visit(viewport={"width": width, "height": 700}, color_scheme="dark")
    writer.go(plot.open_story(f"Sous la lampe {width}"))
    writer.text.fill("Une. Deux. Trois. Quatre. Cinq. Six. Sept.")
    expect(writer.page.locator("#composer-count")).to_contain_text("7 phrases")
    writer.check()
    expect(writer.page.get_by_role("button", name="Passer la plume")).to_be_in_viewport()
    expect(writer.text).to_be_in_viewport()
