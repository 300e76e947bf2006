"""Journeys: a real Chromium against a real `potager demo` on a free port, in a folder of its own."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect, sync_playwright

FIRST_RUN_CODE = re.compile(r"/first-run/ and type this code: (\S+)")
LETTER = re.compile(r'<li id="mail-.*?</li>', re.S)
CODE = re.compile(r'id="code-[^>]*>\s*(\d{3})\s?(\d{3})')
FILE = "potager.sqlite3"
PATIENCE = 30_000  # milliseconds that a page may take to show what is expected, on a busy machine
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]

expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class House:
    """A running demo."""

    url: str
    log: Path
    began: float

    @property
    def first_run_code(self) -> str:
        """The one-time code that the terminal shows until there is an owner."""
        found = FIRST_RUN_CODE.search(self.log.read_text())
        assert found, self.log.read_text()
        return found.group(1)

    @property
    def age(self) -> float:
        """For how many seconds it has been ready."""
        return time.monotonic() - self.began

    def letters_to(self, email: str) -> list[str]:
        """What was sent to an address, newest first, as it stands on the page of messages."""
        page = httpx.get(f"{self.url}/mail/", verify=False).text
        return [letter for letter in LETTER.findall(page) if f">{email}<" in letter]

    def code_for(self, email: str) -> str:
        """The newest six-digit code sent to an address."""
        found = next(filter(None, map(CODE.search, self.letters_to(email))), None)
        assert found, f"no code for {email}"
        return found.group(1) + found.group(2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    with start_house([Path(sys.executable).with_name("potager")], folder) as started:
        yield started


@contextmanager
def start_house(program: Sequence[str | Path], folder: Path) -> Iterator[House]:
    """A demo on a free port, with its data in a folder; `program` is what plays `potager`."""
    port, log = free_port(), folder / "output.txt"
    variables = {name: value for name, value in os.environ.items() if not name.startswith("POTAGER_")}
    with log.open("w") as output:
        process = subprocess.Popen(
            [*program, "demo", "--data", folder / "data", "--port", str(port)],
            stdout=output, stderr=subprocess.STDOUT, text=True, env=variables | {"PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    _wait_for(url, process, log)
    yield House(url=url, log=log, began=time.monotonic())
    process.terminate()
    assert process.wait(timeout=20) == 0, log.read_text()[-3000:]


@pytest.fixture
def later(house: House, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Starts the same installation once more, as a copy of it stands, so many days later."""
    with ExitStack() as running:

        def move_on(*, days: int) -> House:
            before, after = house.log.parent / "data", tmp_path / "data"
            after.mkdir()
            shutil.copy(before / "secret.key", after)
            with (
                closing(sqlite3.connect(before / FILE)) as old,
                closing(sqlite3.connect(after / FILE)) as new,
            ):
                old.backup(new)
            program = [sys.executable, Path(__file__).with_name("later.py"), str(days)]
            return running.enter_context(start_house(program, tmp_path))

        yield move_on


def _wait_for(url: str, process: subprocess.Popen[str], log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-3000:]
        with suppress(httpx.HTTPError):
            if httpx.get(f"{url}/readyz", verify=False).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"not ready: {log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.fail("the journeys need Debian's chromium: make test installs it")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


