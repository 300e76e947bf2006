"""The one ASGI application: front, live hub, Django, and what runs beside them."""

import asyncio
import sys
from collections.abc import Callable

import structlog
from django.conf import settings

from potager.config import hosts
from potager.config.background import Background
from potager.config.bridge import Bridge
from potager.config.front import Front
from potager.config.health import Health
from potager.config.pages import Pages
from potager.config.tally import Tally
from potager.config.wire import Receive, Scope, Send
from potager.journal.read import last_position
from potager.live.endpoint import Endpoint
from potager.live.follow import Follower
from potager.live.hub import Hub
from potager.pagecache.keeper import Keeper

log = structlog.get_logger(__name__)

SWITCH = 0.001  # seconds: a page being rendered holds up the event loop no longer than that


class Application:
    """A whole installation in one process. Started and stopped by the server's lifespan messages."""

    def __init__(self, *, has_worker: bool = True) -> None:
        sys.setswitchinterval(SWITCH)
        self._bridge, self._tally = Bridge(), Tally()
        self._background = Background() if has_worker else None
        self._hub, self._keeper = Hub(self._bridge.call), _keeper()
        # In this order: what is untrue is thrown away before anyone is told to look.
        told = [self._keeper.hear, self._hub.hear]
        work = [self._background.hear] if self._background else []
        self._follower = Follower(*told, *work, pulse=self._hub.pulse)
        self._pages = Pages(bridge=self._bridge, keeper=self._keeper, is_fresh=self._follower.is_fresh)
        self._stopping: asyncio.Task[None] | None = None
        self._front = Front(live=_endpoint(self._hub), health=self._health(), pages=self._pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "http":
            await self._front(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live_on(receive, send)

    def is_followed(self, channel: str) -> bool:
        """Whether anyone listens to a live channel now."""
        return self._hub.has_listeners(channel)

    async def say_goodbye(self) -> None:
        """Tell every stream to come back later; called before the server is stopped."""
        await self._hub.stop()

    async def stop(self) -> None:
        """End what runs beside the pages, once, whoever asks first."""
        self._stopping = self._stopping or asyncio.create_task(self._stop())
        await asyncio.shield(self._stopping)

    async def _live_on(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self._start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _start(self) -> None:
        position: int = await self._bridge.call(last_position)
        self._keeper.start()
        await self._hub.start(position)
        self._follower.follow(after=position)
        self._tally.start()
        if self._background:
            self._background.start()

    async def _stop(self) -> None:
        self._follower.stop()
        if self._background and not await asyncio.to_thread(self._background.stop):
            log.warning("a job did not end in time; the next start takes it up again")
        await asyncio.to_thread(self._tally.stop)
        self._bridge.close()

    def _health(self) -> Health:
        checks: dict[str, Callable[[], bool]] = {"journal": self._follower.is_fresh}
        if self._background:
            checks["worker"] = self._background.is_alive
        return Health(call=self._bridge.call, checks=checks)


def _keeper() -> Keeper:
    return Keeper(
        is_kept_for=hosts.is_kept_for,
        session_cookie=settings.SESSION_COOKIE_NAME,
        language_cookie=settings.LANGUAGE_COOKIE_NAME,
        is_behind_proxy=settings.SECURE_PROXY_SSL_HEADER is not None,
    )


def _endpoint(hub: Hub) -> Endpoint:
    return Endpoint(
        hub,
        session_cookie=settings.SESSION_COOKIE_NAME,
        language_cookie=settings.LANGUAGE_COOKIE_NAME,
        most_per_network=settings.ENV.streams_per_network,
    )
