"""Who may do what: predicates in the words of the charter, asked through `may` and `must`."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal

Predicate = Callable[[Any, Any], bool]
Explain = Callable[[Any, object], Refusal | None]
_predicates: dict[tuple[type, str], Predicate] = {}
_explanations: list[Explain] = []


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
    """Raise NotAllowed unless `by` may `verb` the thing; or the refusal that explains why, if there is one."""
    if not may(by, verb, thing):
        reasons = (explain(by, thing) for explain in _explanations)
        raise next(filter(None, reasons), None) or NotAllowed


def explains(explain: Explain) -> Explain:
    """Declare what may say more than "not allowed": explain(member or None, thing) -> a refusal or None."""
    _explanations.append(explain)
    return explain
