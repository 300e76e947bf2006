"""What a village has of doors, subjects and dates that are sought."""

from datetime import datetime, timedelta
from typing import Any

from meeting import event_of
from village import Village

from potager.gatherings.actions import Coming, make_registration
from potager.gatherings.actions.wishes import Question, open_sounding, propose_subject
from potager.gatherings.attending import ticket_of
from potager.gatherings.models import Registration, Session, Sounding, Subject
from potager.gatherings.views.wishes import DEEDS


def session_of(village: Village) -> Session:
    """The first session of the village's meeting."""
    return event_of(village).sessions.select_related("event__community").first()


def session(village: Village) -> dict[str, Any]:
    """The same, in an address."""
    return {"identifier": session_of(village).pk}


def registration_of(village: Village) -> Registration:
    """The member comes."""
    there, by = session_of(village), village.people["member"]
    found = Registration.objects.filter(session=there, member=by).first()
    return found or make_registration(by=by, session=there, coming=Coming())


def ticket(village: Village) -> dict[str, Any]:
    """What opens the door."""
    return {"ticket": ticket_of(registration_of(village))}


def secret(village: Village) -> dict[str, Any]:
    """The link of the member's registration."""
    return {"secret": registration_of(village).secret}


def subject(village: Village) -> dict[str, Any]:
    """What the member proposed."""
    there, by = session_of(village), village.people["member"]
    found = Subject.objects.filter(session=there).first()
    return {"identifier": (found or propose_subject(by=by, session=there, title="Pumpkin seeds")).pk}


def sounding(village: Village) -> dict[str, Any]:
    """A date that the animateur seeks."""
    found = Sounding.objects.filter(community=village.community).first()
    first = datetime(2031, 5, 5, 19)  # noqa: DTZ001 (what clocks show)
    question = Question(title="Pumpkin soup", dates=[first, first + timedelta(days=1)])
    by = village.people["animateur"]
    made = found or open_sounding(by=by, community=village.community, question=question)
    return {"identifier": made.pk}


def ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """Their addresses (see ways.WAYS)."""
    return {
        "gatherings:door_worker": way(**page),
        "gatherings:door": way(session, **page),
        "gatherings:mark_attendance": way(session, **act),
        "gatherings:count_attendance": way(session, **act),
        "gatherings:thank_session": way(session),
        "recaps:open_recap": way(session),
        "gatherings:ticket": way(ticket, **page),
        "gatherings:name_attendance": way(secret, **act, knows=True),
        "gatherings:propose_subject": way(session),
        **{f"gatherings:{deed}_subject": way(subject, **act) for deed in DEEDS},
        "gatherings:open_sounding": way(lambda village: {"address": village.community.address}),
        "gatherings:answer_sounding": way(sounding),
        "gatherings:close_sounding": way(sounding, **act),
    }
