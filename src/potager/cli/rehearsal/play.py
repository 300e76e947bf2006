"""The rehearsal itself: open a story, let the crowd read and write, wait for its minute, release the book."""

import asyncio
import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import httpx

from potager.cli.rehearsal.pages import form_with
from potager.cli.rehearsal.participants import Mailbox, Participant, RehearsalFailed, said_by
from potager.cli.rehearsal.readers import Reader, read
from potager.cli.rehearsal.report import Report
from potager.cli.rehearsal.script import DAY, Line, Script

TIMEOUT = httpx.Timeout(30, read=60)
OPENED_AT_ONCE = 100
LAST_WORDS = 3.0  # seconds that the last contribution has to reach everyone
PATIENCE = 150.0  # seconds to wait for the closing, and for the press


@dataclass(frozen=True)
class Plan:
    """What to rehearse, and where."""

    community: str
    host: str
    script: Script
    readers: int
    speed: float
    keep_book: Path | None = None

    @property
    def base(self) -> str:
        """The installation's address."""
        parts = urlsplit(self.community)
        return f"{parts.scheme}://{parts.netloc}"


class Rehearsal:
    """One rehearsal; `tell` receives a line of progress now and then."""

    def __init__(self, plan: Plan, tell: Callable[[str], None]) -> None:
        self.plan, self.tell = plan, tell
        self.report = Report(authors=len(plan.script.authors), readers=plan.readers)
        self._post = self._client()
        self._mailbox = Mailbox(self._post)
        self._authors: dict[str, Participant] = {}
        self._sent: dict[str, float] = {}
        self._crowd = [Reader() for _ in range(plan.readers)]

    def _client(self) -> httpx.AsyncClient:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=200)
        return httpx.AsyncClient(
            base_url=self.plan.base, follow_redirects=True, timeout=TIMEOUT, limits=limits,
            headers={"Accept-Language": self.plan.script.language},
        )  # fmt: skip

    async def run(self) -> Report:
        """Play everything; raises RehearsalFailed when it cannot go on."""
        host = Participant(self._client(), name="", email=self.plan.host, mailbox=self._mailbox)
        await host.sign_in()
        story = await self._open_story(host)
        self.tell(f"the story is open: {story}")
        crowd = await self._gather(story)
        await self._write(story)
        await asyncio.sleep(LAST_WORDS)
        self._count()
        for reader in crowd:
            reader.cancel()
        await self._release(host, story)
        return self.report

    async def _open_story(self, host: Participant) -> str:
        page = await host.client.get(f"{self.plan.community}stories/new/")
        form = form_with(page.text, "title", "opening")
        if form is None:
            raise RehearsalFailed(
                f"{self.plan.host} may not open stories at {self.plan.community}: {said_by(page.text)}"
            )
        script = self.plan.script
        typed = {
            "twice_in_a_row": "on",
            "title": script.title,
            "opening": script.opening,
            "language": script.language,
            "most_sentences": str(script.most_sentences),
            "most_characters": "5000",
            "writers": "anyone",
            "closes_at": await self._closing(host),
        }
        answer = await host.submit(page, form, typed)
        found = re.search(r"/stories/[0-9a-f-]{36}/", str(answer.url))
        if not found:
            raise RehearsalFailed(f"The story could not be opened: {said_by(answer.text)}")
        return urljoin(self.plan.base, found.group(0))

    async def _closing(self, host: Participant) -> str:
        """The first whole minute after the play, on the host's own clock, as the form takes it."""
        page = await host.client.get("/me/")
        form = form_with(page.text, "time_zone")
        zone = ZoneInfo(form.values["time_zone"] if form else "Europe/Paris")
        play = DAY / self.plan.speed + timedelta(seconds=10 + self.plan.readers / 100)
        end = datetime.now(zone) + play + timedelta(seconds=59)
        return end.isoformat(timespec="minutes")[:16]

    async def _gather(self, story: str) -> list[asyncio.Task[None]]:
        page = await self._post.get(story)
        after = re.search(r'data-live-after="(\d+)"', page.text)
        channel = f"story:{urlsplit(story).path.split('/')[2]}"
        url = f"/live?channel={channel}&language={self.plan.script.language}&after={after.group(1) if after else 0}"
        connected = asyncio.Semaphore(0)
        clients = [self._client() for _ in range(1 + self.plan.readers // OPENED_AT_ONCE)]
        tasks = []
        for number, reader in enumerate(self._crowd):
            client = clients[number % len(clients)]
            tasks.append(asyncio.create_task(read(reader, client, url, connected=connected)))
            if number % OPENED_AT_ONCE == OPENED_AT_ONCE - 1:
                await asyncio.sleep(0.1)
        async with asyncio.timeout(30 + self.plan.readers / 50):
            for _ in self._crowd:
                await connected.acquire()
        self.tell(f"{self.plan.readers} people read along")
        return tasks

    async def _write(self, story: str) -> None:
        start = time.monotonic()
        for line in self.plan.script.lines:
            await asyncio.sleep(
                max(0, start + (line.at / self.plan.speed).total_seconds() - time.monotonic())
            )
            await self._contribute(story, line)
        self.tell(f"{self.report.accepted} contributions are in the story")

    async def _contribute(self, story: str, line: Line) -> None:
        author = self._author(line)
        begun = time.monotonic()
        answer, refusal = await author.contribute(story, line.text)
        if refusal:
            self.report.refused.append(f"{line.name}: {refusal}")
            return
        self.report.accepted += 1
        self.report.posts.append(answer.elapsed.total_seconds())
        found = re.search(r"contribution-([0-9a-f-]{36})", str(answer.url))
        self._sent[found.group(1) if found else f"unknown {self.report.accepted}"] = begun

    def _author(self, line: Line) -> Participant:
        if line.author not in self._authors:
            email = f"rehearsal-{len(self._authors) + 1}-{int(time.time())}@example.org"
            self._authors[line.author] = Participant(
                self._client(), name=line.name, email=email, mailbox=self._mailbox
            )
        return self._authors[line.author]

    def _count(self) -> None:
        expected = set(self._sent)
        for reader in self._crowd:
            self.report.lost += len(expected - set(reader.arrivals))
            self.report.doubled += len(reader.doubled)
            self.report.reconnections += reader.reconnections
            self.report.delays += [
                max(0.0, moment - self._sent[one])
                for one, moment in reader.arrivals.items()
                if one in self._sent
            ]

    async def _release(self, host: Participant, story: str) -> None:
        self.tell("the story closes by itself at its minute; waiting for it")
        page = await self._until(
            lambda: host.client.get(f"{story}release/"), "title", told="The story did not close."
        )
        form = form_with(page.text, "title")
        assert form is not None  # noqa: S101 (that is what was waited for)
        answer = await host.submit(page, form, {})
        book = str(answer.url)
        self.tell(f"the book is released: {book}")
        await self._download(book)

    async def _until(self, ask: Callable[[], object], field: str, *, told: str) -> httpx.Response:
        deadline = time.monotonic() + PATIENCE + (DAY / self.plan.speed).total_seconds()
        while time.monotonic() < deadline:
            page = await ask()  # type: ignore[misc]
            if page.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
                raise RehearsalFailed(f"{page.url} answered {page.status_code}.")
            if page.status_code == httpx.codes.OK and form_with(page.text, field):
                return page  # type: ignore[no-any-return]
            await asyncio.sleep(1)
        raise RehearsalFailed(told)

    async def _download(self, book: str) -> None:
        for _ in range(int(PATIENCE)):
            page = await self._post.get(book)
            links = re.findall(r'href="([^"]+\.(?:epub|pdf))"', page.text)
            if len(links) >= 2:
                break
            await asyncio.sleep(1)
        else:
            raise RehearsalFailed("The press made no book.")
        for link in links[:2]:
            file = await self._post.get(urljoin(book, link))
            file.raise_for_status()
            self._keep(link.rpartition("/")[2], file.content)
        self.report.book = book

    def _keep(self, name: str, content: bytes) -> None:
        if name.endswith(".epub"):
            self.report.in_book = contributions_in(content)
        if self.plan.keep_book:
            self.plan.keep_book.mkdir(parents=True, exist_ok=True)
            (self.plan.keep_book / name).write_bytes(content)


def contributions_in(epub: bytes) -> int:
    """How many contributions an EPUB holds."""
    with zipfile.ZipFile(io.BytesIO(epub)) as book:
        texts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    return len(set(re.findall(r'id="(c-?\d+|contribution-\d+)"', "".join(texts))))
