"""Who welcomes a date: a call for hosts, offers, a choice; and what a host says of their place."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from potager.gatherings import rules
from potager.gatherings.actions.registrations import promote
from potager.gatherings.actions.sessions import locked_session, takes_place, write_session
from potager.gatherings.acts.hosting import FurnishingFacts
from potager.gatherings.models import Offer, Session
from potager.gatherings.permissions import may_welcome
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, one_line
from potager.members.models import Member

OF_PLACES = ("place", "street", "latitude", "longitude", "capacity")


@dataclass(frozen=True)
class Spot:
    """Where one could meet. `street` is for the animateurs, and for those who come once it is chosen."""

    place: str
    street: str = ""
    latitude: float | None = None
    longitude: float | None = None
    capacity: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Furnishing:
    """What whoever welcomes a date says of it; what is empty, the event says."""

    title: str = ""
    place: str = ""
    street: str = ""
    capacity: int | None = None
    access: str = ""


def open_call(*, by: Member | None, session: Session) -> Session:
    """Call for somebody to host a date; the clock does it too (`by` is None). Raises NotInThisState."""
    if by is not None:
        must(by, "run", session.event)
    with act("call.opened", by=by) as done:
        session, now = locked_session(session), timezone.now()
        takes_place(session, now)
        if session.host_id or session.call_opened_at:
            raise rules.NotInThisState
        session.call_opened_at = now
        session.save(update_fields=["call_opened_at"])
        done(session, place=session.event, community=session.community_id)
    return session


def close_call(*, by: Member, session: Session) -> Session:
    """Seek no host any more, where no clock would call again. Raises NotInThisState."""
    must(by, "run", session.event)
    with act("call.closed", by=by) as done:
        session = locked_session(session)
        if not session.call_opened_at or session.event.call_weeks:
            raise rules.NotInThisState
        session.call_opened_at = None
        session.save(update_fields=["call_opened_at"])
        done(session, place=session.event, community=session.community_id)
    return session


@once(Offer)
def make_offer(*, by: Member, session: Session, spot: Spot, key: UUID | None = None) -> Offer:
    """Offer one's place for a date; what one offered before is replaced. Raises NotInThisState."""
    must(by, "offer a place", session)
    with act("offer.made", by=by, key=key) as done:
        session, now = locked_session(session), timezone.now()
        takes_place(session, now)
        if not session.call_opened_at:
            raise rules.NotInThisState
        waiting = Offer.objects.filter(session=session, by=by, state=Offer.State.WAITING)
        waiting.update(state=Offer.State.WITHDRAWN)
        offer = Offer.objects.create(session=session, by=by, **_spot(spot))
        done(offer, place=session.event, community=session.community_id)
    return offer


def withdraw_offer(*, by: Member, offer: Offer) -> Offer:
    """Take one's offer back, while it waits; raises NotInThisState."""
    must(by, "withdraw", offer)
    with act("offer.withdrawn", by=by) as done:
        session = locked_session(offer.session)
        offer = _locked_offer(offer, session)
        offer.state = Offer.State.WITHDRAWN
        offer.save(update_fields=["state"])
        done(offer, place=session.event, community=session.community_id)
    return offer


def choose_offer(*, by: Member, offer: Offer) -> Offer:
    """Meet at an offered place; the other offers are declined with thanks. Raises NotInThisState, CannotWelcome."""
    must(by, "run", offer.session.event)
    with act("offer.chosen", by=by) as done:
        session, now = locked_session(offer.session), timezone.now()
        takes_place(session, now)
        offer = _locked_offer(offer, session)
        offer.state = Offer.State.CHOSEN
        offer.save(update_fields=["state"])
        for name in OF_PLACES:
            setattr(session, name, getattr(offer, name))
        _entrust(session, offer.by, now)
        done(offer, place=session.event, community=session.community_id)
    return offer


