"""A meeting is called with all its details, changed, illustrated, cancelled, called again; by whoever runs it alone."""

import pytest

from potager import testing
from potager.communities.actions import join_community
from potager.gatherings.models import Event, Registration, Session
from potager.gatherings.places import places_of
from potager.gatherings.tests.test_offer_place import comes
from potager.journal.models import Activity

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
TYPED = {
    "title": "Seeds and tea",
    "day": "2031-05-15",
    "hour": "19:00",
    "end_hour": "00:30",
    "time_zone": "Europe/Lisbon",
    "about": "Bring *seeds*.",
    "language": "en",
    "audience": "everyone",
    "way": "both",
    "place": "The shed",
    "street": "1 Lilac Street",
    "point": "47.2184, -1.5536",
    "access": "Two steps.",
    "link": "meet.example.org/seeds",
    "link_ahead": "15",
    "price": "Free",
    "capacity": "1",
    "most_companions": "2",
    "takes_guests": "on",
    "asked": "What will you bring? *\nAllergies?",
    "hours_to_accept": "12",
}


@pytest.fixture
def event(db) -> Event:
    return testing.an_event(by=testing.a_member("Gaëlle", language="en"), capacity=1)


def strangers(event: Event) -> list[object]:
    member = testing.a_member("Mona")
    join_community(by=member, community=event.community, accepts_charter=True)
    elsewhere = testing.a_member("Elsa")
    testing.a_community(owner=elsewhere, name="Elsewhere")
    return [None, member, elsewhere]


def test_all_that_is_said_of_a_meeting_stands_there(client) -> None:
    owner = testing.a_member("Gaëlle", language="en")
    community = testing.a_community(owner=owner)
    client.force_login(owner)
    answer = client.post(f"/c/{community.address}/events/new/", TYPED)
    assert answer.status_code == 302, answer.content.decode()
    event = Event.objects.get()
    assert (event.minutes, event.time_zone, event.link) == (
        330,
        "Europe/Lisbon",
        "https://meet.example.org/seeds",
    )
    assert (event.latitude, event.longitude, event.link_ahead, event.hours_to_accept) == (
        47.2184,
        -1.5536,
        15,
        12,
    )
    asked = [
        {"label": "What will you bring?", "is_needed": True},
        {"label": "Allergies?", "is_needed": False},
    ]
    assert event.questions == asked
    text = client.get(f"/sessions/{Session.objects.get().pk}/").content.decode()
    for told in ("The shed, 1 Lilac Street", "Two steps.", "Free", "47.2184", "There:", "<em>seeds</em>"):
        assert told in text, told
    copy = client.get(f"/c/{community.address}/events/new/?copy={event.pk}").content.decode()
    assert "Seeds and tea" in copy and "What will you bring? *" in copy and 'value="19:00"' in copy


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"day": "2031-03-30", "hour": "02:30", "time_zone": "Europe/Paris"}, "the clocks go forward"),
        ({"time_zone": "Mars/Olympus"}, "time zone of the list"),
        ({"point": "91, 400"}, "Two numbers"),
        ({"link": "javascript:alert(1)"}, "URL"),
        ({"way": "on_site"}, "choose “Online” or both"),
        ({"asked": "\n".join("Why?" for _ in range(9))}, "Eight questions"),
    ],
)
def test_what_cannot_be_is_said_in_words_and_nothing_is_lost(
    client, wrong: dict[str, str], told: str
) -> None:
    owner = testing.a_member("Gaëlle", language="en")
    community = testing.a_community(owner=owner)
    client.force_login(owner)
    answer = client.post(f"/c/{community.address}/events/new/", {**TYPED, **wrong})
    text = answer.content.decode()
    assert answer.status_code == 422 and told in text and "Bring *seeds*." in text
    assert not Event.objects.exists()


def test_an_hour_that_comes_twice_is_explained(client) -> None:
    owner = testing.a_member("Gaëlle", language="en")
    community = testing.a_community(owner=owner)
    client.force_login(owner)
    twice = {
        **TYPED,
        "day": "2031-10-26",
        "hour": "02:30",
        "end_hour": "",
        "minutes": "30",
        "time_zone": "Europe/Paris",
    }
    client.post(f"/c/{community.address}/events/new/", twice)
    session = Session.objects.get()
    assert session.starts_at.isoformat() == "2031-10-26T00:30:00+00:00"
    assert "The clocks go back that night" in client.get(f"/sessions/{session.pk}/").content.decode()


