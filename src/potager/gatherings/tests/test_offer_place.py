"""The waiting list: in order of arrival, who fits, until a deadline; nobody gets a place that is not there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager import testing
from potager.gatherings import clocks, registering
from potager.gatherings.actions import (
    Coming,
    accept_place,
    cancel_registration,
    change_registration,
    make_registration,
    resume_registration,
)
from potager.gatherings.models import Event, Registration, Session
from potager.gatherings.places import places_of
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed
from potager.stories.tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db) -> Session:
    return testing.an_event(capacity=2, most_companions=2).sessions.get()


def comes(session: Session, name: str, companions: int = 0) -> Registration:
    member = testing.a_member(name, language="en")
    return make_registration(by=member, session=session, coming=Coming(companions=companions))


def states(session: Session) -> dict[str, str]:
    return dict(Registration.objects.filter(session=session).values_list("name", "state"))


def leaves(mine: Registration) -> None:
    cancel_registration(by=mine.member, registration=mine)


def test_who_waits_is_offered_the_place_in_their_turn_if_they_fit(session) -> None:
    ada = comes(session, "Ada")
    comes(session, "Bob")
    comes(session, "Cleo", companions=1)  # two heads: one place is not enough
    dora = comes(session, "Dora")
    assert states(session) == {"Ada": "coming", "Bob": "coming", "Cleo": "waiting", "Dora": "waiting"}
    leaves(ada)
    assert states(session) == {"Ada": "cancelled", "Bob": "coming", "Cleo": "waiting", "Dora": "offered"}
    assert places_of(session).left == 0, "a place that is held is taken"
    dora.refresh_from_db()
    assert timedelta(hours=17) < dora.offered_until - timezone.now() <= timedelta(hours=24)
    accept_place(by=dora.member, registration=dora)
    assert states(session)["Dora"] == "coming"
    told = Activity.objects.filter(kind__startswith="place.").order_by("position")
    assert [(one.kind, one.actor, one.facts["heads"]) for one in told] == [
        ("place.offered", None, 1),
        ("place.accepted", dora.member.pk, 1),
    ]


def test_what_nobody_takes_in_time_goes_to_the_next(session) -> None:
    ada, _bob = comes(session, "Ada"), comes(session, "Bob")
    cleo, _dora = comes(session, "Cleo"), comes(session, "Dora")
    leaves(ada)
    later = timezone.now() + timedelta(hours=30)
    assert clocks.run_offers(timezone.now()) == 0
    Registration.objects.filter(pk=cleo.pk).update(offered_until=timezone.now() - timedelta(seconds=1))
    assert clocks.run_offers(later) == 1
    assert states(session) == {"Ada": "cancelled", "Bob": "coming", "Cleo": "cancelled", "Dora": "offered"}
    assert Activity.objects.get(kind="place.lapsed").target == f"registration:{cleo.pk}"
    with pytest.raises(registering.OfferOver):
        accept_place(by=cleo.member, registration=cleo)


def test_an_offer_is_shorter_when_it_is_soon_and_never_lasts_beyond_the_beginning(session) -> None:
    now = timezone.now()
    for left, held in (
        (timedelta(hours=8), timedelta(hours=2)),
        (timedelta(minutes=10), timedelta(minutes=10)),
    ):
        session.starts_at = now + left
        assert registering.offered_until(session, now) == now + held


def test_fewer_companions_make_room_and_more_need_it(session) -> None:
    ada = comes(session, "Ada", companions=1)
    comes(session, "Bob")
    change_registration(by=ada.member, registration=ada, coming=Coming(companions=0))
    assert states(session) == {"Ada": "coming", "Bob": "offered"}
    assert Activity.objects.get(kind="registration.changed").facts == {"heads": 1, "has_place": True}
    with pytest.raises(registering.NoRoom):
        change_registration(by=ada.member, registration=ada, coming=Coming(companions=1))


def test_one_may_come_after_all_while_there_is_room(session) -> None:
    ada = comes(session, "Ada")
    leaves(ada)
    resume_registration(by=ada.member, registration=ada)
    assert states(session) == {"Ada": "coming"}
    assert Activity.objects.filter(kind="registration.resumed").count() == 1
    leaves(ada)
    comes(session, "Bob", companions=1)
    with pytest.raises(registering.NoRoom):
        resume_registration(by=ada.member, registration=ada)
    again = make_registration(by=ada.member, session=session, coming=Coming())
    assert again.pk == ada.pk and states(session)["Ada"] == "waiting"


def test_nobody_speaks_for_somebody_else(session) -> None:
    ada, other = comes(session, "Ada"), testing.a_member("Olga")
    animateur_elsewhere = testing.a_member("Elsa")
    testing.a_community(owner=animateur_elsewhere, name="Elsewhere")
    for stranger in (other, animateur_elsewhere):
        for act in (cancel_registration, resume_registration, accept_place):
            with pytest.raises(NotAllowed):
                act(by=stranger, registration=ada)
        with pytest.raises(NotAllowed):
            change_registration(by=stranger, registration=ada, coming=Coming())
    assert states(session) == {"Ada": "coming"}


@pytest.mark.parametrize(
    ("companions", "capacity", "refusal"),
    [
        (3, 9, registering.TooManyCompanions),
        (-1, 9, registering.TooManyCompanions),
        (2, 2, registering.NeverSoMany),
    ],
)
def test_how_many_one_may_bring(session, companions: int, capacity: int, refusal: type[Exception]) -> None:
    Event.objects.update(capacity=capacity)
    with pytest.raises(refusal):
        comes(session, "Ada", companions=companions)


def test_nobody_registers_for_what_is_over_cancelled_or_hidden(session) -> None:
    Session.objects.update(state="cancelled")
    with pytest.raises(registering.NoRegistering):
        comes(session, "Ada")
    Session.objects.update(state="planned", ends_at=timezone.now())
    with pytest.raises(registering.NoRegistering):
        comes(session, "Bea")
    session.event.hidden_at = timezone.now()
    with pytest.raises(NotAllowed):
        comes(session, "Cleo")


def test_somebody_in_haste_waits_a_little(session, monkeypatch) -> None:
    monkeypatch.setattr(registering, "MOST_IN_AN_HOUR", 1)
    ada = comes(session, "Ada")
    other = testing.an_event(by=testing.a_member("Gus")).sessions.get()
    with pytest.raises(registering.TooManyAtOnce):
        make_registration(by=ada.member, session=other, coming=Coming())


@pytest.mark.django_db(transaction=True)
def test_sixty_register_at_once_for_fifty_places_two_cancel_and_two_are_promoted() -> None:
    session = testing.an_event(capacity=50).sessions.get()
    people = [testing.a_member(f"Guest {number}") for number in range(60)]
    done = []
    for some in (people[:20], people[20:40], people[40:]):
        done += together(
            [lambda by=by: make_registration(by=by, session=session, coming=Coming()) for by in some]
        )
    assert all(isinstance(one, Registration) for one in done), done
    assert sorted(Registration.objects.values_list("rank", flat=True)) == list(range(1, 61))
    found = places_of(session)
    assert (found.coming, found.held, found.waiting) == (50, 0, 10)
    first = list(Registration.objects.filter(state="waiting").order_by("rank"))[:2]
    leaving = list(Registration.objects.filter(state="coming").select_related("member", "session"))[:2]
    together([lambda mine=mine: leaves(mine) for mine in leaving])
    assert set(Registration.objects.filter(state="offered")) == set(first)
    together([lambda mine=mine: accept_place(by=mine.member, registration=mine) for mine in first] * 2)
    found = places_of(session)
    assert (found.coming, found.held, found.waiting) == (50, 0, 8)
    assert Activity.objects.filter(kind="place.accepted").count() == 2
