"""The letters about who welcomes a date: a call, an offer, a choice, thanks to those who were not chosen."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from potager.gatherings import letters, wording
from potager.gatherings.models import Offer, Session
from potager.gatherings.permissions import may_run, may_welcome
from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member


def call_opened(activity: Activity) -> Iterator[Notice]:
    """To those who opened their door to this event before, or offered to; and to its hosts when the clock called."""
    session = _session(activity.target)
    if session is None or not session.call_opened_at:
        return
    for person in _doors(session):
        if person.pk != activity.actor and may_welcome(person, session):
            with translation.override(person.language):
                subject = _("“%(title)s” looks for a host: %(when)s")
                body = _(
                    "Hello %(name)s,\n\nwho welcomes “%(title)s” on %(when)s? If it could be at your place, offer it "
                    "here:\n\n%(link)s"
                )
                yield _notice(person, session, subject, body, path=f"{session.get_absolute_url()}offer/")


def offer_made(activity: Activity) -> Iterator[Notice]:
    """To those who run the event."""
    offer = _offer(activity)
    if offer is None or offer.state != Offer.State.WAITING:
        return
    for person in letters.hosts_of(offer.session):
        if person.pk != activity.actor and may_run(person, offer.session.event):
            with translation.override(person.language):
                subject = _("A place is offered for “%(title)s”: %(when)s")
                body = _(
                    "Hello %(name)s,\n\nsomebody offers their place for “%(title)s” on %(when)s. Compare the offers "
                    "and choose here:\n\n%(link)s"
                )
                path = f"{offer.session.get_absolute_url()}hosting/"
                yield _notice(person, offer.session, subject, body, path=path)


def offer_chosen(activity: Activity) -> Iterator[Notice]:
    """To the host, to the others, to those who come."""
    offer = _offer(activity)
    if offer and offer.state == Offer.State.CHOSEN:
        yield from _entrusted(offer.session, activity)


def session_entrusted(activity: Activity) -> Iterator[Notice]:
    """To the host who was named, to those whose offers waited, to those who come."""
    session = _session(activity.target)
    if session:
        yield from _entrusted(session, activity)


def session_handed_back(activity: Activity) -> Iterator[Notice]:
    """To those who run the event, to those whose offers wait again, to those who come."""
    session = _session(activity.target)
    if session is None or session.host_id:
        return
    yield from _looking_again(session, activity)
    for offer in session.offers.filter(state=Offer.State.WAITING).select_related("by"):
        if offer.by_id != activity.actor and may_welcome(offer.by, session):
            with translation.override(offer.by.language):
                subject = _("“%(title)s” looks for a host again: %(when)s")
                body = _(
                    "Hello %(name)s,\n\n“%(title)s” (%(when)s) looks for a host again, and the place that you offered "
                    "is considered once more. If it no longer suits you, withdraw it here:\n\n%(link)s"
                )
                yield _notice(offer.by, session, subject, body, path=f"{session.get_absolute_url()}offer/")
    yield from letters.changed(session, what="where")


def session_furnished(activity: Activity) -> Iterable[Notice]:
    """To those who come, if the place changed."""
    session = _session(activity.target) if activity.facts.get("has_moved") else None
    return letters.changed(session, what="where") if session else ()


def _entrusted(session: Session, activity: Activity) -> Iterator[Notice]:
    host = session.host
    if host is None:
        return
    if host.pk != activity.actor and may_welcome(host, session):
        with translation.override(host.language):
            subject = _("You welcome “%(title)s”: %(when)s")
            body = _(
                "Hello %(name)s,\n\n“%(title)s” on %(when)s takes place at yours: %(place)s. Thank you! On its page "
                "you see who comes, say how to get in, and step back if you have to:\n\n%(link)s"
            )
            yield _notice(host, session, subject, body, path=session.get_absolute_url())
    for offer in session.offers.filter(state=Offer.State.DECLINED).select_related("by"):
        if may_welcome(offer.by, session):
            yield _thanks(offer.by, session)
    yield from letters.changed(session, what="where")


def _thanks(person: Member, session: Session) -> Notice:
    with translation.override(person.language):
        subject = _("Thank you for offering your place: “%(title)s”")
        body = _(
            "Hello %(name)s,\n\nthank you for offering your place for “%(title)s” on %(when)s. This time it is at "
            "another place; there will be other dates.\n\n%(link)s"
        )
        return _notice(person, session, subject, body, path=session.get_absolute_url())


def _looking_again(session: Session, activity: Activity) -> Iterator[Notice]:
    for person in letters.hosts_of(session):
        if person.pk != activity.actor and may_run(person, session.event):
            with translation.override(person.language):
                subject = _("“%(title)s” has no host any more: %(when)s")
                body = _(
                    "Hello %(name)s,\n\nthe host of “%(title)s” on %(when)s cannot welcome people after all. The call "
                    "is open again; offers stand here:\n\n%(link)s"
                )
                yield _notice(person, session, subject, body, path=f"{session.get_absolute_url()}hosting/")


def _doors(session: Session) -> list[Member]:
    """Whoever opened their door to this event, or offered to, and its hosts; each once."""
    event = session.event
    hosted = Member.objects.filter(hosted_sessions__event=event)
    offered = Member.objects.filter(offered_places__session__event=event)
    hosting = Member.objects.filter(hosted_events__event=event)
    known = {one.pk: one for found in (hosted, offered, hosting) for one in found.filter(is_active=True)}
    return sorted(known.values(), key=lambda one: str(one.pk))


def _session(reference: str) -> Session | None:
    rows = Session.objects.select_related("event__community", "host")
    shown = rows.filter(hidden_at=None, event__hidden_at=None, state=Session.State.PLANNED)
    return shown.filter(pk=reference.partition(":")[2], ends_at__gt=timezone.now()).first()


def _offer(activity: Activity) -> Offer | None:
    offer = Offer.objects.select_related("by").filter(pk=activity.target_id).first()
    session = _session(f"session:{offer.session_id}") if offer else None
    if offer and session:
        offer.session = session
        return offer
    return None


def _notice(to: Member, session: Session, subject: str, body: str, *, path: str) -> Notice:
    facts = {
        "name": to.display_name,
        "title": session.name,
        "when": wording.moment_in_words(session.starts_at, zone=session.event.time_zone),
        "place": session.where,
        "link": (settings.ENV.url or "") + path,
    }
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=subject % facts,
        body=body % facts,
        reason="work",
        thing=f"hosting:{session.pk}",
        url=path,
        community=session.community_id,
    )
