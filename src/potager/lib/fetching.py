"""The one way in which Potager asks something of elsewhere: `fetch`. Nothing else opens a connection.

Whoever links to a page, or gives an address for push notices, decides where this machine sends a request. So
every address is checked when it is connected to, not before: the name is looked up once, each of its addresses
must be out in the world, and the connection goes to one that was checked, while Host, SNI and certificate go by
the name. Redirects are new addresses. Seconds and bytes are counted over everything, so neither a slow answer
nor a packed one can hold the worker. No cookie, no referrer, no proxy, no credentials.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal

import httpcore
import httpx

from potager import __version__
from potager.lib.connecting import Careful, Network
from potager.lib.outside import AddressRefused, Place, checked, literal, place_of

__all__ = ["NETWORK", "AddressRefused", "Ask", "Fetched", "Network", "NotFetched", "check", "fetch"]

AGENT = f"Potager/{__version__} (a home for communities; reads a page once, to show where a link leads)"
MOST_REDIRECTS = 4
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536


class NotFetched(Exception):
    """There is no answer that can be used."""


class NoAnswer(NotFetched):
    """No connection, or what came is not HTTP."""


class TooSlow(NotFetched):
    """The seconds were over."""


class TooMuch(NotFetched):
    """More bytes came, or would come unpacked, than were asked for."""


class WrongType(NotFetched):
    """The answer is of a type that was not asked for."""


class TooManyRedirects(NotFetched):
    """It goes on and on."""


NETWORK = Network()


@dataclass(frozen=True)
class Fetched:
    """An answer: `url` is where it came from in the end; `is_cut` says that there would have been more."""

    url: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    data: bytes = field(repr=False)
    is_cut: bool = False

    @property
    def media_type(self) -> str:
        """What it says it is, "text/html", without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Ask:
    """A request, and how much may come of it. `types` are media types or their beginnings ("image/")."""

    method: Literal["GET", "POST"] = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    types: tuple[str, ...] = ()
    seconds: float = 10
    most_bytes: int = 1_000_000
    may_cut: bool = False  # the beginning is enough: what comes after `most_bytes` is left
    network: Network | None = None


def fetch(address: str, ask: Ask = Ask()) -> Fetched:
    """The answer to a request, whatever its status; raises AddressRefused or NotFetched.

    Redirects of a GET are followed, each one checked; those of a POST are answers.
    """
    network = ask.network or NETWORK
    until = monotonic() + ask.seconds
    place = place_of(address, ports=network.ports)
    for _ in range(MOST_REDIRECTS + 1):
        fetched = _asked(place, ask, network, until)
        goes_on = fetched.headers.get("location") if fetched.status in _REDIRECTS else None
        if not goes_on or ask.method != "GET":
            return fetched
        place = place_of(_joined(place.url, goes_on), ports=network.ports)
    raise TooManyRedirects


def check(address: str) -> None:
    """Raise AddressRefused if nothing would ever be sent to this address. Names are not looked up."""
    host = place_of(address, ports=NETWORK.ports).host
    if literal(host) is not None:
        checked([host])


def _joined(url: httpx.URL, goes_on: str) -> str:
    try:
        return str(url.join(goes_on))
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise AddressRefused("a redirect to no address") from error


def _asked(place: Place, ask: Ask, network: Network, until: float) -> Fetched:
    url = httpcore.URL(
        scheme=place.url.raw_scheme, host=place.url.raw_host, port=place.port, target=place.url.raw_path
    )
    connections = httpcore.ConnectionPool(
        ssl_context=network.tls(), max_connections=1, network_backend=Careful(network, until)
    )
    try:
        with (
            connections,
            connections.stream(ask.method, url, headers=_headers(place, ask), content=ask.content) as answer,
        ):
            return _read(str(place.url), answer, ask)
    except httpcore.TimeoutException as error:
        raise TooSlow from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, zlib.error, ValueError) as error:
        raise NoAnswer from error


def _headers(place: Place, ask: Ask) -> list[tuple[bytes | str, bytes | str]]:
    usual = {"Host": place.url.netloc.decode("ascii"), "User-Agent": AGENT, "Accept": "*/*"}
    usual |= {"Accept-Encoding": "gzip", "Connection": "close"}
    if ask.content is not None:
        usual["Content-Length"] = str(len(ask.content))
    return list((usual | dict(ask.headers)).items())


def _read(url: str, answer: httpcore.Response, ask: Ask) -> Fetched:
    headers = {name.decode("ascii", "replace").lower(): _text(value) for name, value in answer.headers}
    fetched = Fetched(url, answer.status, headers, b"")
    if answer.status in _REDIRECTS:
        return fetched
    if ask.types and not fetched.media_type.startswith(ask.types):
        raise WrongType(fetched.media_type[:80])
    came = _counted(answer, ask.most_bytes + _CHUNK)
    data, is_cut = _within(_unpacked(came, headers.get("content-encoding", "")), ask)
    return Fetched(url, answer.status, headers, data, is_cut)


def _within(chunks: Iterable[bytes], ask: Ask) -> tuple[bytes, bool]:
    """What comes, up to the limit, and whether something was left."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > ask.most_bytes:
            if not ask.may_cut:
                raise TooMuch
            return bytes(data[: ask.most_bytes]), True
    return bytes(data), False


def _counted(answer: httpcore.Response, most: int) -> Iterator[bytes]:
    """What comes over the line: never more than `most` bytes of it, whatever they become."""
    bytes_ = 0
    for chunk in answer.iter_stream():
        bytes_ += len(chunk)
        if bytes_ > most:
            raise TooMuch
        yield chunk


def _unpacked(came: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The body in small pieces: however much a packed one would become, no piece is large."""
    if encoding.lower() in {"", "identity"}:
        yield from came
        return
    if encoding.lower() not in {"gzip", "x-gzip"}:
        raise WrongType(encoding[:80])
    inflate = zlib.decompressobj(wbits=31)
    for packed in came:
        while packed:
            yield inflate.decompress(packed, _CHUNK)
            packed = inflate.unconsumed_tail
        if inflate.eof:
            return


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
