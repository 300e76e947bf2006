"""A person's own calendar, for programs that cannot sign in: whoever knows its address reads it."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from potager.gatherings import feeds, queries, sheets
from potager.gatherings.feeds import Desk
from potager.gatherings.models import Event, SecretFeed
from potager.members.models import Member

SALT = "potager.gatherings.own-feed"
MARK = 40  # letters of the seal
MOST_ALONE = 1000


def token_of(feed: SecretFeed) -> str:
    """The secret part of the address. The table alone does not give it away."""
    return f"{feed.member_id.hex}{_seal(feed)}"


def behind(token: str) -> SecretFeed | None:
    """The feed of that address; None for one that was forged, or made anew, or whose person has left."""
    try:
        member = UUID(token[:32])
    except ValueError:
        return None
    found = SecretFeed.objects.select_related("member").filter(member=member, member__is_active=True).first()
    return found if found and constant_time_compare(token[32:], _seal(found)) else None


def _seal(feed: SecretFeed) -> str:
    value = f"{feed.member_id}:{feed.nonce}"
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()[:MARK]


def feed_of(feed: SecretFeed, desk: Desk) -> bytes:
    """What a person comes to and, if they wish, all that their communities meet for: what they may see, as of now."""
    coming = queries.sessions_visible_to(feed.member).filter(pk__in=sheets.comes_to(feed.member))
    rows = coming.select_related("event__community", "host").order_by("starts_at", "pk")
    events = list(_of_communities(feed.member)) if feed.is_wide else []
    known = {event.pk for event in events}
    alone = [one for one in rows[:MOST_ALONE] if one.event_id not in known]
    mine = Desk(desk.address, desk.host, frozenset(one.pk for one in rows[:MOST_ALONE]))
    return feeds.calendar_of(events, mine, name=_("My meetings"), alone=alone)


def _of_communities(member: Member) -> QuerySet[Event]:
    mine = queries.visible_to(member).filter(community__in=sheets.communities_of(member))
    return feeds.current(mine)
