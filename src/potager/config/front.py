"""The front: sends each request to who answers it, and lets none wait behind what it does not need."""

from potager.config import hosts, statics
from potager.config.answers import send_text, send_whole
from potager.config.health import Health
from potager.config.pages import Pages
from potager.config.wire import Receive, Scope, Send
from potager.live.endpoint import PATHS as LIVE
from potager.live.endpoint import Endpoint


class Front:
    """Live streams, static files, health, pages."""

    def __init__(self, *, live: Endpoint, health: Health, pages: Pages) -> None:
        self._live, self._health, self._pages = live, health, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"]
        if path == "/healthz":
            await send_text(send, 200, b"ok\n")
        elif path == "/readyz":
            await send_text(send, *await self._health.readiness())
        elif not hosts.is_ours(hosts.host_of(scope)):
            await send_text(send, 400, hosts.refusal(scope))
        elif path.startswith("/static/"):
            file = statics.answer(scope)
            await send_whole(send, file.status, file.headers, b"" if scope["method"] == "HEAD" else file.body)
        elif path in LIVE:
            await self._live(scope, receive, send)
        else:
            await self._pages(scope, receive, send)
