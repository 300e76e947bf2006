"""A private community: nobody knows that it exists, and a link or its QR code opens the door."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("invitations")]

PAGES = ("", "stories/", "stories/new/", "members/", "settings/", "invitations/", "requests/", "join/")


@pytest.fixture(scope="module")
def link(long_visit, owner):
    """The owner opens a private community and makes an invitation; its visit and the link."""
    host = long_visit(storage_state=owner.state, locale="en-GB")
    host.context.add_cookies([{"name": "potager_language", "value": "en", "url": host.house.url}])
    page = host.go("/c/new/")
    page.get_by_label("Name", exact=True).fill("The cellar")
    page.get_by_label("Address").fill("cellar")
    page.get_by_label("Private").check()
    page.get_by_label("By invitation").check()
    page.locator("[name=charter]").fill("What is said in the cellar stays in the cellar.")
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("link", name="Invitations").click()
    host.check()
    page.get_by_role("button", name="Make a link").click()
    host.check()
    address = page.locator("main a[href*='/i/']").first.get_attribute("href")
    page.get_by_role("link", name="Poster").click()
    expect(page.locator(".qr svg")).to_be_visible()
    host.check()
    return host, address[address.index("/i/") :]


def test_a_stranger_learns_nothing_of_a_private_community(visit, link):
    stranger = visit()
    stranger.sign_in("Curieuse", "curieuse@porte.example")
    stranger.go("/")
    expect(stranger.page.locator("main")).not_to_contain_text("The cellar")
    for page in PAGES:
        answer = stranger.context.request.get(f"{stranger.house.url}/c/cellar/{page}")
        assert answer.status == 404, page
        assert "cellar" not in answer.text().replace("/c/cellar/", ""), page


def test_an_invitation_lets_a_stranger_in(visit, link):
    _, path = link
    email = "tove@porte.example"
    newcomer = visit(locale="en-GB", viewport={"width": 360, "height": 740})
    page = newcomer.go(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("The cellar")
    newcomer.check()
    page.get_by_label("Your name here").fill("Tove")
    page.locator("[name=email]").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text("read the charter and accept it", exact=False).first).to_be_visible()
    page.locator("[name=accepts_charter]").check()
    if not page.locator("[name=code]").is_visible():
        page.get_by_role("button", name="Send me a code").click()
    newcomer.check()
    expect(page.locator("[name=email]")).to_have_value(email)
    page.locator("[name=code]").fill(newcomer.house.code_for(email))
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The cellar")
    expect(page.get_by_role("heading", name="You are at home")).to_be_visible()
    newcomer.check()


def test_a_link_that_was_taken_back_says_so_kindly(visit, link):
    host, path = link
    page = host.go("/c/cellar/invitations/")
    page.get_by_role("button", name="Take it back").first.click()
    expect(page.get_by_text("Taken back").first).to_be_visible()
    late = visit(locale="en-GB")
    answer = late.page.goto(late.house.url + path)
    assert answer.status in {404, 410}
    expect(late.page.get_by_role("heading", level=1)).to_have_text("This invitation is closed")
    expect(late.page.locator("main")).not_to_contain_text("The cellar")
    late.check()
