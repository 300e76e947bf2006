"""Nothing inline, nothing unescaped, no connection to elsewhere but from a few named places."""

import re
from pathlib import Path
from typing import Any

# Who may open a connection, and to what.
NETWORK = {
    "cli.serve": "none: it tries whether its own port is free",
    "notices.smtp": "the operator's mail server",
    "letterbox.imap": "the operator's mailbox",
    "cli.rehearsal": "the installation that is being rehearsed",
    "lib.connecting": "whatever is out in the world, for lib.fetching, the one safe fetcher",
}
PARSES = {
    "lib.fetching",
    "lib.outside",
}  # they name httpx and httpcore, and connect through lib.connecting alone
CLIENTS = (
    *(
        "aiohttp",
        "ftplib",
        "h11",
        "http.client",
        "httpcore",
        "httpx",
        "imaplib",
        "poplib",
        "pywebpush.webpush",
        "requests",
        "smtplib",
        "socket",
        "ssl",
    ),
    *("telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc"),
)
# Who may say that a string is safe HTML, and why.
SAFE = {
    "communities.front": "lines whose parts are escaped, and what templates rendered",
    "communities.qr": "paths drawn by segno",
    "conversations.rendering": "what marking made and nh3 cleaned, and what templates rendered",
    "editorial.metadata": "JSON in which every sign that HTML knows is escaped",
    "editorial.pages": "what marking made and nh3 cleaned",
    "gatherings.pages": "what conversations.marking made and nh3 cleaned",
    "manuscripts.pages": "the text of a chapter, escaped by lib/prose and cleaned by nh3",
    "manuscripts.rendering": "what templates rendered",
    "newsletters.composing": "own words of a letter, escaped by lib/prose and cleaned by nh3",
    "press.views.books": "the body of a web edition, escaped by the press",
    "stories.blocks": "what templates rendered",
    "stories.pages": "what templates rendered, with a key in it",
    "stories.rendering": "what templates rendered",
    "ui.templatetags.ui": "our own drawings",
}
SAFE_TEMPLATES = {"field.html": "a field's help is written by Django and by us, never by people"}
CALLS = re.compile(r"\b(open_connection|create_connection|create_datagram_endpoint|urlopen|urlretrieve)\(")
SHELLS = re.compile(r"[\"'](curl|wget|nc|ncat|telnet)[\"' ]")
UNSAFE = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off|\|\s*safeseq\b")
SCRIPT = re.compile(
    r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"(?:application/json|application/ld\+json|speculationrules)\")[^>]*>",
    re.I,
)
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:", re.I)
ELSEWHERE = re.compile(
    r"<(?:script|img|link|iframe|source|video|audio)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I
)


def found_in(files: list[Path], pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern occurs."""
    return [
        f"{file.name}: {hit.group(0)[:60]!r}" for file in files for hit in pattern.finditer(file.read_text())
    ]


def test_only_a_few_open_connections(package: list[Any]) -> None:
    found = [
        f"{one.name}: {name}"
        for one in package
        if not one.module.startswith((*NETWORK, *PARSES))
        for name in one.imports()
        if any(name == client or name.startswith(client + ".") for client in CLIENTS)
    ]
    assert not found, "\n".join(found)


def test_what_parses_addresses_connects_by_the_careful_way(package: list[Any]) -> None:
    """Even they hand every connection to `Careful`, and import nothing that would connect by itself."""
    for one in package:
        if one.module in PARSES:
            assert not {"socket", "ssl", "requests", "http.client", "urllib.request"} & set(one.imports())
            assert not re.search(
                r"httpx\.(get|post|request|stream|Client|AsyncClient|HTTPTransport)", one.text
            )
            assert one.text.count("ConnectionPool(") == one.text.count("network_backend=Careful(")


def test_nobody_connects_without_an_import(package: list[Any]) -> None:
    found = [
        f"{one.name}: {hit.group(1)}"
        for one in package
        if not one.module.startswith(tuple(NETWORK))
        for pattern in (CALLS, SHELLS)
        for hit in pattern.finditer(one.text)
    ]
    assert not found, "\n".join(found)


def test_only_a_few_say_that_html_is_safe(package: list[Any]) -> None:
    found = [
        one.name
        for one in package
        if one.module not in SAFE and re.search(r"\bmark_safe\b|SafeData", one.text)
    ]
    assert not found, "\n".join(found)


def test_exceptions_still_exist(package: list[Any]) -> None:
    modules = [one.module for one in package]
    assert all(any(module.startswith(name) for module in modules) for name in [*NETWORK, *SAFE])


def test_templates_escape_everything(templates: list[Path]) -> None:
    pages = [template for template in templates if template.suffix != ".txt"]  # letters are plain text
    found = found_in([page for page in pages if page.name not in SAFE_TEMPLATES], UNSAFE)
    assert not found, "\n".join(found)


def test_nothing_is_inline(templates: list[Path]) -> None:
    found = found_in(templates, SCRIPT) + found_in(templates, INLINE)
    assert not found, "\n".join(found)


def test_no_page_asks_a_third_party(templates: list[Path]) -> None:
    found = found_in(templates, ELSEWHERE)
    assert not found, "\n".join(found)


def test_no_token_stands_in_a_page(templates: list[Path]) -> None:
    """Pages are kept for everyone: what would be different for each is refused by its origin instead."""
    assert found_in(templates, re.compile("csrf_token")) == []
