"""Mail to very many: it leaves after every other mail, under an identifier that its sender chose.

From the `ready()` of an app that sends such mail: `register("letters", Listener(left, lost))`. Whoever hands mail to
the server (an app above) tells here what became of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.mail import EmailMultiAlternatives


class Bulk(EmailMultiAlternatives):
    """One message among very many, to one address. The same `identifier` never leaves twice: it is the mail's own."""

    def __init__(self, *parts: Any, identifier: UUID, **more: Any) -> None:
        super().__init__(*parts, **more)
        self.identifier = identifier


@dataclass(frozen=True)
class Listener:
    """`left(mail, is_taken)`: it was handed to the server, or refused for good. `lost(address)`: it takes no mail."""

    left: Callable[[UUID, bool], None]
    lost: Callable[[str], None]


_listeners: dict[str, Listener] = {}


def register(name: str, listener: Listener) -> None:
    """Hear what becomes of mail to very many."""
    _listeners[name] = listener


def tell_left(mail: UUID, *, is_taken: bool) -> None:
    """Say that a message to very many has left, or never will; in the transaction that notes it."""
    for listener in _listeners.values():
        listener.left(mail, is_taken)


def tell_lost(address: str) -> None:
    """Say that an address takes no mail: it came back on several days."""
    for listener in _listeners.values():
        listener.lost(address)
