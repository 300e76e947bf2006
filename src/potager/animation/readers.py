"""The reader with which the graph grows."""

from uuid import UUID

from django.utils.module_loading import autodiscover_modules

from potager.animation.actions.growing import forget_counts, forget_cowriting, grow
from potager.animation.hearing import tell_signs
from potager.authorship.models import Choice
from potager.authorship.queries import choice_of
from potager.journal.models import Activity
from potager.journal.read import Reader, register
from potager.journal.signs import kinds_of_signs, signs_of, told_by

NAME = "animation"
ALSO = frozenset({"uses.changed", "byline.chosen"})


def handle(activity: Activity) -> None:
    """Add what it tells, and see whether a gesture was made by it; forget what somebody wants to be forgotten."""
    if activity.kind in kinds_of_signs():
        told = told_by(activity)
        signs = signs_of([told])
        grow(told, signs)
        tell_signs(signs)
    elif activity.actor is None or activity.community is None:
        return
    elif activity.kind == "uses.changed":
        forget_counts(activity.actor, activity.community)
    elif _is_renamed(activity.place, activity.actor):
        forget_cowriting(activity.actor, activity.community)


def _is_renamed(work: str, author: UUID) -> bool:
    choice = choice_of(work, author)
    return choice is not None and choice.naming != Choice.Naming.AS_SIGNED


autodiscover_modules("signs")  # every app's: which kinds are signs is known from here on
register(Reader(name=NAME, handle=handle, kinds=kinds_of_signs() | ALSO, reads_imports=True))
