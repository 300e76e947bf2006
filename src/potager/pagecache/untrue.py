"""Which places an act makes untrue."""

import logging

from potager.journal.kinds import UnknownKind, kind_of
from potager.journal.models import Activity

log = logging.getLogger(__name__)


def places_touched(activity: Activity) -> list[str] | None:
    """The places whose pages are no longer true; None if that cannot be told, so that all of them are."""
    try:
        kind = kind_of(activity.kind)
        places = list(kind.freshens(activity))
    except UnknownKind:  # recorded by a newer version that runs beside this one
        return None
    except Exception:
        log.exception("nobody knows which pages act %s makes untrue", activity.position)
        return None
    if kind.is_seen:
        places += [activity.target, activity.place, f"community:{activity.community}"]
    return places
