"""A morning at the demo's desk: nine gestures, one of them made; and what came of it, eight days later."""

import re
import time

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("desk")]
DESK = "/c/mains-vertes/desk/"
ASKED = "Limaces dans la mâche"
NINE = {"accueillir", "répondre", "mettre à l’honneur", "présenter", "nourrir", "réveiller", "réunir",
        "inviter à revenir", "apaiser"}  # fmt: skip


def come_in(person, name):
    """Somebody of the demo, by a code, as the page of messages shows it."""
    email = f"{name}@mains-vertes.example"
    person._post("/sign-in/", email=email)
    person._post("/sign-in/code/", email=email, code=person.house.code_for(email))
    return person


def test_a_gesture_is_made_and_eight_days_later_the_desk_tells_what_came_of_it(visit, later):
    ines = come_in(visit(), "ines")
    _sees_nine(ines)
    _asks_marcelle(ines)
    _takes_it_back_and_does_it(ines)
    _marcelle_answers(come_in(visit(), "marcelle"))
    _reads_what_came(come_in(visit(later(days=8)), "ines"))


@pytest.mark.parametrize(
    "page", ["", "gestures/", "came/", "map/", "pictures/", "reports/", "weights/", "how/", "me/"]
)
def test_the_rooms_around_the_desk_on_a_phone_at_night(phone, page):
    answer = phone.page.goto(f"{phone.house.url}{DESK}{page}")
    assert answer.status == 200
    phone.check()


@pytest.fixture(scope="module")
def phone(long_visit):
    """The animateur in bed, in English."""
    viewport = {"width": 360, "height": 740}
    return come_in(long_visit(locale="en-GB", color_scheme="dark", viewport=viewport), "ines")


def _sees_nine(ines):
    """Seven on one day; two more were found, and wait for another morning."""
    page = ines.go(DESK)
    verbs = page.locator(".gestures .verb")
    expect(verbs).to_have_count(7)
    today = {text.partition("\n")[0].strip() for text in verbs.all_inner_texts()}
    assert len(today) == 7 and today < NINE
    ines.check()
    page.get_by_role("link", name="Les neuf gestes").click()
    rows = page.locator(".questions li")
    assert {text.strip() for text in rows.locator(".verb").all_inner_texts()} == NINE
    expect(rows.filter(has_text="aucune trouvée")).to_have_count(0)
    ines.check()


def _asks_marcelle(ines):
    """The composer is there, with its context and without a word; a person writes."""
    page = ines.go(DESK)
    card = page.locator(".gestures > li").filter(has_text=ASKED)
    card.get_by_role("link", name="Demander à qui pourrait répondre").click()
    expect(page.get_by_role("link", name="Marcelle").first).to_be_visible()
    expect(page.locator(".said-last")).to_contain_text("La planche m’a rendu deux limaces")
    text = page.locator("textarea[name=text]")
    expect(text).to_have_value("")
    ines.check()
    page.get_by_label("De quoi s’agit-il").fill("Des limaces chez Gwenaëlle")
    text.fill("Marcelle, une question pour vous chez Gwenaëlle : ses limaces ne lisent pas les planches.")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator(".decided")).to_contain_text(ASKED)
    expect(page.locator(".gestures > li")).to_have_count(6)


def _takes_it_back_and_does_it(ines):
    page = ines.page
    page.locator(".decided li").filter(has_text=ASKED).get_by_role("button", name="Annuler").click()
    expect(page.locator(".gestures > li")).to_have_count(7)
    page.locator(".gestures > li").filter(has_text=ASKED).get_by_role("link", name="Demander").click()
    page.get_by_role("button", name="Je l’ai fait autrement").click()
    expect(page.locator(".decided")).to_contain_text(ASKED)
    ines.check()


def _marcelle_answers(marcelle):
    page = marcelle.go("/c/mains-vertes/topics/")
    page.get_by_role("link", name=re.compile(ASKED)).first.click()
    page.locator("#composer-text").fill("Attendez le froid : à moins de cinq degrés, elles restent au lit.")
    marcelle.send()
    expect(page.locator("article.post")).to_have_count(2)


def _reads_what_came(ines):
    """The worker prepares the morning as soon as it is there; until then the page tells older stories."""
    deadline = time.monotonic() + 60
    page = ines.go(f"{DESK}came/")
    story = page.locator("main").get_by_text(re.compile(f"{ASKED}.*1 réponse"))
    while not story.count() and time.monotonic() < deadline:
        page.wait_for_timeout(300)
        page.reload()
    expect(story.first).to_be_visible()
    ines.check()
