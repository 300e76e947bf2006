"""Who may listen: asked when a stream opens, and again when the journal tells that it may have changed."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.utils.module_loading import import_string

from potager.journal.channels import home_of, leaning_of, may_listen
from potager.journal.models import Activity

Call = Callable[[Callable[[], Any]], "asyncio.Future[Any]"]

ABOUT_ACCESS = ("membership.", "community.", "member.", "session.")
MOST_KNOWN = 10_000  # channels whose answer is remembered


@dataclass(frozen=True)
class Admission:
    """Someone may listen. `member` is known only where a stranger may not."""

    is_public: bool
    member: UUID | None
    generation: int


@dataclass(frozen=True)
class Finding:
    """What the database says of one request to listen."""

    is_allowed: bool
    member: UUID | None
    public: dict[str, bool]
    communities: dict[str, str]
    leanings: dict[str, frozenset[str]]


class Access:
    """Remembers which channels are open to strangers. Used on the event loop; the database by `call`."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._public: dict[str, bool] = {}
        self._communities: dict[str, str] = {}
        self._leanings: dict[str, frozenset[str]] = {}
        self.generation = 0

    async def admit(self, channels: tuple[str, ...], session: str) -> Admission | None:
        """Whether the person with that session (empty: a stranger) may listen to all channels; None if not."""
        if all(self._public.get(channel) for channel in channels):
            return Admission(is_public=True, member=None, generation=self.generation)
        generation = self.generation
        found: Finding = await self._call(lambda: find(channels, session))
        if generation == self.generation:
            self._remember(found)
        if not found.is_allowed:
            return None
        return Admission(all(found.public.values()), found.member, generation)

    def hear(self, activity: Activity) -> bool:
        """Note an act; True if someone may have lost (or won) access by it."""
        is_about_place = activity.target == activity.place or self._is_leaned_on(activity.target)
        if not is_about_place and not activity.kind.startswith(ABOUT_ACCESS):
            return False
        self.generation += 1
        for channel in self.touched_by(activity, list(self._public)):
            del self._public[channel]
        return True

    def touched_by(self, activity: Activity, channels: Iterable[str]) -> list[str]:
        """Those channels whose answer the act may have changed."""
        if activity.kind.startswith(ABOUT_ACCESS):
            community = str(activity.community)
            return [c for c in channels if c == activity.place or self._communities.get(c) == community]
        target = activity.target
        return [c for c in channels if c == activity.place or target in self._leanings.get(c, ())]

    def _is_leaned_on(self, thing: str) -> bool:
        return any(thing in things for things in self._leanings.values())

    def _remember(self, found: Finding) -> None:
        if len(self._public) > MOST_KNOWN:
            self._public.clear()
            self._communities.clear()
            self._leanings.clear()
        self._public.update(found.public)
        self._leanings.update({channel: things for channel, things in found.leanings.items() if things})
        self._communities.update(found.communities)


def find(channels: tuple[str, ...], session: str) -> Finding:
    """Ask the database who comes and what they may listen to; the same work for what does not exist."""
    public = {channel: may_listen(None, channel) for channel in channels}
    told = {channel: community_of(channel) for channel in channels}, {c: leaning_of(c) for c in channels}
    if all(public.values()):
        return Finding(True, None, public, *told)
    member = member_of(session)
    is_allowed = all(is_open or may_listen(member, channel) for channel, is_open in public.items())
    return Finding(is_allowed, member, public, *told)


def member_of(session: str) -> UUID | None:
    """The member who holds a session, None for strangers and suspended members."""
    if not session:
        return None
    request = HttpRequest()
    request.session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(session)
    user = get_user(request)
    return user.pk if user.is_authenticated else None


def community_of(channel: str) -> str:
    """The community of a channel, or in which the journal last saw something happen there; empty if it never did."""
    if home := home_of(channel):
        return str(home)
    acts = Activity.objects.filter(place=channel, community__isnull=False).order_by("-position")
    return str(acts.values_list("community", flat=True).first() or "")