def test_a_change_makes_room_for_those_who_wait(client, event) -> None:
    session = event.sessions.get()
    comes(session, "Ada")
    comes(session, "Bob")
    client.force_login(event.opened_by)
    page = client.get(f"/events/{event.pk}/change/").content.decode()
    assert "The café of beginnings" in page
    typed = {**TYPED, "title": event.title, "capacity": "3", "is_told": "on"}
    assert client.post(f"/events/{event.pk}/change/", typed).status_code == 302
    event.refresh_from_db()
    session.refresh_from_db()
    assert (event.place, session.sequence) == ("The shed", 1)
    assert Registration.objects.get(name="Bob").state == "offered"
    facts = Activity.objects.get(kind="event.changed").facts
    assert facts == {"changed": "where link price access about", "is_told": True}


def test_a_meeting_is_cancelled_with_a_word_and_may_take_place_after_all(client, event) -> None:
    client.force_login(event.opened_by)
    client.post(f"/events/{event.pk}/cancel/", {"note": "The roof leaks."})
    session = event.sessions.get()
    assert (session.state, session.note, session.sequence) == ("cancelled", "The roof leaks.", 1)
    page = client.get(f"/sessions/{session.pk}/").content.decode()
    assert "does not take place" in page and "The roof leaks." in page and "/register/" not in page
    client.post(f"/events/{event.pk}/restore/")
    session.refresh_from_db()
    assert (session.state, session.note, session.sequence) == ("planned", "", 2)
    kinds = (
        Activity.objects.filter(kind__startswith="event.").order_by("position").values_list("kind", flat=True)
    )
    assert list(kinds) == ["event.opened", "event.cancelled", "event.restored"]
    assert places_of(session).left == 1


def test_a_picture_is_written_anew_and_says_what_it_shows(client, event) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(event.opened_by)
    path = f"/events/{event.pk}/picture/"
    given = {
        "picture": SimpleUploadedFile("x.jpg", testing.a_picture()),
        "alternative": "A table under a tree",
    }
    assert client.post(path, given).status_code == 302
    event.refresh_from_db()
    assert 'alt="A table under a tree"' in client.get(f"/events/{event.pk}/").content.decode()
    file = client.get(f"/events/{event.pk}/picture-{event.digest}.webp")
    assert file["Content-Type"] == "image/webp" and file.content[8:12] == b"WEBP"
    evil = SimpleUploadedFile("x.svg", b"<svg onload='alert(1)'/>")
    assert client.post(path, {"picture": evil, "alternative": "An egg"}).status_code == 422
    assert client.post(path, {"picture": SimpleUploadedFile("x.jpg", testing.a_picture())}).status_code == 422
    Event.objects.update(audience="members")
    client.logout()
    assert client.get(f"/events/{event.pk}/picture-{event.digest}.webp").status_code == 404
    Event.objects.update(audience="everyone")
    client.force_login(event.opened_by)
    client.post(f"{path}remove/")
    event.refresh_from_db()
    assert event.digest == ""
    assert Activity.objects.filter(kind__in=["event.illustrated", "event.unillustrated"]).count() == 2


def test_nobody_else_touches_it(client, event) -> None:
    for who in strangers(event):
        client.logout() if who is None else client.force_login(who)
        for path in ("change", "cancel", "restore", "picture", "picture/remove"):
            answer = client.post(f"/events/{event.pk}/{path}/", {**TYPED, "note": "x"})
            assert answer.status_code in {302, 403}, (who, path)
            assert answer.status_code == 403 or answer["Location"].startswith("/sign-in/"), (who, path)
    event.refresh_from_db()
    assert event.cancelled_at is None and event.title == "The café of beginnings"


def test_a_meeting_is_reported_hidden_and_shown_again(client, event) -> None:
    from potager.moderation.subjects import subject_of

    subject = subject_of("event")
    assert subject and subject.hide and subject.show
    found = subject.find(event.pk, None)
    assert found and found.author == event.opened_by and found.url == f"/events/{event.pk}/"
    with pytest.raises(Exception, match="NotAllowed"):
        subject.hide(testing.a_member("Olga"), event.pk)
    subject.hide(event.opened_by, event.pk)
    session = event.sessions.get()
    for path in (f"/events/{event.pk}/", f"/sessions/{session.pk}/", f"/sessions/{session.pk}/meeting.ics"):
        assert client.get(path).status_code == 404
    assert subject.find(event.pk, None) is None
    subject.show(event.opened_by, event.pk)
    assert client.get(f"/events/{event.pk}/").status_code == 200
    told = Activity.objects.filter(kind__in=["event.hidden", "event.unhidden"])
    assert list(told.order_by("position").values_list("kind", flat=True)) == [
        "event.hidden",
        "event.unhidden",
    ]
