"""Akismet, if the operator has a key: told a text that anybody may read, and nothing of who wrote it."""

import logging
from time import monotonic
from urllib.parse import urlencode

from django.conf import settings

from potager.conversations.screening import Draft
from potager.lib import fetching
from potager.lib.fetching import AddressRefused, Ask, NotFetched

log = logging.getLogger(__name__)

SECONDS = 1.5  # somebody waits for it
REST = 300.0  # seconds without asking, after it did not answer
NOBODY = "127.0.0.1"  # in place of an address: it wants one
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_rests_until = 0.0


def suspects(draft: Draft) -> bool:
    """Whether Akismet takes it for spam; no without a key, of what not everybody may read, and without an answer."""
    env = settings.ENV
    if not env.akismet_key or not draft.community.is_public or monotonic() < _rests_until:
        return False
    try:
        return _asked(draft, env.akismet_key, env.akismet_url) == b"true"
    except (AddressRefused, NotFetched) as error:
        _rest(error)
        return False


def _asked(draft: Draft, key: str, address: str) -> bytes:
    told = {
        "api_key": key,
        "blog": settings.ENV.url or "http://localhost",
        "user_ip": NOBODY,
        "comment_type": "reply",
        "comment_content": draft.text,
        "blog_lang": draft.community.language,
        "blog_charset": "UTF-8",
    }
    content = urlencode(told).encode()
    ask = Ask(method="POST", headers=FORM, content=content, seconds=SECONDS, most_bytes=1000)
    return fetching.fetch(address, ask).data.strip()


def _rest(error: Exception) -> None:
    """Leave it in peace for a while: those who write do not wait again."""
    global _rests_until  # one memory for the process
    _rests_until = monotonic() + REST
    log.warning("Akismet does not answer: %s", type(error).__name__)
