"""What the acts of stories share."""

from collections.abc import Iterable

from potager.journal.models import Activity


def freshens(activity: Activity) -> Iterable[str]:
    """The pages of the community show its stories."""
    return [f"community:{activity.community}"]
