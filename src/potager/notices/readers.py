"""The reader that tells people of the acts that concern them, and forgets what may be told no more."""

from uuid import UUID

from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.journal.read import Reader, register
from potager.notices.actions import end_browsers, look_again, move_hour, tell_all

NAME = "notices"


def handle(activity: Activity) -> None:
    """Ask the act's kind whom to tell, now, and tell each of them once."""
    look_again(activity)
    if activity.kind == "member.changed":
        move_hour(UUID(activity.target_id))
    if activity.kind == "session.ended":
        end_browsers(activity.facts["sessions"])
    tell_all(kind_of(activity.kind).notices(activity), reader=NAME, activity=activity)


register(Reader(name=NAME, handle=handle))
