"""How many streams each network holds, so that no single one takes everybody's place."""

from typing import Any

from potager.members.requests import network_behind


class Networks:
    """Streams by the network of their client. The loopback counts as no network: a proxy looks so too."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[str, int] = {}

    def enter(self, network: str) -> bool:
        """Whether one more stream may open; it counts from now on, until it leaves."""
        held = self._open.get(network, 0)
        if network and held >= self._most:
            return False
        self._open[network] = held + 1
        return True

    def leave(self, network: str) -> None:
        """A stream that entered is over."""
        held = self._open[network] - 1
        if held:
            self._open[network] = held
        else:
            del self._open[network]


def network_of_scope(scope: Any) -> str:
    """The network (an address, or the /64 of IPv6) from which a request comes; "" for the loopback and nobody."""
    told = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
    client = scope.get("client")
    return network_behind(str(client[0]) if client else "", b", ".join(told).decode("latin-1"))
