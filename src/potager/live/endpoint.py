"""The live addresses, in raw ASGI: GET /live is a stream, POST /live/writing says that someone types."""

import asyncio
import re
import secrets
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from potager.lib import steady
from potager.lib.languages import SPOKEN, preferred
from potager.live.access import Admission
from potager.live.events import RELOAD, hello
from potager.live.hub import MOST_STREAMS, Hub
from potager.live.networks import Networks, network_of_scope
from potager.live.replay import Missed, missed_since, render
from potager.live.rounds import piece_of
from potager.live.stream import Message, Send, Stream, message

CHANNEL = re.compile(r"[a-z_]{1,30}:[0-9a-f-]{36}")
POSITION = re.compile(r"[0-9]{1,18}")
MOST_CHANNELS = 8
LONGEST_FORM = 2000  # bytes
ROUNDS = 50  # in which a reader may catch up with acts that arrive meanwhile
STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
END: Message = {"type": "http.response.body", "body": b""}
PATHS = frozenset({"/live", "/live/writing"})


@dataclass(frozen=True)
class Wish:
    """What a reader asks for: channels (sorted), language, the last act they know (None: from now on)."""

    channels: tuple[str, ...]
    language: str
    after: int | None
    session: str


class Endpoint:
    """Answers the live addresses."""

    def __init__(self, hub: Hub, *, session_cookie: str, language_cookie: str, most_per_network: int) -> None:
        self._hub, self._networks = hub, Networks(most_per_network)
        self._session_cookie, self._language_cookie = session_cookie, language_cookie

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        """Answer one request to one of PATHS."""
        if scope["path"] == "/live" and scope["method"] == "GET":
            await self._open(scope, receive, send)
        elif scope["path"] == "/live/writing" and scope["method"] == "POST":
            await self._note_writer(scope, receive, send)
        else:
            await _refuse(send, 405)

    async def _open(self, scope: Any, receive: Any, send: Send) -> None:
        wish, network = self._wish(scope), network_of_scope(scope)
        is_full = self._hub.is_closing or len(self._hub.crowd) >= MOST_STREAMS
        if is_full or not self._networks.enter(network):
            await _refuse(send, 503)
            return
        begun = steady.begin()
        try:
            admission = await self._hub.access.admit(wish.channels, wish.session) if wish else None
            if wish is None or admission is None:
                await steady.wait(begun)
                await _refuse(send, 404)
                return
            for name in ("headers", "query_string", "raw_path"):  # held as long as the stream: it adds up
                scope[name] = b"" if name != "headers" else []
            await self._stream(wish, admission, receive, send)
        finally:
            self._networks.leave(network)

    async def _stream(self, wish: Wish, admission: Admission, receive: Any, send: Send) -> None:
        stream = Stream(
            send=send,
            channels=wish.channels,
            language=wish.language,
            session=wish.session,
            connection=secrets.token_urlsafe(12),
        )
        stream.task = asyncio.current_task()
        try:
            await send({"type": "http.response.start", "status": 200, "headers": STREAM_HEADERS})
            await send(message(hello(stream.connection)))
            if await self._join(stream, wish, admission):
                del wish, admission
                while (await receive())["type"] != "http.disconnect":
                    pass
        except asyncio.CancelledError:
            pass
        finally:
            self._hub.crowd.remove(stream)
        if not stream.is_stalled:
            await send(END)

    async def _join(self, stream: Stream, wish: Wish, admission: Admission | None) -> bool:
        """Tell what was missed, then join the crowd in the same breath: no act falls between the two."""
        hub, recent = self._hub, self._hub.recent
        stream.position = recent.last if wish.after is None else wish.after
        confirmed = -1
        for _ in range(ROUNDS):
            if admission is None:
                break
            if admission.generation != hub.access.generation:
                admission = await hub.access.admit(stream.channels, stream.session)
            elif stream.position == confirmed > recent.last:  # the follower is about to hear of the same acts
                return self._settle(stream, admission)
            elif not recent.floor <= stream.position <= recent.last:
                confirmed = await self._read_up(stream)
                if confirmed < 0:
                    break
            elif await self._know_recent(stream):
                return self._settle(stream, admission)
        stream.push(message(RELOAD))
        return False

    async def _read_up(self, stream: Stream) -> int:
        """Tell what the journal holds since the stream's position; returns the new one, -1 if it is unknown."""
        ask = partial(missed_since, stream.position, stream.channels, stream.language)
        missed: Missed = await self._hub.call(ask)
        if missed.acts is None:
            return -1
        _tell(stream, missed.acts, missed.position)
        return missed.position

    async def _know_recent(self, stream: Stream) -> bool:
        """Tell what is in memory, if all of it is rendered; else have it rendered, and False."""
        acts = self._hub.recent.after(stream.position, stream.channels)
        unmade = [told for told in acts if stream.language not in told.events]
        if unmade:
            await self._hub.call(partial(render, unmade, stream.language))
            return False
        _tell(stream, acts, self._hub.recent.last)
        return True

    def _settle(self, stream: Stream, admission: Admission) -> bool:
        stream.is_public, stream.member = admission.is_public, admission.member
        self._hub.crowd.add(stream)
        for channel in stream.channels:
            if told := self._hub.presence.last_told(channel):
                stream.push(told)
        return True

    def _wish(self, scope: Any) -> Wish | None:
        """What is asked for, None if it is not well formed."""
        query = parse_qs(scope["query_string"][:2000].decode("latin-1"))
        channels = tuple(sorted(set(query.get("channel", []))))
        if not 0 < len(channels) <= MOST_CHANNELS or not all(CHANNEL.fullmatch(name) for name in channels):
            return None
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        cookies = _cookies(headers.get(b"cookie", ""))
        asked = query.get("language", [""])[0]
        chosen = asked if asked in SPOKEN else cookies.get(self._language_cookie, "")
        after = headers.get(b"last-event-id") or query.get("after", [""])[0]
        return Wish(
            channels=channels,
            language=preferred(headers.get(b"accept-language", ""), chosen),
            after=int(after) if POSITION.fullmatch(after) else None,
            session=cookies.get(self._session_cookie, "")[:64],
        )

    async def _note_writer(self, scope: Any, receive: Any, send: Send) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if not _is_same_origin(headers):
            await _refuse(send, 403)
            return
        form = _form(await _read(receive))
        connection, channel = form.get("connection", [""])[0], form.get("channel", [""])[0]
        self._hub.presence.is_writing(connection, channel)
        await _refuse(send, 204)  # the same whether it is known or not


def _tell(stream: Stream, acts: list[Any], position: int) -> None:
    if piece := piece_of(acts, stream.language):
        stream.push(piece)
    stream.position = max(stream.position, position)


def _cookies(header: str) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return {name: value for name, _, value in pairs}


def _is_same_origin(headers: dict[bytes, str]) -> bool:
    """Whether the request comes from a page of ours, or from no browser at all."""
    site = headers.get(b"sec-fetch-site")
    if site:
        return site in {"same-origin", "none"}
    origin = headers.get(b"origin")
    return origin is None or _netloc(origin) == headers.get(b"host")


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # "http://[" is nobody's
        return ""


def _form(body: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(body.decode("latin-1"), max_num_fields=10)
    except ValueError:  # too many fields
        return {}


async def _read(receive: Any) -> bytes:
    """A short form; what is longer is cut off."""
    body = b""
    while True:
        read = await receive()
        body += bytes(read.get("body", b""))
        if not read.get("more_body") or len(body) > LONGEST_FORM:
            return body[:LONGEST_FORM]


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"cache-control", b"no-store"), (b"content-type", b"text/plain"), (b"content-length", b"0")]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    if status == 204:
        headers = headers[:1]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(END)
