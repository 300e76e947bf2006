"""Who may do what: predicates in the words of the charter, asked through `may` and `must`."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal

Predicate = Callable[[Any, Any], bool]
_predicates: dict[tuple[type, str], Predicate] = {}


class NotAllowed(Refusal):
    """The person may not do this here."""

    status = 403
    message = _("You may not do this here. Someone who animates the community can.")


def allows(verb: str, kind: type) -> Callable[[Predicate], Predicate]:
    """Declare who may `verb` a thing of type `kind`: predicate(member or None, thing) -> bool."""

    def declare(predicate: Predicate) -> Predicate:
        _predicates[kind, verb] = predicate
        return predicate

    return declare


def may(by: Any, verb: str, thing: object) -> bool:
    """Whether `by` (None: a stranger) may `verb` the thing; raises KeyError on an unknown verb."""
    return _predicates[type(thing), verb](by, thing)


def must(by: Any, verb: str, thing: object) -> None:
    """Raise NotAllowed unless `by` may `verb` the thing."""
    if not may(by, verb, thing):
        raise NotAllowed
