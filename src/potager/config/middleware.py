"""What every request goes through inside Django. Pages from the front's cache have been through it once."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import uuid4

import structlog
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from potager.lib.frames import frames_allowed
from potager.lib.refusals import Refusal

Respond = Callable[[HttpRequest], HttpResponseBase]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)


def request_id(respond: Respond) -> Respond:
    """Give every request an id that its log lines and its answer carry."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-Id", "")
        identifier = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=identifier)
        response = respond(request)
        response["X-Request-Id"] = identifier
        return response

    return handle


def security_headers(respond: Respond) -> Respond:
    """Nothing from elsewhere, nothing inline, no framing, no referrer told to others.

    A page that shows a film from elsewhere after a click may frame that one place (lib/frames.py).
    """

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        response.setdefault("Content-Security-Policy", _policy(frames_allowed(response)))
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return handle


def _policy(frames: str) -> str:
    return f"{CONTENT_SECURITY_POLICY}; frame-src {frames}" if frames else CONTENT_SECURITY_POLICY


def refuse_other_origins(respond: Respond) -> Respond:
    """Refuse writes that another site's page makes a browser send.

    Browsers tell where a request comes from (Sec-Fetch-Site, Origin) and pages cannot forge it, so no token
    has to stand in the page, and the page can be kept for everyone. A request with neither header does not
    come from a browser of this decade and carries no ambient authority that another site could abuse; the
    session cookie is SameSite=Lax besides.
    """

    def handle(request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE_METHODS or _is_same_origin(request):
            return respond(request)
        return render(request, "403.html", status=403)

    return handle


def _is_same_origin(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or _netloc(origin) == request.get_host()


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # "http://[" is nobody's
        return ""


def explain_refusals(respond: Respond) -> Respond:
    """Turn the named refusals that actions raise into pages, in one place."""

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refusal):
            return render(request, "refusal.html", {"refusal": error}, status=error.status)
        if isinstance(error, PermissionDenied):
            return render(request, "403.html", status=403)
        return None

    def handle(request: HttpRequest) -> HttpResponseBase:
        return respond(request)

    handle.process_exception = process_exception  # type: ignore[attr-defined]
    return handle
