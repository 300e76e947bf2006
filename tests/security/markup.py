"""What a strict content security policy would refuse in a page."""

import re
from html.parser import HTMLParser
from typing import Any

from potager.config.middleware import CONTENT_SECURITY_POLICY
from potager.newsletters.views.writing import IN_FRAME, WITH_FRAME

STYLED = {
    "style",
    *(
        f"{tag} style"
        for tag in (
            "html",
            "body",
            "div",
            "p",
            "a",
            "h1",
            "h2",
            "h3",
            "table",
            "td",
            "hr",
            "ul",
            "ol",
            "li",
            "blockquote",
            "span",
            "img",
            "tr",
            "small",
            "strong",
            "em",
        )
    ),
}

# The preview of a mail: in a frame of our own, closed by its sandbox, where its style stands in its elements.
TAKEN = {WITH_FRAME: {"iframe"}, IN_FRAME: STYLED}
DATA = {"application/json", "application/ld+json"}  # blocks that no browser executes


class Markup(HTMLParser):
    """Collects what a strict policy would refuse, and what leads elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.faults += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.faults += [tag] * (tag in {"style", "iframe", "object", "embed", "base", "frame"})
        is_data = given.get("type") in DATA
        self._in_script = tag == "script" and "src" not in given and not is_data
        for name in ("src", "action", "formaction", "data", "poster", "srcset", "ping"):
            value = given.get(name) or ""
            if re.match(r"\s*(?:[a-z]+:|//)", value, re.I) and not value.startswith("data:image/"):
                self.faults.append(f"{tag} {name}={value}")
        if re.match(r"\s*(?:javascript|data|vbscript):", given.get("href") or "", re.I):
            self.faults.append(f"{tag} href={given['href']}")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.faults.append("a script in the page")


def assert_harmless(answer: Any, where: object = "") -> None:
    """The answer is closed to scripts, styles and frames from anywhere else."""
    policy = answer["Content-Security-Policy"]
    assert policy in {CONTENT_SECURITY_POLICY, IN_FRAME, WITH_FRAME}, where
    assert answer["X-Content-Type-Options"] == "nosniff", where
    assert answer["Referrer-Policy"] in {"same-origin", "no-referrer"}, where
    if not answer.streaming and "html" in answer.headers.get("Content-Type", ""):
        faults = Markup(answer.content.decode()).faults
        assert [one for one in faults if one not in TAKEN.get(policy, ())] == [], where