class Visit:
    """Someone at a browser. Requests to third parties, script errors and policy refusals are failures."""

    def __init__(self, browser: Browser, house: House, **options: Any) -> None:
        self.house = house
        self.context: BrowserContext = browser.new_context(
            **{"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}, **options}
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.trouble: list[str] = []
        self.page.on("request", lambda request: self._look_at(request.url))
        self.page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        self.page.on("console", lambda line: self._hear(line.type, line.text))

    def _look_at(self, url: str) -> None:
        if not url.startswith((self.house.url, "data:", "blob:")):
            self.trouble.append(f"a third party was asked: {url}")

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "Content Security Policy" in text:
            self.trouble.append(text)

    def go(self, path: str) -> Page:
        """Open a page of the house."""
        self.page.goto(self.house.url + path)
        return self.page

    @property
    def story(self) -> Locator:
        """The text that grows."""
        return self.page.locator("#story-text")

    @property
    def text(self) -> Locator:
        """Where one types."""
        return self.page.locator("#composer-text")

    @property
    def warning(self) -> Locator:
        """What the composer says when something stands in the way."""
        return self.page.locator("[data-say] .notice")

    def send(self) -> None:
        """Pass the pen."""
        self.page.locator("#composer .row button[type=submit]").click()

    def sign(self, name: str, email: str) -> None:
        """Say in the composer who writes."""
        self.page.locator("#composer-name").fill(name)
        self.page.locator("#composer-email").fill(email)

    def confirm(self, email: str) -> None:
        """Type the code that was sent, where it is asked for."""
        field = self.page.locator("#composer-code")
        expect(field).to_be_visible()
        field.fill(self.house.code_for(email))
        self.send()

    def sign_in(self, name: str, email: str) -> None:
        """Come in by a code, as a newcomer, with the forms of the page and no time spent on looking at it."""
        self._post("/sign-in/", email=email)
        code = self.house.code_for(email)
        self._post("/sign-in/code/", email=email, code=code)
        self._post("/sign-in/code/", email=email, code=code, name=name)

    def _post(self, path: str, **form: str) -> None:
        answer = self.context.request.post(self.house.url + path, form=dict(form))
        assert answer.ok, f"{path}: {answer.status}"

    def cut_off(self) -> None:
        """Take the network away; the browser says so before its network process has done it."""
        self.context.set_offline(True)
        while self.page.evaluate("fetch('/healthz').then(() => true, () => false)"):
            self.page.wait_for_timeout(20)

    def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        shown = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(shown))

    def check(self) -> None:
        """What must hold of every page: accessible, no wider than the screen, nothing from elsewhere."""
        self.page.wait_for_load_state()
        try:
            found = Axe().run(self.page).response["violations"]
        except Error:  # the page that was looked at has just led to the next one
            self.page.wait_for_load_state()
            found = Axe().run(self.page).response["violations"]
        told = [f"{one['id']}: {[node['html'][:200] for node in one['nodes']][:3]}" for one in found]
        assert not told, f"{self.page.url}: {told}"
        assert self.overflow() <= 0, f"{self.page.url} is {self.overflow()} px wider than the screen"
        assert not self.trouble, self.trouble


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that fails tells what the house did last."""
    report = yield
    house = getattr(item, "funcargs", {}).get("house")
    if report.failed and house:
        report.sections.append(("the house, last lines", "\n".join(house.log.read_text().splitlines()[-25:])))
    return report


Enter = Callable[..., Visit]


def _visits(browser: Browser, house: House) -> Iterator[Enter]:
    visits: list[Visit] = []

    def enter(house: House = house, **options: Any) -> Visit:
        visits.append(Visit(browser, house, **options))
        return visits[-1]

    yield enter
    for one in visits:
        one.context.close()
        assert not one.trouble, one.trouble


@pytest.fixture
def visit(browser: Browser, house: House) -> Iterator[Enter]:
    """Opens browsers, each for one person; they are closed at the end of the test."""
    yield from _visits(browser, house)


@pytest.fixture
def at_home(browser: Browser, house: House) -> Iterator[Enter]:
    """Opens browsers at the address by its name: passkeys are made for names, not for numbers."""
    yield from _visits(browser, replace(house, url=house.url.replace("127.0.0.1", "localhost")))


@pytest.fixture(scope="module")
def long_visit(browser: Browser, house: House) -> Iterator[Enter]:
    """Opens browsers that stay open through all tests of a file."""
    yield from _visits(browser, house)


@dataclass(frozen=True)
class Owner:
    """The person who answers for the house, and what their browser remembers."""

    email: str
    state: dict[str, Any]


@pytest.fixture(scope="session")
def owner(browser: Browser, house: House) -> Owner:
    """The first run: whoever reads the terminal becomes the owner, and is invited to open a community."""
    first = Visit(browser, house, timezone_id="Europe/Paris")
    first.go("/sign-in/")
    first.page.get_by_role("link", name="en devenir propriétaire").click()
    first.check()
    first.page.locator("[name=name]").fill("Odile")
    first.page.locator("[name=email]").fill("odile@potager.example")
    first.page.locator("[name=code]").fill("AAAA-AAAA-AAAA")
    first.page.get_by_role("button", name="Devenir propriétaire").click()
    expect(first.page.get_by_role("alert")).to_be_visible()
    first.page.locator("[name=code]").fill(house.first_run_code)
    first.page.get_by_role("button", name="Devenir propriétaire").click()
    expect(first.page.get_by_role("heading", name="Ouvrir une communauté")).to_be_visible()
    state = dict(first.context.storage_state())
    first.context.close()
    assert not first.trouble
    return Owner(email="odile@potager.example", state=state)


class Plot:
    """A public community of the owner's, where each journey opens the stories it needs."""

    def __init__(self, browser: Browser, house: House, owner: Owner) -> None:
        self.house, self.context = house, browser.new_context(storage_state=owner.state)  # type: ignore[arg-type]
        self.address = "rang-d-oignons"
        terms = {"name": "Le rang d’oignons", "address": self.address, "language": "fr"}
        self._post("/c/new/", {**terms, "visibility": "public", "joining": "open"})

    def open_story(self, title: str, **more: str) -> str:
        """Open a story, from now on for a day; its path."""
        opening = "Ce matin-là, quelqu’un avait laissé une échelle contre le mur du fond."
        fields = {"title": title, "opening": opening, "writers": "anyone", "language": "fr"}
        rules = {
            "most_sentences": "5",
            "most_characters": "1200",
            "pause_minutes": "0",
            "licence": "cc-by-sa",
        }
        url = self._post(f"/c/{self.address}/stories/new/", {**fields, **rules, **more})
        assert url.endswith("/call/"), url
        return url.removeprefix(self.house.url).removesuffix("call/")

    def _post(self, path: str, form: dict[str, str]) -> str:
        answer = self.context.request.post(self.house.url + path, form=form)  # type: ignore[arg-type]
        assert answer.ok, f"{path}: {answer.status}"
        return answer.url


@pytest.fixture(scope="session")
def plot(browser: Browser, house: House, owner: Owner) -> Iterator[Plot]:
    plot = Plot(browser, house, owner)
    yield plot
    plot.context.close()
