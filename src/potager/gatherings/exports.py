"""What gatherings bring to an export of one's data: where one registered, what one called."""

from collections.abc import Iterator

from potager.gatherings.models import Calendar, Event, Offer, Registration, SecretFeed, Session
from potager.gatherings.queries import visible_to
from potager.members.export import Part, as_json, register_export
from potager.members.models import Member

SAID = ("name", "companions", "answers", "state", "reminder", "is_listed", "may_be_named", "came")
DATES = ("registered_at", "changed_at")


def _registrations(member: Member) -> Iterator[Part]:
    """What one said; of meetings that one may no longer read of, not even the title."""
    rows = (
        Registration.objects.filter(member=member).select_related("session__event").order_by("registered_at")
    )
    known = set(
        visible_to(member).filter(sessions__registrations__member=member).values_list("pk", flat=True)
    )
    yield as_json(
        "gatherings/registrations.json", [_told(row, row.session.event_id in known) for row in rows]
    )


def _told(row: Registration, is_known: bool) -> dict[str, object]:
    session = row.session
    place = {"title": session.name, "path": session.get_absolute_url(), "starts_at": session.starts_at}
    return {**(place if is_known else {}), **{name: getattr(row, name) for name in (*SAID, *DATES)}}


def _events(member: Member) -> Iterator[Part]:
    """The meetings that one called, and those at which one welcomes."""
    own = (
        "id",
        "title",
        "about",
        "place",
        "street",
        "access",
        "price",
        "link",
        "rule",
        "starts",
        "opened_at",
    )
    called = Event.objects.filter(opened_by=member).order_by("opened_at")
    known = visible_to(member).filter(pk__in=called.values("pk"))
    hosted = member.hosted_events.order_by("since").values("event", "since")
    content = {"called": list(known.order_by("opened_at").values(*own)), "welcomes_at": list(hosted)}
    yield as_json("gatherings/events.json", content)


def _hosting(member: Member) -> Iterator[Part]:
    """The places that one offered, and the dates that one hosted; of what one may no longer read of, no title."""
    own = ("place", "street", "latitude", "longitude", "capacity", "words", "state", "made_at")
    hosted = Session.objects.filter(host=member).select_related("event").order_by("starts_at")
    known = set(visible_to(member).filter(sessions__host=member).values_list("pk", flat=True))
    dates = [
        {
            **({"title": one.name} if one.event_id in known else {}),
            **{name: getattr(one, name) for name in ("starts_at", "place", "street", "access")},
        }
        for one in hosted
    ]
    offered = list(Offer.objects.filter(by=member).order_by("made_at").values("session", *own))
    yield as_json("gatherings/hosting.json", {"offered": offered, "hosted": dates})


def _calendars(member: Member) -> Iterator[Part]:
    """The calendars of others that one brought, and whether one's own has a secret address (never the address)."""
    brought = Calendar.objects.filter(added_by=member).order_by("added_at")
    own = SecretFeed.objects.filter(member=member).values("made_at", "is_wide").first()
    content = {"brought": list(brought.values("address", "is_followed", "added_at")), "secret_address": own}
    yield as_json("gatherings/calendars.json", content)


register_export("gatherings: calendars", _calendars)
register_export("gatherings: hosting", _hosting)
register_export("gatherings: registrations", _registrations)
register_export("gatherings: events", _events)
