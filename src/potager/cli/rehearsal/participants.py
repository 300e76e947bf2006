"""One participant: a browser's worth of cookies, a name, an address, and the patience of a person."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx

from potager.cli.rehearsal.pages import Form, form_with

CODE = re.compile(r"\b(\d{3})[\s\u00a0\u202f]?(\d{3})\b")
TRIES = 6


class RehearsalFailed(Exception):
    """The rehearsal cannot go on; the message says why and what can be done."""


@dataclass(frozen=True)
class Outcome:
    """What became of one contribution: its identifier if it is in the story, else what the page said."""

    contribution: str | None
    said: str = ""
    sent: float = 0.0
    seconds: float = 0.0


class Mailbox:
    """Where the codes arrive: the page /mail/ of the installation, as in the demo."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def code_for(self, email: str) -> str:
        """The newest six-digit code sent to an address; raises RehearsalFailed if the page is closed."""
        page = await self._client.get("/mail/")
        if page.status_code != httpx.codes.OK:
            raise RehearsalFailed(
                "The page /mail/ is closed here, so the codes of the rehearsal's guests cannot be read. "
                "Rehearse on `potager demo`, or on an installation started with POTAGER_DEMO=1."
            )
        after = page.text.partition(email)[2]
        found = CODE.search(re.sub(r"<[^>]*>", " ", after))
        if not found:
            raise RehearsalFailed(f"No code has arrived for {email}.")
        return found.group(1) + found.group(2)


class Participant:
    """A person with a name and an address."""

    def __init__(self, client: httpx.AsyncClient, *, name: str, email: str, mailbox: Mailbox) -> None:
        self.client, self.name, self.email, self._mailbox = client, name, email, mailbox

    async def sign_in(self) -> None:
        """Sign in by code."""
        page = await self.client.get("/sign-in/")
        page = await self._fill(page, "email", {"email": self.email})
        page = await self._fill(page, "code", {"code": await self._mailbox.code_for(self.email)})
        if page.status_code >= httpx.codes.BAD_REQUEST:
            raise RehearsalFailed(f"{self.email} could not sign in: {said_by(page.text)}")

    async def _fill(self, page: httpx.Response, field: str, values: dict[str, str]) -> httpx.Response:
        form = form_with(page.text, field)
        if form is None:
            raise RehearsalFailed(
                f"There is no form with a field “{field}” on {page.url}: {said_by(page.text)}"
            )
        return await self.submit(page, form, values)

    async def submit(self, page: httpx.Response, form: Form, values: dict[str, str]) -> httpx.Response:
        """Send a form of a page, with these values over those that it holds."""
        return await self.client.post(urljoin(str(page.url), form.action), data={**form.values, **values})

    async def contribute(self, story: str, text: str) -> tuple[httpx.Response, str]:
        """Send a text to the story, typing the code when asked and reading what arrived when told to.

        Returns the last page and the code's or refusal's words if it was not taken.
        """
        page = await self.client.get(f"{story}contributions/new/")
        values = {"text": text}
        for _ in range(TRIES):
            form = form_with(page.text, "text")
            if form is None:
                return page, said_by(page.text)
            answer = await self.submit(page, form, self._typed(form, values))
            if answer.history:  # sent on to the story: it was taken
                return answer, ""
            page = answer
            values = await self._answer_to(page, text)
            if not values:
                return page, said_by(page.text)
        return page, said_by(page.text)

    def _typed(self, form: Form, values: dict[str, str]) -> dict[str, str]:
        known = {"name": self.name, "email": self.email, **values}
        return {name: value for name, value in known.items() if name in form.names}

    async def _answer_to(self, page: httpx.Response, text: str) -> dict[str, str]:
        form = form_with(page.text, "text")
        if form and "code" in form.names and not form.values.get("code"):
            return {"text": text, "code": await self._mailbox.code_for(self.email)}
        if form and form.values.get("anyway"):
            return {"text": text}
        return {}


def said_by(page: str) -> str:
    """The words of the first error, notice or title on a page."""
    for pattern in (
        r'class="[^"]*\berror\b[^"]*"[^>]*>(.*?)</p>',
        r'role="alert"[^>]*>(.*?)</',
        r"<title>(.*?)</title>",
    ):
        if found := re.search(pattern, page, re.S):
            return " ".join(re.sub(r"<[^>]*>", " ", found.group(1)).split())
    return ""
