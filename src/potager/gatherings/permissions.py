"""Who may call a meeting, run it, read of it."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.gatherings.models import Event, Host, Offer, Registration, Session, Sounding, Subject
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


@allows("judge", Event)
def may_judge(by: Member | None, event: Event) -> bool:
    """Whoever looks after the community."""
    return by is not None and standing_of(by, event.community).moderates


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


@allows("offer a place", Session)
def may_welcome(by: Member | None, session: Session) -> bool:
    """Members of the community who read of it."""
    return by is not None and by.is_active and welcomes(standing_of(by, session.event.community), session)


@allows("hand back", Session)
def may_hand_back(by: Member | None, session: Session) -> bool:
    """Its host, also one who left the community since, and whoever runs the event."""
    return by is not None and (by.pk == session.host_id or may_run(by, session.event))


@allows("withdraw", Offer)
def may_withdraw_offer(by: Member | None, offer: Offer) -> bool:
    """Whoever made it."""
    return by is not None and by.is_active and by.pk == offer.by_id


@allows("register", Session)
def may_register(by: Member | None, session: Session) -> bool:
    """Whoever reads of it and is not suspended; guests of the community where the event takes them."""
    return by is not None and registers(standing_of(by, session.event.community), session)


@allows("answer for", Registration)
def may_answer_for(by: Member | None, registration: Registration) -> bool:
    """The person themselves."""
    return by is not None and by.is_active and by.pk == registration.member_id


@allows("cancel", Registration)
def may_cancel(by: Member | None, registration: Registration) -> bool:
    """The person themselves, and whoever runs the date."""
    return may_answer_for(by, registration) or may_run_session(by, registration.session)


def welcomes(standing: Standing, session: Session) -> bool:
    """Whether a person of that standing may offer their place for a date."""
    is_here = session.hidden_at is None and session.event.hidden_at is None
    return is_here and (standing.is_member or standing.animates) and reads(standing, session.event)


def registers(standing: Standing, session: Session) -> bool:
    """Whether a person of that standing (a stranger: once they gave an address) may register."""
    event = session.event
    if session.hidden_at or event.hidden_at or standing.is_suspended or not reads(standing, event):
        return False
    return event.takes_guests or standing.is_member or standing.animates


@allows("propose", Session)
def may_propose(by: Member | None, session: Session) -> bool:
    """Members of the community, and whoever animates it."""
    return by is not None and belongs(standing_of(by, session.event.community))


@allows("withdraw", Subject)
def may_withdraw_subject(by: Member | None, subject: Subject) -> bool:
    """Whoever proposed it, while a member, and whoever runs the date."""
    if by is None:
        return False
    return (by.pk == subject.by_id and may_propose(by, subject.session)) or may_run_session(
        by, subject.session
    )


@allows("read", Sounding)
def may_read_sounding(by: Member | None, sounding: Sounding) -> bool:
    """Members of the community, and whoever animates it; what is hidden, those who look after it."""
    standing = standing_of(by, sounding.community)
    return standing.moderates if sounding.hidden_at else belongs(standing)


@allows("answer", Sounding)
def may_answer(by: Member | None, sounding: Sounding) -> bool:
    """Those who read of it."""
    return by is not None and may_read_sounding(by, sounding)


@allows("close", Sounding)
def may_close(by: Member | None, sounding: Sounding) -> bool:
    """Whoever animates the community: they call the meeting that comes of it."""
    return by is not None and standing_of(by, sounding.community).animates


def belongs(standing: Standing) -> bool:
    """Whether a person of that standing has a say in what meetings are about, and when they are."""
    return standing.is_member or standing.animates
