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

SECRET_PATH = re.compile(r"^(/i/)[^/]+")  # whoever has an invitation's link may come in
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
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer()],
        )
    )
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.INFO)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)


def _renderer() -> Any:
    chosen = os.environ.get("POTAGER_LOG") or ("console" if sys.stderr.isatty() else "json")
    if chosen == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())


def path_to_log(path: str) -> str:
    """The path as it may stand in a log."""
    return SECRET_PATH.sub(r"\1…", path[:200])
