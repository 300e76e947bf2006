"""What a village has of meetings: one that is called."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from village import Village

from potager import testing
from potager.gatherings.actions import Coming, Spot, make_offer, make_registration, open_call
from potager.gatherings.actions.calendars import make_secret_feed
from potager.gatherings.models import Calendar, CalendarDate, Event, Offer, Registration
from potager.gatherings.ownfeed import token_of

TITLE = "The pumpkin café"
OTHERS = "The pumpkin almanac"


def event_of(village: Village) -> Event:
    """A meeting that the animateur called."""
    found = Event.objects.filter(community=village.community).first()
    by = village.people["animateur"]
    return found or testing.an_event(community=village.community, by=by, title=TITLE)


def community(village: Village) -> dict[str, Any]:
    """Its address."""
    return {"address": village.community.address}


def event(village: Village) -> dict[str, Any]:
    """The meeting."""
    return {"identifier": event_of(village).pk}


def session(village: Village) -> dict[str, Any]:
    """Its first session."""
    return {"identifier": event_of(village).sessions.first().pk}


def month(village: Village) -> dict[str, Any]:
    """The month of its first session."""
    return {**community(village), "month": event_of(village).sessions.first().starts_at.date().replace(day=1)}


def day(village: Village) -> dict[str, Any]:
    """Its day."""
    return {**community(village), "day": event_of(village).sessions.first().starts_at.date()}


def secret(village: Village) -> dict[str, Any]:
    """The secret address of a member's calendar."""
    return {"token": token_of(make_secret_feed(by=village.people["member"], is_wide=True))}


def other(village: Village) -> dict[str, Any]:
    """A calendar of others that is shown."""
    values = {"community": village.community, "added_by": village.people["animateur"]}
    shown = {"name": OTHERS, "state": "shown", "read_at": timezone.now(), "number": 1}
    found, is_new = Calendar.objects.get_or_create(**values, defaults=shown)
    if is_new:
        at = timezone.now() + timedelta(days=2)
        CalendarDate.objects.create(
            calendar=found, community=village.community, title=OTHERS, starts_at=at, ends_at=at
        )
    return {**community(village), "identifier": found.pk}


def calendar_ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of calendars."""
    today = date(2026, 11, 22)
    return {
        "gatherings:calendar": way(community, **page),
        "gatherings:month": way(month, **page),
        "gatherings:day": way(day, **page),
        "gatherings:community_feed": way(community, **page),
        "gatherings:subscribe": way(community, **page),
        "gatherings:event_feed": way(event, **page),
        "gatherings:other_calendars": way(community, **page),
        "gatherings:add_calendar": way(community),
        "gatherings:other_calendar": way(other, **page),
        "gatherings:show_calendar": way(other, **act),
        "gatherings:reread_calendar": way(other, **act),
        "gatherings:remove_calendar": way(other, **act),
        "gatherings:my_calendar": way(**page),
        "gatherings:my_events": way(**page),
        "gatherings:my_month": way(lambda village: {"month": today.replace(day=1)}, **page, knows=True),
        "gatherings:my_day": way(lambda village: {"day": today}, **page, knows=True),
        "gatherings:my_feed": way(**page),
        "gatherings:make_feed": way(**act),
        "gatherings:widen_feed": way(**act),
        "gatherings:revoke_feed": way(**act),
        "gatherings:secret_feed": way(secret, **page, knows=True),
    }


def guest(village: Village) -> Registration:
    """A member who comes."""
    session = event_of(village).sessions.first()
    found = Registration.objects.filter(session=session).first()
    by = village.people["member"]
    return found or make_registration(by=by, session=session, coming=Coming(companions=0))


def come(village: Village) -> dict[str, Any]:
    """The link of somebody who comes."""
    return {"secret": guest(village).secret}


def guest_of_session(village: Village) -> dict[str, Any]:
    """Somebody on the list of a date."""
    return {**session(village), "guest": guest(village).pk}


def picture(village: Village) -> dict[str, Any]:
    """A picture that is not there."""
    return {**event(village), "digest": "0123456789abcdef" * 2}


def coming_ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of those who call a meeting, and of those who come."""
    return {
        "gatherings:change_event": way(event),
        "gatherings:cancel_event": way(event),
        "gatherings:restore_event": way(event, **act),
        "gatherings:illustrate_event": way(event),
        "gatherings:unillustrate_event": way(event, **act),
        "gatherings:event_picture": way(picture, **page),
        "gatherings:session_file": way(session, **page),
        "gatherings:make_registration": way(session),
        "gatherings:guests": way(session, **page),
        "gatherings:guests_file": way(session, **page),
        "gatherings:cancel_guest": way(guest_of_session, **act),
        "gatherings:registration": way(come, **page, knows=True),
        "gatherings:change_registration": way(come, knows=True),
        "gatherings:cancel_registration": way(come, **act, knows=True),
        "gatherings:resume_registration": way(come, **act, knows=True),
        "gatherings:accept_place": way(come, **act, knows=True),
    }


def offer(village: Village) -> dict[str, Any]:
    """A place that a member offers."""
    chosen, by = event_of(village).sessions.first(), village.people["member"]
    found = Offer.objects.filter(session=chosen).first()
    if found is None:
        open_call(by=village.people["animateur"], session=chosen)
        found = make_offer(by=by, session=chosen, spot=Spot(place="By the pond"))
    return {"identifier": found.pk}


def host_ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of dates, and of those who host them."""
    return {
        "gatherings:next_dates": way(community, **page),
        "gatherings:reschedule_event": way(event),
        "gatherings:add_session": way(event),
        "gatherings:move_session": way(session),
        "gatherings:cancel_session": way(session),
        "gatherings:restore_session": way(session, **act),
        "gatherings:furnish_session": way(session),
        "gatherings:hosting": way(session, **page),
        "gatherings:open_call": way(session, **act),
        "gatherings:close_call": way(session, **act),
        "gatherings:make_offer": way(session),
        "gatherings:entrust_session": way(session),
        "gatherings:hand_back_session": way(session),
        "gatherings:withdraw_offer": way(offer, **act),
        "gatherings:choose_offer": way(offer, **act),
    }


def ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of gatherings (see ways.WAYS)."""
    return {
        "gatherings:events": way(community, **page),
        "gatherings:open_event": way(community),
        **calendar_ways(way, page, act),
        "gatherings:event": way(event, **page),
        "gatherings:session": way(session, **page),
        **coming_ways(way, page, act),
        **host_ways(way, page, act),
    }
