"""What a person reads when something breaks: in their language, and with what they had typed."""

import errno
import logging
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from potager.config.middleware import SAFE_METHODS
from potager.lib.languages import preferred

log = logging.getLogger(__name__)

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
SECRETS = frozenset({"password", "current", "code"})  # never written into a page
PATIENCE = "10"  # seconds, for Retry-After


def answer(request: HttpRequest) -> HttpResponse:
    """Django's handler500: 503 and the text typed when the database is locked, full or away, else 500."""
    error = sys.exc_info()[1]
    with translation.override(_language(request)):
        if not _passes(error):
            return HttpResponse(_page("500.html", {}, request), status=500)
        context = {"typed": _typed(request), "action": request.get_full_path()}
        page = HttpResponse(_page("503.html", context, request), status=503)
    page["Retry-After"] = PATIENCE
    return page


def _passes(error: BaseException | None) -> bool:
    """Whether the same request may succeed in a moment."""
    return isinstance(error, OperationalError | InterfaceError) or (
        isinstance(error, OSError) and error.errno in FULL
    )


def _page(template: str, context: dict[str, Any], request: HttpRequest) -> str:
    try:
        return render_to_string(template, context, request)
    except Exception:  # the base page asks who is signed in, and the database may not answer
        log.exception("the page of a fault could not be rendered with its frame's links")
        return render_to_string(template, context)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, for a form that sends it again (with its key: twice sent is once stored)."""
    if request.method in SAFE_METHODS:
        return []
    pairs = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in pairs if name not in SECRETS]


def _language(request: HttpRequest) -> str:
    cookie = request.COOKIES.get("potager_language", "")
    known: str = getattr(request, "LANGUAGE_CODE", "")
    return known or preferred(request.headers.get("Accept-Language", ""), cookie)