def entrust_session(*, by: Member, session: Session, host: Member, spot: Spot) -> Session:
    """Name who hosts a date, and where; offers that wait are declined. Raises NotInThisState, CannotWelcome."""
    must(by, "run", session.event)
    with act("session.entrusted", by=by) as done:
        session, now = locked_session(session), timezone.now()
        takes_place(session, now)
        typed = _spot(spot)
        for name in OF_PLACES:
            setattr(session, name, typed[name])
        _entrust(session, host, now)
        done(session, place=session.event, community=session.community_id)
    return session


def hand_back_session(*, by: Member, session: Session) -> Session:
    """The host cannot welcome people after all: their place goes from the date, and the call is open again."""
    must(by, "hand back", session)
    with act("session.handed_back", by=by) as done:
        session, now = locked_session(session), timezone.now()
        takes_place(session, now)
        if session.host_id is None:
            raise rules.NotInThisState
        _reconsider(session)
        session.host, session.place, session.street, session.access = None, "", "", ""
        session.latitude = session.longitude = session.capacity = None
        session.call_opened_at = now
        write_session(session, now)
        promote(session)
        done(session, place=session.event, community=session.community_id)
    return session


def furnish_session(*, by: Member, session: Session, furnishing: Furnishing) -> Session:
    """Say what this date is about, where, for how many, and how to get in; raises NotInThisState."""
    must(by, "run", session)
    with act("session.furnished", by=by) as done:
        session, now = locked_session(session), timezone.now()
        takes_place(session, now)
        moved = (session.place, session.street) != (furnishing.place, furnishing.street)
        session.title, session.place = one_line(furnishing.title), one_line(furnishing.place)
        session.street, session.access = one_line(furnishing.street), cleaned(furnishing.access)
        session.capacity, session.is_changed = furnishing.capacity, True
        if moved:  # a point on the map would show where it was
            session.latitude = session.longitude = None
        write_session(session, now)
        promote(session)
        done(session, FurnishingFacts(has_moved=moved), place=session.event, community=session.community_id)
    return session


def _reconsider(session: Session) -> None:
    """The offer of whoever hands back is gone; those that were declined wait again."""
    offers = Offer.objects.filter(session=session)
    offers.filter(by=session.host_id, state=Offer.State.CHOSEN).update(state=Offer.State.WITHDRAWN)
    offers.exclude(by=session.host_id).filter(state=Offer.State.DECLINED).update(state=Offer.State.WAITING)


def _entrust(session: Session, host: Member, now: datetime) -> None:
    if not may_welcome(host, session):
        raise rules.CannotWelcome
    waiting = Offer.objects.filter(session=session, state=Offer.State.WAITING)
    waiting.update(state=Offer.State.DECLINED)
    session.host, session.call_opened_at, session.is_changed = host, None, True
    write_session(session, now)
    promote(session)


def _locked_offer(offer: Offer, session: Session) -> Offer:
    found = Offer.objects.select_for_update(of=("self",)).select_related("by").get(pk=offer.pk)
    if found.state != Offer.State.WAITING:
        raise rules.NotInThisState
    found.session = session
    return found


def _spot(spot: Spot) -> dict[str, object]:
    words = {name: one_line(getattr(spot, name)) for name in ("place", "street", "words")}
    return {**vars(spot), **words}


def forget_offers(member: Member) -> None:
    """Whoever leaves for good opens their door no more: dates ahead seek another host, past ones forget theirs."""
    ahead = Session.objects.filter(host=member, ends_at__gt=timezone.now(), state=Session.State.PLANNED)
    for session in ahead.select_related("event__community"):
        hand_back_session(by=member, session=session)
    for offer in Offer.objects.filter(by=member, state=Offer.State.WAITING).select_related("session__event"):
        withdraw_offer(by=member, offer=offer)
    Offer.objects.filter(by=member).update(street="", words="", latitude=None, longitude=None)
    Session.objects.filter(host=member).update(
        host=None, place="", street="", access="", latitude=None, longitude=None
    )
