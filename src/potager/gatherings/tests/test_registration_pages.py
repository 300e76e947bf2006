"""What those who come and those who welcome see and press; and what nobody else does."""

import csv
from io import StringIO

import pytest

from potager import testing
from potager.communities.actions import join_community
from potager.gatherings.actions import Coming, make_registration
from potager.gatherings.models import Event, Registration
from potager.journal.models import Activity
from potager.lib.keep import PLACES
from potager.members.models import Member

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def event(db) -> Event:
    asked = [{"label": "What will you bring?", "is_needed": True}]
    way = {"way": "both", "link": "https://meet.example.org/room", "access": "Two steps."}
    by = testing.a_member("Gaëlle", language="en")
    return testing.an_event(by=by, capacity=2, most_companions=1, questions=asked, **way)


def member_of(event: Event, name: str) -> Member:
    found = testing.a_member(name, language="en")
    join_community(by=found, community=event.community, accepts_charter=True)
    return found


def comes(event: Event, by: Member, answer: str = "Cake", **said) -> Registration:
    coming = Coming(answers=[answer], **said)
    return make_registration(by=by, session=event.sessions.get(), coming=coming)


def page(client, path: str) -> str:
    answer = client.get(path, headers=ENGLISH)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_date_says_when_where_and_how_many_places_are_left(client, event) -> None:
    session = event.sessions.get()
    answer = client.get(f"/sessions/{session.pk}/", headers=ENGLISH)
    text = answer.content.decode()
    assert "local time in Paris" in text and "2 places left" in text and "I am coming" in text
    assert "At Ada’s" in text and "Two steps." in text
    assert "meet.example.org" not in text, "the link is for those who come"
    assert f"session:{session.pk}" in answer[PLACES].split(), "kept, until somebody registers"
    ada = member_of(event, "Ada")
    comes(event, ada, companions=1)
    assert "no place left" in page(client, f"/sessions/{session.pk}/")
    client.force_login(ada)
    mine = client.get(f"/sessions/{session.pk}/", headers=ENGLISH)
    assert (
        "You are coming, 2 people." in mine.content.decode()
        and "meet.example.org/room" in mine.content.decode()
    )
    assert PLACES not in mine


def test_the_link_may_wait_until_shortly_before(client, event) -> None:
    Event.objects.update(link_ahead=15)
    ada = member_of(event, "Ada")
    comes(event, ada)
    client.force_login(ada)
    text = page(client, f"/sessions/{event.sessions.get().pk}/")
    assert "meet.example.org" not in text and "shortly before it begins" in text


def test_one_press_cancels_and_looking_changes_nothing(client, event) -> None:
    mine = comes(event, member_of(event, "Ada"))
    link = f"/come/{mine.secret}/"
    for path in (link, f"{link}change/"):
        assert client.get(path, headers=ENGLISH).status_code == 200
    for deed in ("cancel", "resume", "accept"):
        assert client.get(f"{link}{deed}/").status_code == 405
    assert Registration.objects.get().state == "coming"
    told = client.post(f"{link}cancel/", headers=ENGLISH, follow=True).content.decode()
    assert "You are not coming" in told and "I am coming after all" in told
    assert "You are coming" in client.post(f"{link}resume/", headers=ENGLISH, follow=True).content.decode()
    kinds = list(Activity.objects.filter(kind__startswith="registration.").values_list("kind", flat=True))
    assert kinds == ["registration.made", "registration.cancelled", "registration.resumed"]


def test_a_place_is_accepted_by_one_press(client, event) -> None:
    first, second = comes(event, member_of(event, "Ada"), companions=1), comes(event, member_of(event, "Bob"))
    client.post(f"/come/{first.secret}/cancel/")
    assert "I take the place" in page(client, f"/come/{second.secret}/")
    done = client.post(f"/come/{second.secret}/accept/", headers=ENGLISH, follow=True).content.decode()
    assert "You are coming" in done and Registration.objects.get(pk=second.pk).state == "coming"


