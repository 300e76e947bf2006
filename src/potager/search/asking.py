"""From an address to a question, and from what was found to a page. Nothing that is typed is an error."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_date

from potager.communities.models import Community
from potager.communities.queries import membership_of, mine_first, readable_by
from potager.journal.findable import Entry, all_findables, findable_of
from potager.lib.texts import one_line
from potager.members.models import Member
from potager.search.extracts import Piece, extract_of
from potager.search.queries import Page, Question, languages_of, search
from potager.search.wishes import MOST_LETTERS, Wish, wish_of

FILTERS = ("in", "kind", "author", "tag", "since", "until", "order")
MOST_COMMUNITIES = 50


@dataclass(frozen=True)
class Result:
    """One thing that was found, ready to be shown."""

    entry: Entry
    name: Any
    title: list[Piece]
    extract: list[Piece]
    community: Community


def question_of(asked: QueryDict, member: Member | None, community: Community | None) -> Question:
    """What an address asks; a filter that makes no sense is left out."""
    zone = ZoneInfo(member.time_zone if member else "Europe/Paris")
    until = _day(asked.get("until", ""), zone)
    return Question(
        text=_text(asked, "q", MOST_LETTERS),
        community=community or _community(asked, member),
        kind=kind if findable_of(kind := _text(asked, "kind", 40)) else "",
        author=_text(asked, "author", 80),
        tag=_text(asked, "tag", 40),
        since=_day(asked.get("since", ""), zone),
        until=until + timedelta(days=1) - timedelta(seconds=1) if until else None,
        is_by_relevance=asked.get("order") == "relevance",
        is_typing=asked.get("typing") == "1",
    )


def _text(asked: QueryDict, name: str, longest: int) -> str:
    return one_line(asked.get(name, "")[: 2 * longest])[:longest]


def _day(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        day = parse_date(text[:10])
        return datetime.combine(day, time.min, tzinfo=zone) if day and 1970 <= day.year < 9000 else None
    except ValueError:
        return None


def _community(asked: QueryDict, member: Member | None) -> Community | None:
    address = _text(asked, "in", 40)
    return readable_by(member).filter(address=address).first() if address else None


def page_of(request: HttpRequest, member: Member | None, community: Community | None) -> dict[str, Any]:
    """All that the page of results shows."""
    question, page = _found(request.GET, member, community)
    typed = {name: _text(request.GET, name, 80) for name in FILTERS}
    here, typing = _typed(question, request.GET), {"typing": "1"} if question.is_typing else {}
    return {
        "question": question,
        "typed": typed,
        "is_filtered": any(typed[name] for name in FILTERS),
        "wider_query": urlencode({"q": question.text}) if question.text and _narrows(typed) else "",
        "is_asked": bool(here),
        "results": results_of(page, question, member),
        "is_first": not request.GET.get("after"),
        "first_query": urlencode(here),
        "next_query": urlencode({**here, **typing, "after": page.after}) if page.after else "",
        "kinds": [(found.kind, found.label) for found in _kinds(member, community)],
        "communities": [] if community else _homes(member),
    }


def _narrows(typed: dict[str, str]) -> bool:
    """Whether a filter is set; an order is none."""
    return any(value for name, value in typed.items() if name != "order")


def _found(asked: QueryDict, member: Member | None, community: Community | None) -> tuple[Question, Page]:
    """What is asked; where nothing is found, the last word may be the beginning of one."""
    question = question_of(asked, member, community)
    after = asked.get("after", "")[:40]
    page = search(question, member, after=after)
    if page.found or question.is_typing or after:
        return question, page
    begun = replace(question, is_typing=True)
    return begun, search(begun, member)


def _homes(member: Member | None) -> list[Community]:
    """The communities that a member may choose among, theirs first."""
    if member is None:
        return []
    readable = readable_by(member).values("pk")
    return list(mine_first(member).filter(pk__in=readable)[:MOST_COMMUNITIES])


def _kinds(member: Member | None, community: Community | None) -> Iterable[Any]:
    """The types that may be chosen; people are found by their own only."""
    is_inside = member is not None and (community is None or membership_of(member, community) is not None)
    return (found for found in all_findables() if is_inside or found.kind != "membership")


def _typed(question: Question, asked: QueryDict) -> dict[str, str]:
    """The same question as an address, without what is empty."""
    kept = {"q": question.text, **{name: _text(asked, name, 80) for name in FILTERS}}
    return {name: value for name, value in kept.items() if value}


def results_of(page: Page, question: Question, member: Member | None) -> list[Result]:
    """What was found, with its extract and the community that it belongs to. One query."""
    homes = Community.objects.in_bulk({entry.community for entry in page.found})
    wish = wish_of(question.text, languages=languages_of(question, member), is_typing=question.is_typing)
    return [_result(entry, wish, homes[entry.community]) for entry in page.found if entry.community in homes]


def _result(entry: Entry, wish: Wish, community: Community) -> Result:
    found = findable_of(entry.thing.partition(":")[0])
    title = extract_of(entry.title, wish, entry.language, longest=200) or [Piece(entry.under)]
    extract = extract_of(entry.text, wish, entry.language)
    return Result(entry, found.name if found else "", title, extract, community)
