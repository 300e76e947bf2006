"""Browsers in which somebody came in before: strangers who try an address cannot shut these out.

A cookie says so, with a digest that only this installation can make of an address. It opens nothing: with it, codes
and tries are counted apart from those of everybody else.
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from potager.members.requests import member_of

COOKIE = "potager_known"
MOST = 4  # people who share a browser
YEAR = 60 * 60 * 24 * 365
LENGTH = 32  # characters of a digest: 128 bits


def is_known(request: HttpRequest, email: str) -> bool:
    """Whether this browser has been signed in under that address."""
    wanted = _digest(email)
    return any([constant_time_compare(one, wanted) for one in _marks(request)])  # noqa: C419 (compares them all)


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Mark the browser of whoever has just come in."""
    member = member_of(request)
    if member is None or not getattr(request, "came_in", False):
        return
    mine = _digest(member.email)
    marks = [mine, *(one for one in _marks(request) if one != mine)][:MOST]
    response.set_cookie(
        COOKIE, ".".join(marks), max_age=YEAR, secure=settings.ENV.is_secure, samesite="Lax", httponly=True
    )


def _marks(request: HttpRequest) -> list[str]:
    return request.COOKIES.get(COOKIE, "")[: MOST * (LENGTH + 1)].split(".")[:MOST]


def _digest(email: str) -> str:
    address = email.strip().lower()
    return salted_hmac("potager.members.known", address, algorithm="sha256").hexdigest()[:LENGTH]
