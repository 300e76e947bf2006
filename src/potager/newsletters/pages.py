"""What the pages of the letter show."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.lib.ids import uuid7
from potager.newsletters import composing, mailing, queries, shelf
from potager.newsletters.actions.sending import per_second
from potager.newsletters.forms import AskForm
from potager.newsletters.models import Issue, Subscriber

PER_PAGE = 30
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would execute (OWASP, CSV injection)


def letter_page(
    community: Community, standing: Standing, *, page: str, form: AskForm | None = None
) -> dict[str, Any]:
    """The letter's own page: how to receive it, and what was sent."""
    found = Paginator(queries.sent_in(community), PER_PAGE).get_page(page)
    mine = queries.subscription_of(standing.member, community)
    return {
        **frame(community, standing),
        "page": found,
        "form": form or AskForm(),
        "receives": mine is not None and mine.is_confirmed,
    }


def frame(community: Community, standing: Standing) -> dict[str, Any]:
    """What every page of the letter begins with."""
    return {"community": community, "standing": standing, "may_write": standing.edits}


def issue_page(issue: Issue, standing: Standing) -> dict[str, Any]:
    """A letter as readers read it on the site."""
    return {**frame(issue.community, standing), "issue": issue, "parts": composing.parts_of(issue)}


def desk_page(community: Community, standing: Standing) -> dict[str, Any]:
    """What is written, waits or is on its way, and how many receive it."""
    return {
        **frame(community, standing),
        "issues": list(queries.on_desk(community)),
        "sent": list(queries.sent_in(community)[:5]),
        "readers": queries.subscribers_of(community).count(),
    }


def edit_page(
    issue: Issue, standing: Standing, *, pieces: list[composing.Piece] | None = None
) -> dict[str, Any]:
    """The desk of one letter: its pieces, and what could be picked."""
    held = issue.pieces if pieces is None else pieces
    names = {composing.name_of(piece) for piece in held}
    with translation.override(issue.language):
        things = shelf.found(issue.community, composing.references(held))
    return {
        **frame(issue.community, standing),
        "issue": issue,
        "rows": list(_rows(held, things)),
        "shelves": _proposed(issue.community, names),
    }


def _rows(pieces: list[composing.Piece], things: dict[Any, shelf.Thing]) -> Iterator[dict[str, Any]]:
    for place, piece in enumerate(pieces):
        key = composing.references([piece])
        row = {"place": place, "name": composing.name_of(piece), "is_words": not key}
        yield {**row, "text": piece.get("text", ""), "thing": things.get(key[0]) if key else None,
               "is_first": place == 0, "is_last": place == len(pieces) - 1}  # fmt: skip


def _proposed(community: Community, names: set[str]) -> list[dict[str, Any]]:
    """What is new since the last letter first, the rest behind it; sessions are new as long as they are to come."""
    since = queries.last_sent_at(community)
    return [
        {
            "label": one.label,
            "fresh": [thing for thing in things if _is_new(thing, since)],
            "older": [thing for thing in things if not _is_new(thing, since)],
        }
        for one, things in shelf.proposed(community, besides=names)
    ]


def _is_new(thing: shelf.Thing, since: Any) -> bool:
    return since is None or thing.kind == "session" or thing.at > since


def preview_page(issue: Issue, standing: Standing, *, sort: str) -> dict[str, Any]:
    """A letter before it leaves: as a page, as plain mail, as mail in HTML."""
    letter = mailing.written(issue, language=issue.language) if sort == "text" else None
    return {**issue_page(issue, standing), "sort": sort, "text": letter.text if letter else ""}


def send_page(issue: Issue, standing: Standing) -> dict[str, Any]:
    """What is asked before a letter leaves: to how many, and how long that takes."""
    readers = queries.subscribers_of(issue.community).count()
    return {
        **frame(issue.community, standing),
        "issue": issue,
        "readers": readers,
        "minutes": max(1, round(readers / per_second() / 60)),
        "has_server": bool(settings.ENV.smtp_url),
        "is_whole": bool(composing.parts_of(issue)),
        "key": uuid7(),
    }


def sending_page(issue: Issue, standing: Standing) -> dict[str, Any]:
    """How far a letter is."""
    counts = queries.counts_of(issue)
    done = counts["left"] + counts["refused"]
    to_come = counts["waiting"] + counts["handed"] if issue.state != Issue.State.STOPPED else 0
    return {
        **frame(issue.community, standing),
        "issue": issue,
        "counts": counts,
        "done": done,
        "to_come": to_come,
        "total": done + to_come,
        "minutes": max(1, round(to_come / per_second() / 60)),
        "is_on_its_way": issue.state == Issue.State.SENDING,
    }


def subscribers_page(community: Community, standing: Standing, *, page: str) -> dict[str, Any]:
    """Who receives the letter, who came last first."""
    found = Paginator(queries.subscribers_of(community).order_by("-confirmed_at", "pk"), PER_PAGE)
    return {**frame(community, standing), "page": found.get_page(page), "readers": found.count}


def csv_lines(community: Community) -> Iterator[str]:
    """The readers as a table that no spreadsheet executes; members are named, their addresses are their own."""
    yield _csv([_("Address"), _("Member"), _("Language"), _("Since")])
    for one in queries.subscribers_of(community).order_by("confirmed_at", "pk").iterator():
        yield _csv_of(one)


def _csv_of(one: Subscriber) -> str:
    name = one.member.display_name if one.member else ""
    since = timezone.localtime(one.confirmed_at).date().isoformat() if one.confirmed_at else ""
    return _csv([one.address, name, one.language, since])


def _csv(cells: list[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(f"'{cell}" if cell.startswith(DANGEROUS) else cell for cell in cells)
    return line.getvalue()
