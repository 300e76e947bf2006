"""A month by keyboard, the same on a telephone, and a calendar program that subscribes to it."""

import re

import httpx
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("calendar")]
EVENTS = "/c/mains-vertes/events/"


def test_a_month_by_keyboard(visit) -> None:
    reader = visit()
    page = reader.go(EVENTS)
    reader.check()
    page.get_by_role("link", name="Mois", exact=True).click()
    day = page.locator("[data-day][tabindex='0']")
    expect(day).to_have_count(1)
    expect(day).to_have_attribute("aria-current", "date")
    reader.check()
    day.focus()
    first = day.get_attribute("href")
    page.keyboard.press("Home")
    monday = page.locator(":focus")
    assert monday.get_attribute("aria-label").startswith("lundi")
    page.keyboard.press("ArrowRight")
    assert page.locator(":focus").get_attribute("aria-label").startswith("mardi")
    page.keyboard.press("End")
    assert page.locator(":focus").get_attribute("aria-label").startswith("dimanche")
    expect(page.locator("[data-day][tabindex='0']")).to_have_count(1)
    month = page.locator("#cal-month").inner_text()
    page.keyboard.press("PageDown")
    expect(page.locator("#cal-month")).not_to_have_text(month)
    reader.check()
    page.get_by_role("link", name="Aujourd’hui").click()
    expect(page.locator("#cal-month")).to_have_text(month)
    page.locator("[data-day][aria-current=date]").press("Enter")
    expect(page).to_have_url(re.compile(f"{first}$"))
    reader.check()


def test_on_a_telephone_the_days_stand_below(visit) -> None:
    reader = visit(viewport={"width": 360, "height": 740}, locale="en-GB", color_scheme="dark")
    page = reader.go(f"{EVENTS}calendar/")
    page.locator("[data-after]").click()
    expect(page.locator(".cal-entries").first).to_be_hidden()
    expect(page.locator(".cal-dots").first).to_be_visible()
    expect(page.locator(".cal-list .title").first).to_be_visible()
    reader.check()
    shown = page.locator(".cal-list .title a").first
    name = shown.inner_text()
    shown.click()
    expect(page.locator("h1")).to_contain_text(name)


def test_a_program_subscribes_and_shows_the_same(visit, house) -> None:
    import vobject

    reader = visit()
    page = reader.go(EVENTS)
    titles = set(page.locator(".cal-coming .title a").all_inner_texts())
    page.get_by_role("link", name="S’abonner").click()
    reader.check()
    address = page.locator("code").inner_text()
    assert (
        page.get_by_role("link", name="Ouvrir dans mon calendrier")
        .get_attribute("href")
        .startswith("webcal://")
    )
    plain = {"accept-encoding": "identity"}
    told = httpx.get(address, headers=plain)
    assert told.headers["content-type"] == "text/calendar; charset=utf-8"
    events = vobject.readOne(told.text).contents["vevent"]
    assert titles <= {one.summary.value for one in events}
    assert any("rrule" in one.contents for one in events)
    assert httpx.get(address, headers={**plain, "if-none-match": told.headers["etag"]}).status_code == 304


def test_ones_own_address_is_replaced_and_removed(visit, house) -> None:
    ida = visit(viewport={"width": 360, "height": 740})
    ida.sign_in("Ida", "ida-calendar@example.org")
    page = ida.go("/calendar/")
    ida.check()
    page.get_by_role("link", name="S’abonner").click()
    page.get_by_role("button", name="Créer mon adresse").click()
    ida.check()
    first = page.locator("code").inner_text()
    assert httpx.get(first).text.startswith("BEGIN:VCALENDAR")
    page.get_by_role("button", name="Créer une nouvelle adresse").click()
    expect(page.locator("code")).not_to_have_text(first)
    second = page.locator("code").inner_text()
    assert (httpx.get(first).status_code, httpx.get(second).status_code) == (404, 200)
    page.get_by_role("button", name="Supprimer l’adresse").click()
    expect(page.get_by_role("button", name="Créer mon adresse")).to_be_visible()
    assert httpx.get(second).status_code == 404
