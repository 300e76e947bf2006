"""Structured logs: one line per request and per event, for people in a terminal, as JSON for machines.

POTAGER_LOG chooses: "console" or "json"; without it, a terminal gets the first and everything else the second.
No personal data: no address of a client, no e-mail, no query, no secret of a link.
"""

import logging
import os
import re
import sys
from typing import Any

import structlog

# Whoever has such an address may come in, or reads what is for members, or answers for somebody who registered.
SECRET_PATH = re.compile(r"^(/i/|/feeds/|/come/|/door/|/calendar/(?=[0-9a-f]{32}))[^/]+")
# Control characters (C0, DEL, C1), separators of lines, and what turns the direction of writing.
_COMMON = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
UNPRINTABLE = re.compile(f"[{_COMMON}\t\n]")
UNPRINTABLE_LINES = re.compile(f"[{_COMMON}]")
QUIET = {
    "django.request": logging.ERROR,  # 404 and its kin are in the request's own line
    "django.security": logging.ERROR,
    "django.security.DisallowedHost": logging.CRITICAL,
    "_granian": logging.WARNING,
    "granian": logging.ERROR,
    "uvicorn": logging.WARNING,
    "httpx": logging.WARNING,
    "asyncio": logging.WARNING,
}


def set_up() -> None:
    """Send everything that is logged, by us or by libraries, through one format to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    last = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, printable, _renderer()]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=last,
        )
    )
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.INFO)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)


def printable(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Escape what would speak to a terminal or break a line; a traceback keeps its lines."""
    return {
        key: (UNPRINTABLE_LINES if key == "exception" else UNPRINTABLE).sub(_escaped, value)
        if isinstance(value, str)
        else value
        for key, value in event.items()
    }


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


def _renderer() -> Any:
    chosen = os.environ.get("POTAGER_LOG") or ("console" if sys.stderr.isatty() else "json")
    if chosen == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())


def path_to_log(path: str) -> str:
    """The path as it may stand in a log."""
    return SECRET_PATH.sub(r"\1…", path[:200])
