"""The reader that tells people, by mail, of the acts that concern them."""

from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.journal.read import Reader, register
from potager.notices.actions import tell

NAME = "notices"


def handle(activity: Activity) -> None:
    """Ask the act's kind whom to tell, now, and tell each of them once."""
    for notice in kind_of(activity.kind).notices(activity):
        tell(notice, reader=NAME, activity=activity)


register(Reader(name=NAME, handle=handle))
