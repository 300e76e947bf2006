"""One name in several places: a kind, its action, its address, its template, its test."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver

from potager.journal.kinds import Kind, all_kinds

PACKAGE = Path(__file__).resolve().parents[2] / "src/potager"

# Acts that nobody asks for at an address of their own name: where they are asked for instead, or who does them.
ELSEWHERE = {
    "unsign_post": "members:leave",
    "unsign_article": "members:leave",
    "withdraw_words": "members:leave",
    "mute_member": "moderation:aversion",
    "block_member": "moderation:aversion",
    "make_report": "moderation:report",
    "remove_reaction": "conversations:add_reaction",
    "add_medium": "editorial:add_article_picture",
    "join_member": "members:confirm_code",
    "change_member": "members:me",
    "erase_member": "members:leave",
    "name_owner": "members:first_run",
    "ask_for_export": "members:export",
    "request_membership": "communities:join_community",
    "create_invitation": "communities:invitations",
}
NOBODY = {
    "lay_event": "the clock",
    "renew_calendar": "the worker, when a calendar of others that is followed was read anew",
    "recall_session": "recaps, when the article that tells of a date is begun",
    "lapse_section": "the clock",
    "remind_section": "the clock",
    "release_manuscript": "the press, when a book is released",
    "unrelease_manuscript": "the press, when its last book is withdrawn",
    "begin_story": "the clock",
    "remind_story": "the clock",
    "agree_correction_tacitly": "the clock",
    "hide_post": "moderation, by a decision",
    "unhide_post": "moderation, when a decision ends",
    "hide_topic": "moderation, by a decision",
    "unhide_topic": "moderation, when a decision ends",
    "reword_post": "moderation, when an author finds other words",
    "hide_story": "moderation, by a decision",
    "unhide_story": "moderation, when a decision ends",
    "hide_contribution": "moderation, by a decision",
    "unhide_contribution": "moderation, when a decision ends",
    "hide_illustration": "moderation, by a decision",
    "unhide_illustration": "moderation, when a decision ends",
    "hide_article": "moderation, by a decision",
    "unhide_article": "moderation, when a decision ends",
    "hide_section": "moderation, by a decision",
    "unhide_section": "moderation, when a decision ends",
    "hide_comment": "moderation, by a decision",
    "unhide_comment": "moderation, when a decision ends",
    "hide_reply": "moderation, by a decision",
    "unhide_reply": "moderation, when a decision ends",
    "hide_book": "moderation, by a decision",
    "unhide_book": "moderation, when a decision ends",
    "hide_profile": "moderation, by a decision",
    "unhide_profile": "moderation, when a decision ends",
    "reword_contribution": "moderation, when an author finds other words",
    "replace_juror": "the clock, or who declines",
    "end_lot": "the clock, or who declines",
    "suspend_member": "moderation, by a decision",
    "slow_member": "moderation, by a decision",
    "free_member": "moderation, when a decision ends",
    "return_member": "moderation, when a decision ends",
    "lose_address": "the mail servers, when mail came back on three days",
    "illustrate_post": "the worker, when it has read what a message links to",
    "press_book": "the worker",
    "prepare_export": "the worker",
    "give_up_book": "the worker",
    "renew_book": "the clock, after an author took words back",
    "offer_place": "whoever makes room, or the clock",
    "lapse_place": "the clock",
    "remind_registration": "the clock",
    "hide_event": "moderation, by a decision",
    "unhide_event": "moderation, when a decision ends",
    "release_story": "the press, when a book is released",
    "unrelease_story": "the press, when its last book is withdrawn",
}
KINDS = pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)


def app_of(kind: Kind) -> Path:
    """The folder whose acts declare the kind."""
    files = [*PACKAGE.glob("*/acts.py"), *PACKAGE.glob("*/acts/*.py")]
    [app] = {
        PACKAGE / file.relative_to(PACKAGE).parts[0] for file in files if f'"{kind.name}"' in file.read_text()
    }
    return app


def addresses(patterns: list[Any], space: str = "") -> set[str]:
    """The names of all addresses, "app:name"."""
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= addresses(pattern.url_patterns, pattern.namespace or space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(f"{space}:{pattern.name}")
    return found


@KINDS
def test_a_kind_is_a_noun_and_what_was_done(kind: Kind) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)?\.[a-z]+(_[a-z]+)?", kind.name)
    assert (
        "%(actor)s" in str(kind.sentence)
        or kind.action in NOBODY
        or kind.action in {"close_story", "erase_member"}
    )


@KINDS
def test_a_kind_has_its_action(kind: Kind) -> None:
    files = [*app_of(kind).glob("actions.py"), *app_of(kind).glob("actions/*.py")]
    assert any(re.search(rf"^def {kind.action}\(", file.read_text(), re.M) for file in files)
    assert any(f'"{kind.name}"' in file.read_text() for file in files), "and the action records it"


@KINDS
def test_a_kind_has_its_address(kind: Kind) -> None:
    known = addresses(get_resolver().url_patterns)
    address = ELSEWHERE.get(kind.action, f"{app_of(kind).name}:{kind.action}")
    assert address in known or kind.action in NOBODY


@KINDS
def test_a_kind_has_its_test(kind: Kind) -> None:
    """A file of its own, or a test that asserts what the journal tells: the kind, or its verb after the noun."""
    told = re.compile(rf'"({re.escape(kind.name)}|{kind.name.partition(".")[2]})"')
    tests = list((app_of(kind) / "tests").glob("test_*.py"))
    assert any(file.stem == f"test_{kind.action}" or told.search(file.read_text()) for file in tests)


def test_exceptions_are_still_needed() -> None:
    actions = {kind.action for kind in all_kinds()}
    assert set(ELSEWHERE) | set(NOBODY) <= actions


def test_every_template_that_is_named_exists(package: list[Any], templates: list[Path]) -> None:
    named = re.compile(r"[\"']([a-z_]+/[a-z_/]+\.(?:html|txt))(?:#[a-z_]+)?[\"']")
    for name in sorted({name for one in package for name in named.findall(one.text)}):
        get_template(name)


def test_every_address_that_templates_name_exists(templates: list[Path]) -> None:
    known = addresses(get_resolver().url_patterns)
    named = {hit for file in templates for hit in re.findall(r"\{%\s*url\s+[\"']([^\"']+)", file.read_text())}
    assert not named - known, str(NoReverseMatch(sorted(named - known)))
