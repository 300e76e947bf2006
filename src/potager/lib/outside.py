"""Which addresses are out in the world, and which would lead back into this machine or the network it stands in.

The ranges are written out, because `ipaddress.is_global` says different things in different versions of Python.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

Address = IPv4Address | IPv6Address

# Source: IANA IPv4 and IPv6 special-purpose address registries; RFC 6890, 6598, 5771, 1112.
_INSIDE_4 = [
    IPv4Network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
        *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",  # looks public, and is the host's own service on a well-known cloud
    )
]
_UNICAST_6 = IPv6Network("2000::/3")  # mapped, compatible, NAT64, local, multicast: all outside of it
_INSIDE_6 = [
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
]

_LONGEST = 2000
_ODD = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff]")
_NAME = re.compile(
    r"(?=.{4,253}\.?$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}\.?", re.ASCII
)
_NUMERIC = re.compile(r"(?:\d+|0x[0-9a-f]*)\.?", re.ASCII)


class AddressRefused(Exception):
    """This address is none that Potager opens a connection to; trying again will not help."""


@dataclass(frozen=True)
class Place:
    """Where a request goes: parsed once, so that what was checked is what is asked."""

    url: httpx.URL
    port: int

    @property
    def host(self) -> str:
        """The name, in ASCII, or the literal address."""
        return self.url.raw_host.decode("ascii")


def is_outside(address: Address) -> bool:
    """Whether an address is a public one of a single machine out in the world."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _INSIDE_4)
    return address in _UNICAST_6 and not any(address in network for network in _INSIDE_6)


def place_of(address: str, *, ports: frozenset[int] | None = frozenset({80, 443})) -> Place:
    """The place that an address names; raises AddressRefused. Names are not looked up yet. `ports`: None is any."""
    if len(address) > _LONGEST or _ODD.search(address):
        raise AddressRefused("odd characters")
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise AddressRefused("not an address") from error
    if url.scheme not in {"http", "https"} or url.userinfo:
        raise AddressRefused("neither http nor https, or with a password")
    port = (443 if url.scheme == "https" else 80) if url.port is None else url.port
    if ports is not None and port not in ports:
        raise AddressRefused("an unusual port")
    place = Place(url, port)
    _check_host(place.host)
    return place


def literal(host: str) -> Address | None:
    """The address that a host is, if it is not a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def checked(found: list[str], allow: Callable[[Address], bool] | None = None) -> list[Address]:
    """The addresses that a name has, all of them outside; raises AddressRefused if a single one is not."""
    addresses = [ip_address(one.partition("%")[0]) for one in found]
    if not addresses:
        raise AddressRefused("no such name")
    for address in addresses:
        if not is_outside(address) and not (allow and allow(address)):
            raise AddressRefused("not out in the world")
    return addresses


def _check_host(host: str) -> None:
    """Refuse what is neither a full name nor an address in its one plain form (decimal, octal, hex are not)."""
    if literal(host) is not None:
        return
    last = host.removesuffix(".").rpartition(".")[2]
    if not _NAME.fullmatch(host) or _NUMERIC.fullmatch(last):
        raise AddressRefused("not the name of a place")