def test_what_one_said_is_changed_and_a_question_wants_its_answer(client, event) -> None:
    mine = comes(event, member_of(event, "Ada"))
    typed = {"companions": "1", "reminder": "none", "answer_0": "Tea"}
    wrong = client.post(f"/come/{mine.secret}/change/", {**typed, "answer_0": ""}, headers=ENGLISH)
    assert wrong.status_code == 422
    client.post(f"/come/{mine.secret}/change/", typed)
    mine.refresh_from_db()
    assert (mine.heads, mine.reminder, mine.answers[0]["answer"]) == (2, "none", "Tea")


def test_links_that_are_not_ours_lead_nowhere(client, event) -> None:
    mine = comes(event, member_of(event, "Ada"))
    for secret in ("x" * 43, mine.secret[:-1], "-"):
        assert client.get(f"/come/{secret}/").status_code == 404
        assert client.post(f"/come/{secret}/cancel/").status_code == 404
    Member.objects.filter(pk=mine.member_id).update(is_active=False)
    assert client.get(f"/come/{mine.secret}/").status_code == 404


def test_hosts_have_the_list_and_nobody_else(client, event) -> None:
    session, ada, bob = event.sessions.get(), member_of(event, "Ada"), member_of(event, "Bob")
    mine = comes(event, ada, companions=1)
    path = f"/sessions/{session.pk}/guests/"
    for who in (None, ada, bob, testing.a_member("Olga")):
        client.logout() if who is None else client.force_login(who)
        for address in (path, f"/sessions/{session.pk}/guests.csv"):
            assert client.get(address).status_code in {302, 403}, who
        assert client.post(f"{path}{mine.pk}/cancel/").status_code in {302, 403}
    assert Registration.objects.get().state == "coming"
    client.force_login(event.opened_by)
    text = page(client, path)
    assert "Ada" in text and "with 1 more person" in text and "Cake" in text and ada.email not in text
    client.post(f"{path}{mine.pk}/cancel/")
    assert Registration.objects.get().state == "cancelled"


def test_the_table_executes_nothing(client, event) -> None:
    for name, answer in (("=HYPERLINK(1)", "@SUM(A1)"), ("Ada", "\u00a0+1+1"), ("Bea", "fine; -1")):
        Event.objects.update(capacity=9)
        comes(event, testing.a_member("Guest"), answer, name=name)
    client.force_login(event.opened_by)
    told = client.get(f"/sessions/{event.sessions.get().pk}/guests.csv", headers=ENGLISH).content.decode(
        "utf-8-sig"
    )
    rows = list(csv.reader(StringIO(told)))
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)", "Ada", "Bea"]
    assert [row[4] for row in rows[1:]] == ["'@SUM(A1)", "'+1+1", "fine; -1"]


def test_members_see_who_comes_only_if_those_agreed(client, event) -> None:
    ada, bob = member_of(event, "Ada Lovelace"), member_of(event, "Bob Quiet")
    comes(event, ada, is_listed=True)
    comes(event, bob)
    path = f"/sessions/{event.sessions.get().pk}/"
    assert "Ada Lovelace" not in page(client, path), "visitors see numbers alone"
    client.force_login(member_of(event, "Cleo"))
    text = page(client, path)
    assert "Ada Lovelace" in text and "Bob Quiet" not in text


def test_only_members_come_where_guests_are_not_taken(client, event) -> None:
    Event.objects.update(takes_guests=False)
    path = f"/sessions/{event.sessions.get().pk}/register/"
    typed = {"name": "Inès", "email": "ines@example.org", "reminder": "none", "answer_0": "Tea"}
    assert "Only members of the community register" in page(client, path)
    assert client.post(path, typed, headers=ENGLISH).status_code == 403
    client.force_login(testing.a_member("Olga"))
    client.post(path, typed)
    assert not Registration.objects.exists()


def test_nobody_learns_of_what_is_for_members_alone(client, event) -> None:
    Event.objects.update(audience="members")
    session = event.sessions.get()
    for path in ("", "register/", "meeting.ics", "guests/", "guests.csv"):
        assert client.get(f"/sessions/{session.pk}/{path}").status_code == 404, path
        assert client.post(f"/sessions/{session.pk}/{path}").status_code in {404, 405}, path
