"""Who may call a meeting, run it, read of it."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.gatherings.models import Event, Host, Session
from potager.lib.permission import allows
from potager.lib.statements import primary_key_where
from potager.members.models import Member


@allows("open events", Community)
def may_open_events(by: Member | None, community: Community) -> bool:
    """Whoever animates it."""
    return by is not None and standing_of(by, community).animates


@allows("read", Event)
def may_read(by: Member | None, event: Event) -> bool:
    """Its audience; what is hidden, those who look after the community."""
    return reads(standing_of(by, event.community), event)


@allows("run", Event)
def may_run(by: Member | None, event: Event) -> bool:
    """Its hosts, while members, and whoever animates the community."""
    return by is not None and runs(standing_of(by, event.community), event)


@allows("run", Session)
def may_run_session(by: Member | None, session: Session) -> bool:
    """Whoever runs the event, and whoever welcomes this session, while a member."""
    return by is not None and runs_session(standing_of(by, session.event.community), session)


def reads(standing: Standing, event: Event) -> bool:
    """Whether a person of that standing may read of the event."""
    if event.hidden_at is not None:
        return standing.moderates
    if not standing.reads:
        return False
    return event.audience == Event.Audience.EVERYONE or standing.is_member or standing.animates


def runs(standing: Standing, event: Event) -> bool:
    """Whether a person of that standing may change the event."""
    if standing.member is None:
        return False
    is_host = primary_key_where(Host, event=event.pk, member=standing.member.pk) is not None
    return standing.animates or (standing.is_member and is_host)


def runs_session(standing: Standing, session: Session) -> bool:
    """Whether a person of that standing may change the session and see who comes."""
    if standing.member is None:
        return False
    return (standing.is_member and session.host_id == standing.member.pk) or runs(standing, session.event)
