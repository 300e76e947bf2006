"""Speak to each person in their language, and tell them the time of their place."""

import zoneinfo
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from potager.lib.languages import SPOKEN, preferred
from potager.members import known
from potager.members.actions import note_day
from potager.members.queries import session_of

log = structlog.get_logger(__name__)

Respond = Callable[[HttpRequest], HttpResponseBase]


def speak_the_language(respond: Respond) -> Respond:
    """Activate the language and the time zone of whoever asks.

    A cookie (set by the language links) wins, then the member's own choice, then Accept-Language.
    """

    def handle(request: HttpRequest) -> HttpResponseBase:
        language = _language_of(request)
        zone = request.user.time_zone if request.user.is_authenticated else settings.TIME_ZONE
        with translation.override(language), timezone.override(_zone(zone)):
            request.LANGUAGE_CODE = language
            response = respond(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return handle


def note_the_day(respond: Respond) -> Respond:
    """Remember on which day a session was last used, for the page of sign-ins: one write a day, the rest is free."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        session, now = session_of(request), timezone.now()
        if session and session.member_id and session.seen_on < now.date():
            try:
                note_day(session, now)
            except DatabaseError:  # no page fails for that
                log.warning("the day of a session could not be noted")
        return response

    return handle


def mark_the_browser(respond: Respond) -> Respond:
    """Let the browser in which somebody comes in be known again (known.py)."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        known.remember(request, response)
        return response

    return handle


def _language_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen not in SPOKEN and request.user.is_authenticated:
        chosen = request.user.language
    return preferred(request.headers.get("Accept-Language", ""), chosen)


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")
