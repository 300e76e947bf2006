"""live.js in a real browser: what is told appears, also after the server was away."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))

from installation import Gardener, Installation

pytestmark = pytest.mark.journey
PATIENCE = 20_000  # milliseconds


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    with Installation(tmp_path / "data") as running:
        yield running


@pytest.fixture
def gardener(place: Installation) -> Iterator[Gardener]:
    someone = place.gardener()
    yield someone
    someone.leave()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(locale="en-GB")
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


def wait_until(page: Page, expression: str) -> None:
    """Poll from outside: the page's own policy lets nobody evaluate text in it."""
    for _ in range(PATIENCE // 100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


def test_a_story_grows_before_the_readers_eyes(place: Installation, gardener: Gardener, page: Page) -> None:
    expect.set_options(timeout=PATIENCE)
    story = gardener.do("story")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        "for (const name of ['hello', 'presence', 'contribution.added'])"
        " document.addEventListener(`live:${name}`, ({ detail }) => (window.told ??= []).push([name, detail]));"
    )
    page.goto(f"{place.url}/stories/{story['story']}/")
    wait_until(page, "window.told?.some(([name]) => name === 'hello')")
    first = gardener.do("contribute", story=story["story"], by=story["host"], text="A bean grew.")
    expect(page.locator(f"#contribution-{first['contribution']}")).to_contain_text("A bean grew.")
    told = page.evaluate("window.told.find(([name]) => name === 'contribution.added')[1]")
    assert told == {"position": first["position"], "kind": "contribution.added"}
    place.kill()
    second = gardener.do("contribute", story=story["story"], by=story["host"], text="Another bean grew.")
    place.start()
    expect(page.locator(f"#contribution-{second['contribution']}")).to_contain_text("Another bean")
    gardener.do("pause", story=story["story"], by=story["host"])
    expect(page.locator("#story-status")).to_contain_text("paused")
    assert page.locator("[id^=contribution-]").count() == 2
    assert page.evaluate("window.told.filter(([name]) => name === 'contribution.added').length") == 2
    wait_until(page, "window.told.some(([name, detail]) => name === 'presence' && detail.readers === 1)")
    assert errors == []
