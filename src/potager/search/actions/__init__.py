"""Keeping the index true. Nothing here is an act: the index tells nothing that its things do not tell."""

from collections.abc import Collection, Iterable
from itertools import islice

from django.db import transaction

from potager.journal import findable
from potager.search.actions.building import BATCH, READER, begin_anew, build_on
from potager.search.actions.keeping import put_in, take_out, wait_for_others
from potager.search.models import Waiting

__all__ = ["AT_ONCE", "READER", "begin_anew", "build_on", "note", "refresh", "work_off"]

AT_ONCE = 50  # things that one act may have looked at in the transaction that reads it


def note(things: Iterable[str]) -> None:
    """Look at these things again: now if they are few, soon if they are many."""
    rest = iter(things)
    first = list(dict.fromkeys(islice(rest, AT_ONCE)))
    if first:
        refresh(first)
    while more := list(islice(rest, BATCH)):
        Waiting.objects.bulk_create([Waiting(thing=thing) for thing in more], ignore_conflicts=True)


def work_off(many: int = BATCH) -> int:
    """Look at things that wait for it; returns how many these were."""
    with transaction.atomic():
        things = list(Waiting.objects.order_by("thing").values_list("thing", flat=True)[:many])
        refresh(things)
        Waiting.objects.filter(thing__in=things).delete()
    return len(things)


def refresh(things: Collection[str]) -> None:
    """Put into the index what can be found of these things now, and nothing else of them."""
    if not things:
        return
    with transaction.atomic():
        wait_for_others()
        take_out(f"thing IN ({', '.join(['%s'] * len(things))})", list(things))
        put_in(findable.entries(things).values())
