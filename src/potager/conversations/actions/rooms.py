"""Keeping the rooms, and the rules of a community's conversations."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify

from potager.communities.models import Community
from potager.conversations import rules
from potager.conversations.acts import RulesFacts
from potager.conversations.models import Room, Rules, Topic
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, is_blank, one_line
from potager.members.models import Member


@dataclass(frozen=True)
class Wishes:
    """How a community wants its conversations."""

    passers_by: str = Rules.PassersBy.REVIEWED
    reactions: Sequence[str] = ()  # their names (reactions.KNOWN); none: all of them
    has_private: bool = True
    has_previews: bool | None = None  # of where links lead; None: where the community is public


@once(Room)
def open_room(
    *, by: Member, community: Community, name: str, about: str = "", key: UUID | None = None
) -> Room:
    """Add a room after the others."""
    must(by, "keep rooms", community)
    name = _refused(one_line(name))
    with act("room.opened", by=by, key=key) as done:
        Community.objects.select_for_update().get(pk=community.pk)
        rooms = Room.objects.filter(community=community)
        if rooms.count() >= rules.MOST_ROOMS:
            raise rules.TooManyRooms
        last = rooms.aggregate(last=Max("rank"))["last"]
        room = Room.objects.create(
            community=community,
            name=name,
            address=_address(community, name),
            about=cleaned(about)[:500],
            rank=0 if last is None else last + 1,
        )
        done(room, community=community.pk)
    return room


def change_room(*, by: Member, room: Room, name: str, about: str = "", key: UUID | None = None) -> Room:
    """Give a room another name, or say otherwise what it is for; its address stays, so that links arrive."""
    name = _refused(one_line(name))
    with _changing("room.changed", by=by, room=room, key=key) as locked:
        locked.name, locked.about = name, cleaned(about)[:500]
        Topic.objects.filter(room=locked).update(revision=F("revision") + 1)  # their heads show the name
    return locked


def move_room(*, by: Member, room: Room, to: int, key: UUID | None = None) -> Room:
    """Put a room at place `to` among the others, from 1."""
    with _changing("room.moved", by=by, room=room, key=key) as locked:
        others = list(Room.objects.filter(community=room.community_id).exclude(pk=room.pk))
        others.insert(max(0, min(to - 1, len(others))), locked)
        for rank, one in enumerate(others):
            if one.rank != rank:
                one.rank = rank
                one.save(update_fields=["rank"])
    return locked


def close_room(*, by: Member, room: Room, key: UUID | None = None) -> Room:
    """Let no new topics begin in a room; what was said there stays."""
    with _changing("room.closed", by=by, room=room, key=key) as locked:
        if locked.closed_at is not None:
            raise rules.NotInThisState
        locked.closed_at = timezone.now()
    return locked


def reopen_room(*, by: Member, room: Room, key: UUID | None = None) -> Room:
    """Let topics begin in a room again."""
    with _changing("room.reopened", by=by, room=room, key=key) as locked:
        if locked.closed_at is None:
            raise rules.NotInThisState
        locked.closed_at = None
    return locked


def change_rules(*, by: Member, community: Community, wishes: Wishes, key: UUID | None = None) -> Rules:
    """Say how the community wants its conversations."""
    must(by, "keep rooms", community)
    with act("rules.changed", by=by, key=key) as done:
        found, _made = Rules.objects.select_for_update().get_or_create(community=community)
        changed = [name for name, value in asdict(wishes).items() if getattr(found, name) != value]
        for name in changed:
            setattr(found, name, getattr(wishes, name))
        found.save()
        done(found, RulesFacts(fields=changed), community=community.pk)
    return found


@contextmanager
def _changing(name: str, *, by: Member, room: Room, key: UUID | None) -> Iterator[Room]:
    must(by, "keep rooms", room.community)
    with act(name, by=by, key=key) as done:
        locked = Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
        locked.community = room.community
        yield locked
        locked.save()
        done(locked, community=locked.community_id)


def _refused(name: str) -> str:
    if is_blank(name):
        raise rules.NoRoomName
    if len(name) > rules.LONGEST_ROOM:
        raise rules.RoomNameTooLong
    return name


def _address(community: Community, name: str) -> str:
    """A free address in the community for a room of that name."""
    wanted = slugify(name)[:50].strip("-") or "room"
    taken = set(Room.objects.filter(community=community).values_list("address", flat=True))
    if wanted not in taken:
        return wanted
    return next(found for number in range(2, 100) if (found := f"{wanted}-{number}") not in taken)
