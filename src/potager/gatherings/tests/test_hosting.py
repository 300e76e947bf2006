"""The itinerant café: a call, an offer, a choice, through the pages; and who may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from potager import testing
from potager.communities.actions import join_community
from potager.gatherings import actions, hostletters
from potager.gatherings.actions.hosting import forget_offers
from potager.gatherings.clocks import run_calls
from potager.gatherings.exports import _hosting
from potager.gatherings.models import Event, Offer, Session
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed

pytestmark = pytest.mark.django_db
SPOT = {
    "place": "By the pond",
    "street": "7 rue des Saules",
    "capacity": 12,
    "words": "Frogs",
    "point": "48.85, 2.35",
}


def told(kind: str) -> Activity:
    return Activity.objects.get(kind=kind)


@pytest.fixture
def cafe() -> Event:
    return testing.an_event(
        title="Café", place="", rule="FREQ=MONTHLY;BYDAY=-1TH", is_itinerant=True, call_weeks=6
    )


@pytest.fixture
def first(cafe: Event) -> Session:
    return cafe.sessions.order_by("starts_at")[1]


@pytest.fixture
def animateur(cafe: Event) -> Any:
    return cafe.opened_by


def a_neighbour(event: Event, name: str = "Inès") -> Any:
    member = testing.a_member(name, language="en")
    join_community(by=member, community=event.community, accepts_charter=True)
    return member


def letters(kind: str) -> list[Any]:
    activity = Activity.objects.filter(kind=kind).latest("position")
    return list(kind_of(kind).notices(activity))


def test_a_call_an_offer_and_a_choice(client, cafe, first, animateur) -> None:
    ines, bob = a_neighbour(cafe), a_neighbour(cafe, "Bob")
    client.force_login(animateur)
    client.post(f"/sessions/{first.pk}/call/")
    assert told("call.opened").target == f"session:{first.pk}"
    client.force_login(ines)
    assert "Offer your place" in client.get(f"/events/{cafe.pk}/").content.decode()
    client.post(f"/sessions/{first.pk}/offer/", SPOT)
    offer = Offer.objects.get()
    assert (offer.place, offer.latitude, offer.state) == ("By the pond", 48.85, "waiting")
    actions.make_offer(by=bob, session=first, spot=actions.Spot(place="Bob’s kitchen"))
    assert [one.member for one in letters("offer.made")] == [animateur.pk]
    client.force_login(animateur)
    page = client.get(f"/sessions/{first.pk}/hosting/").content.decode()
    assert "7 rue des Saules" in page and "Bob’s kitchen" in page
    client.post(f"/offers/{offer.pk}/choose/")
    first.refresh_from_db()
    assert (first.host, first.place, first.capacity) == (ines, "By the pond", 12)
    assert first.call_opened_at is None
    assert {one.member for one in letters("offer.chosen")} == {ines.pk, bob.pk}
    client.logout()
    page = client.get(f"/events/{cafe.pk}/").content.decode()
    assert "By the pond" in page and "Inès" in page and "rue des Saules" not in page


def test_an_offer_is_changed_and_withdrawn(client, cafe, first, animateur) -> None:
    ines = a_neighbour(cafe)
    actions.open_call(by=animateur, session=first)
    client.force_login(ines)
    client.post(f"/sessions/{first.pk}/offer/", SPOT)
    client.post(f"/sessions/{first.pk}/offer/", {**SPOT, "place": "In the barn"})
    offer = Offer.objects.get(state="waiting")
    assert offer.place == "In the barn"
    assert client.post(f"/sessions/{first.pk}/offer/", {**SPOT, "point": "north"}).status_code == 422
    client.post(f"/offers/{offer.pk}/withdraw/")
    assert not Offer.objects.filter(state="waiting").exists()
    assert told("offer.withdrawn").target == f"offer:{offer.pk}"


def test_a_host_steps_back_and_the_others_are_considered_again(client, cafe, first, animateur) -> None:
    ines, bob = a_neighbour(cafe), a_neighbour(cafe, "Bob")
    actions.open_call(by=animateur, session=first)
    mine = actions.make_offer(by=ines, session=first, spot=actions.Spot(place="By the pond"))
    actions.make_offer(by=bob, session=first, spot=actions.Spot(place="Bob’s kitchen"))
    actions.choose_offer(by=animateur, offer=mine)
    client.force_login(ines)
    assert "I cannot host after all" in client.get(f"/sessions/{first.pk}/").content.decode()
    client.post(f"/sessions/{first.pk}/hand-back/")
    first.refresh_from_db()
    assert (first.host, first.place) == (None, "")
    assert first.call_opened_at is not None
    assert [one.place for one in first.offers.filter(state="waiting")] == ["Bob’s kitchen"]
    assert {one.member for one in letters("session.handed_back")} == {animateur.pk, bob.pk}


def test_a_host_says_how_to_get_in(client, cafe, first, animateur) -> None:
    ines = a_neighbour(cafe)
    spot = actions.Spot(place="By the pond", street="7 rue des Saules")
    actions.entrust_session(by=animateur, session=first, host=ines, spot=spot)
    actions.make_registration(by=a_neighbour(cafe, "Zoé"), session=first, coming=actions.Coming())
    client.force_login(ines)
    typed = {
        "title": "",
        "place": "By the pond",
        "street": "7 rue des Saules",
        "capacity": "",
        "access": "Ring twice",
    }
    client.post(f"/sessions/{first.pk}/furnish/", typed)
    first.refresh_from_db()
    assert first.access == "Ring twice"
    assert (told("session.furnished").facts, letters("session.furnished")) == ({"has_moved": False}, [])
    client.post(f"/sessions/{first.pk}/furnish/", {**typed, "place": "In the barn"})
    assert len(letters("session.furnished")) == 1
    assert client.get(f"/sessions/{first.pk}/guests/").status_code == 200
    assert client.get(f"/sessions/{first.pk}/move/").status_code == 403


def test_somebody_is_named(client, cafe, first, animateur) -> None:
    ines, gone = a_neighbour(cafe), testing.a_member("Nobody", language="en")
    client.force_login(animateur)
    found = client.get(f"/sessions/{first.pk}/entrust/", {"q": "inè"}).content.decode()
    assert f"?member={ines.pk}" in found
    typed = {"place": "By the pond", "member": ines.pk}
    client.post(f"/sessions/{first.pk}/entrust/?member={ines.pk}", typed)
    first.refresh_from_db()
    assert first.host == ines
    assert [one.member for one in letters("session.entrusted")] == [ines.pk]
    assert client.post(f"/sessions/{first.pk}/entrust/", {**typed, "member": gone.pk}).status_code == 404


def test_the_clock_calls_for_hosts_in_time(cafe, animateur) -> None:
    one, two = cafe.sessions.order_by("starts_at")[2:4]
    cafe.sessions.filter(starts_at__lt=one.starts_at).update(state="cancelled")
    assert run_calls(one.starts_at - timedelta(weeks=6, hours=1)) == 0
    assert run_calls(one.starts_at - timedelta(weeks=6)) == 1
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.call_opened_at is not None and two.call_opened_at is None
    assert [notice.member for notice in letters("call.opened")] == [animateur.pk]


def test_a_call_is_closed(client, animateur, cafe) -> None:
    Event.objects.update(call_weeks=None)
    session = cafe.sessions.first()
    client.force_login(animateur)
    client.post(f"/sessions/{session.pk}/call/")
    client.post(f"/sessions/{session.pk}/call/close/")
    session.refresh_from_db()
    assert session.call_opened_at is None
    assert told("call.closed").target == f"session:{session.pk}"
    assert client.post(f"/sessions/{session.pk}/call/close/").status_code == 409


@pytest.mark.parametrize("who", ["stranger", "outsider", "member"])
def test_others_may_not(client, cafe, first, animateur, who) -> None:
    ines = a_neighbour(cafe)
    actions.open_call(by=animateur, session=first)
    offer = actions.make_offer(by=ines, session=first, spot=actions.Spot(place="By the pond", street="7 rue"))
    if who == "member":
        client.force_login(a_neighbour(cafe, "Bob"))
    elif who == "outsider":
        client.force_login(testing.an_event(by=testing.a_member("Odile")).opened_by)
    for path in ("call/", "call/close/", "hosting/", "entrust/", "hand-back/", "furnish/"):
        answer = client.post(f"/sessions/{first.pk}/{path}", {"place": "Mine"})
        assert answer.status_code in {302, 403, 405}, path
        assert answer.status_code != 302 or "sign-in" in answer["Location"] or "login" in answer["Location"]
    for path in ("choose/", "withdraw/"):
        assert client.post(f"/offers/{offer.pk}/{path}").status_code in {302, 404}
    if who != "member":
        assert client.post(f"/sessions/{first.pk}/offer/", SPOT).status_code in {302, 403}
    offer.refresh_from_db()
    first.refresh_from_db()
    assert (offer.state, first.host, first.call_opened_at is None) == ("waiting", None, False)
    assert Offer.objects.count() == 1
    assert "7 rue" not in client.get(f"/sessions/{first.pk}/").content.decode()


def test_former_members_offer_nothing_and_are_not_chosen(cafe, first, animateur) -> None:
    ines = a_neighbour(cafe)
    actions.open_call(by=animateur, session=first)
    offer = actions.make_offer(by=ines, session=first, spot=actions.Spot(place="By the pond"))
    ines.memberships.update(state="left")
    with pytest.raises(NotAllowed):
        actions.make_offer(by=ines, session=first, spot=actions.Spot(place="By the pond"))
    with pytest.raises(actions.hosting.rules.CannotWelcome):
        actions.choose_offer(by=animateur, offer=offer)
    assert next(iter(hostletters.offer_made(told("offer.made")))).member == animateur.pk


def test_nobody_hosts_what_is_over(cafe, animateur) -> None:
    session = cafe.sessions.first()
    Session.objects.update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )
    with pytest.raises(actions.hosting.rules.NotInThisState):
        actions.open_call(by=animateur, session=session)


def test_whoever_leaves_for_good_hosts_no_more(cafe, first, animateur) -> None:
    ines = a_neighbour(cafe)
    spot = actions.Spot(place="By the pond", street="7 rue des Saules", words="Frogs")
    past, other = cafe.sessions.order_by("starts_at")[2:4]
    for session in (first, past):
        actions.entrust_session(by=animateur, session=session, host=ines, spot=spot)
    Session.objects.filter(pk=past.pk).update(ends_at=timezone.now() - timedelta(days=1))
    actions.open_call(by=animateur, session=other)
    actions.make_offer(by=ines, session=other, spot=spot)
    told_of = b"".join(
        part.content if isinstance(part.content, bytes) else part.content.encode() for part in _hosting(ines)
    )
    assert b"7 rue des Saules" in told_of and told_of.count(b"By the pond") == 3
    forget_offers(ines)
    first.refresh_from_db()
    assert (first.host, first.street, first.call_opened_at is None) == (None, "", False)
    assert not Session.objects.exclude(street="").exists()
    assert Offer.objects.get().state == "withdrawn" and Offer.objects.get().street == ""
