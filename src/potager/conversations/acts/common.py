"""What the acts of conversations share: which pages they make untrue."""

from collections.abc import Iterable

from potager.conversations import subjects
from potager.journal.models import Activity


def freshens(activity: Activity) -> Iterable[str]:
    """The topic's own pages, the list of topics and the front page; nothing where few may know of it.

    An act is told at its topic if those who read the topic may learn of it; else at the thing itself.
    """
    if not activity.place.startswith("topic:"):
        return ()
    about = subjects.places_of(activity.facts.get("about", ""))  # pages that count what is said about them
    return [activity.place, f"topics:{activity.community}", f"community:{activity.community}", *about]


def freshens_topic(activity: Activity) -> Iterable[str]:
    """The topic's own pages alone: lists do not show what changed."""
    return [activity.place] if activity.place.startswith("topic:") else ()
