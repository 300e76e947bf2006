"""The addresses of gatherings."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path, register_converter

from potager.gatherings.converters import DayConverter, MonthConverter
from potager.gatherings.views import (
    borrowing,
    calendars,
    door,
    feeds,
    hosting,
    planning,
    reading,
    registrations,
    sessions,
    wishes,
)

app_name = "gatherings"
register_converter(DayConverter, "day")
register_converter(MonthConverter, "month")
LIST, EVENT, SESSION = "c/<slug:address>/events/", "events/<uuid:identifier>/", "sessions/<uuid:identifier>/"
COME = "come/<slug:secret>/"  # the secret of a registration


def _act(route: str, view: Callable[..., Any]) -> URLPattern:
    """An address of the view's own name."""
    return path(route, view, name=view.__name__)


urlpatterns = [
    _act(LIST, reading.events),
    _act(LIST + "new/", planning.open_event),
    _act(LIST + "dates/", sessions.next_dates),
    _act(LIST + "calendar/", calendars.calendar),
    _act(LIST + "calendar/<month:month>/", calendars.month),
    _act(LIST + "calendar/<day:day>/", calendars.day),
    _act(LIST + "calendar.ics", feeds.community_feed),
    _act(LIST + "subscribe/", feeds.subscribe),
    _act(LIST + "others/", borrowing.other_calendars),
    _act(LIST + "others/new/", borrowing.add_calendar),
    _act(LIST + "others/<uuid:identifier>/", borrowing.other_calendar),
    _act(LIST + "others/<uuid:identifier>/show/", borrowing.show_calendar),
    _act(LIST + "others/<uuid:identifier>/read/", borrowing.reread_calendar),
    _act(LIST + "others/<uuid:identifier>/remove/", borrowing.remove_calendar),
    _act("calendar/", calendars.my_calendar),
    _act("calendar/coming/", calendars.my_events),
    _act("calendar/<month:month>/", calendars.my_month),
    _act("calendar/<day:day>/", calendars.my_day),
    _act("calendar/subscribe/", feeds.my_feed),
    _act("calendar/address/", feeds.make_feed),
    _act("calendar/address/widen/", feeds.widen_feed),
    _act("calendar/address/remove/", feeds.revoke_feed),
    _act("calendar/<str:token>.ics", feeds.secret_feed),
    _act(EVENT, reading.event),
    _act(EVENT + "change/", planning.change_event),
    _act(EVENT + "cancel/", planning.cancel_event),
    _act(EVENT + "restore/", planning.restore_event),
    _act(EVENT + "picture/", planning.illustrate_event),
    _act(EVENT + "picture/remove/", planning.unillustrate_event),
    _act(EVENT + "picture-<slug:digest>.webp", planning.event_picture),
    _act(EVENT + "calendar.ics", feeds.event_feed),
    _act(SESSION, reading.session),
    _act(EVENT + "rhythm/", sessions.reschedule_event),
    _act(EVENT + "dates/new/", sessions.add_session),
    _act(SESSION + "move/", sessions.move_session),
    _act(SESSION + "cancel/", sessions.cancel_session),
    _act(SESSION + "restore/", sessions.restore_session),
    _act(SESSION + "furnish/", hosting.furnish_session),
    _act(SESSION + "hosting/", hosting.hosting),
    _act(SESSION + "call/", hosting.open_call),
    _act(SESSION + "call/close/", hosting.close_call),
    _act(SESSION + "offer/", hosting.make_offer),
    _act(SESSION + "entrust/", hosting.entrust_session),
    _act(SESSION + "hand-back/", hosting.hand_back_session),
    _act("offers/<uuid:identifier>/withdraw/", hosting.withdraw_offer),
    _act("offers/<uuid:identifier>/choose/", hosting.choose_offer),
    _act(SESSION + "meeting.ics", registrations.session_file),
    _act(SESSION + "register/", registrations.make_registration),
    _act(SESSION + "guests/", registrations.guests),
    _act(SESSION + "guests.csv", registrations.guests_file),
    _act(SESSION + "guests/<uuid:guest>/cancel/", registrations.cancel_guest),
    _act(COME, registrations.registration),
    _act(COME + "change/", registrations.change_registration),
    _act(COME + "cancel/", registrations.cancel_registration),
    _act(COME + "resume/", registrations.resume_registration),
    _act(COME + "accept/", registrations.accept_place),
    _act("sessions/door-worker.js", door.door_worker),
    _act(SESSION + "door/", door.door),
    _act(SESSION + "door/mark/", door.mark_attendance),
    _act(SESSION + "door/count/", door.count_attendance),
    _act(SESSION + "thanks/", door.thank_session),
    _act("door/<str:ticket>/", door.ticket),
    _act(COME + "named/", door.name_attendance),
    _act(SESSION + "subjects/new/", wishes.propose_subject),
    *(
        path(f"subjects/<uuid:identifier>/{deed}/", wishes.subject, {"deed": deed}, name=f"{deed}_subject")
        for deed in wishes.DEEDS
    ),
    _act(LIST + "soundings/new/", wishes.open_sounding),
    path("soundings/<uuid:identifier>/", wishes.sounding, name="answer_sounding"),
    _act("soundings/<uuid:identifier>/close/", wishes.close_sounding),
]
