"""What a village has of its letter: one that was sent, one that is being written, somebody who receives it."""

from typing import Any

from django.utils import timezone
from village import Village

from potager.newsletters.actions import open_issue, save_issue, send_issue
from potager.newsletters.models import Issue, Subscriber
from potager.newsletters.tokens import CONFIRM, LEAVE, token_for

TITLE, DRAFTED = "The pumpkin post", "The unripe post"


def sent(village: Village) -> Issue:
    """A letter of the editor's, on its way."""
    return Issue.objects.filter(community=village.community, title=TITLE).first() or _sent(village)


def _sent(village: Village) -> Issue:
    by = village.people["editor"]
    issue = open_issue(by=by, community=village.community, title=TITLE, language="en")
    pieces = [{"kind": "words", "text": "Pumpkins, at last."}]
    save_issue(by=by, issue=issue, title=TITLE, pieces=pieces, base=0)
    return send_issue(by=by, issue=issue)


def drafted(village: Village) -> Issue:
    """One that is being written."""
    found = Issue.objects.filter(community=village.community, title=DRAFTED).first()
    by = village.people["editor"]
    return found or open_issue(by=by, community=village.community, title=DRAFTED, language="en")


def reader(village: Village) -> Subscriber:
    """Somebody who receives it, without an account."""
    known = {"community": village.community, "address": "reader@example.org"}
    return Subscriber.objects.get_or_create(**known, defaults={"confirmed_at": timezone.now()})[0]


def community(village: Village) -> dict[str, Any]:
    """Its address."""
    return {"address": village.community.address}


def numbered(village: Village) -> dict[str, Any]:
    """Where readers find the letter."""
    return {**community(village), "number": sent(village).number}


def draft(village: Village) -> dict[str, Any]:
    """The one that is being written."""
    return {"identifier": drafted(village).pk}


def on_its_way(village: Village) -> dict[str, Any]:
    """The one that was sent."""
    return {"identifier": sent(village).pk}


def confirming(village: Village) -> dict[str, Any]:
    """The link in the mail that asks."""
    return {"token": token_for(reader(village).pk, CONFIRM)}


def leaving(village: Village) -> dict[str, Any]:
    """The link in every letter."""
    return {"token": token_for(reader(village).pk, LEAVE)}


def ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of the letter (see ways.WAYS)."""
    acts = ("send_proof", "discard_issue", "unschedule_issue", "pause_issue", "resume_issue", "stop_issue")
    return {
        "newsletters:letter": way(community, **page),
        "newsletters:feed": way(community, **page),
        "newsletters:issue": way(numbered, **page),
        "newsletters:ask_for_letter": way(community, **act),
        "newsletters:asked": way(community, **page),
        "newsletters:subscribe_member": way(community, **act),
        "newsletters:leave_as_member": way(community, **act),
        "newsletters:desk": way(community, **page),
        "newsletters:open_issue": way(community),
        "newsletters:subscribers": way(community, **page),
        "newsletters:subscribers_table": way(community, **page),
        "newsletters:confirm": way(confirming, knows=True),
        "newsletters:leave": way(leaving, knows=True),
        "newsletters:sending": way(on_its_way, **page),
        "newsletters:save_issue": way(draft),
        "newsletters:preview": way(draft, **page),
        "newsletters:mail": way(draft, **page),
        "newsletters:send_issue": way(draft),
        "newsletters:schedule_issue": way(draft),
        **{f"newsletters:{name}": way(draft, **act) for name in acts},
    }
