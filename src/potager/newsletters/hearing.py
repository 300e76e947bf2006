"""What the letter hears from elsewhere: what became of its mail, and who leaves."""

from collections.abc import Mapping

from potager.lib import outgoing
from potager.members import leaving
from potager.members.models import Member
from potager.newsletters.actions import forget_member, lose_readers_at, note_left


def _settle(member: Member, _wishes: Mapping[str, str]) -> None:
    forget_member(member)


outgoing.register("letters", outgoing.Listener(left=note_left, lost=lose_readers_at))
leaving.register("letters", leaving.Keeper(texts_of=lambda _member: (), settle=_settle))
