"""The page of sign-ins: every device, what is told of it, and ending what is open elsewhere."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from potager.journal.models import Activity
from potager.members.devices import device_of, in_words
from potager.members.models import Member, Session
from potager.members.sessions import digest_of
from potager.testing import a_member

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile Safari/537.36"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 "
    "Safari/537.36 Edg/138.0"
)
PASSWORD = "beans climb at night"


@pytest.fixture
def ada() -> Member:
    member = a_member("Ada", language="en")
    member.set_password(PASSWORD)
    member.save()
    return member


def a_device(member: Member, user_agent: str) -> Client:
    client = Client(headers={"Accept-Language": "en", "User-Agent": user_agent})
    answer = client.post("/sign-in/password/", {"email": member.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def row_of(client: Client) -> Session:
    return Session.objects.get(session_key=digest_of(client.cookies["potager_session"].value))


def test_each_device_is_told_and_this_one_marked(ada: Member) -> None:
    a_device(ada, IPHONE)
    page = a_device(ada, FIREFOX).get("/me/sign-ins/").content.decode()
    assert page.index("Firefox on Linux") < page.index("this device") < page.index("Safari on iPhone")
    assert page.count("with the password") == 2
    assert page.count("Used today") == 2
    assert "Mozilla" not in page


def test_no_key_is_kept(ada: Member) -> None:
    client = a_device(ada, FIREFOX)
    key = client.cookies["potager_session"].value
    row = row_of(client)
    assert key not in {str(getattr(row, field.attname)) for field in Session._meta.fields}
    assert (row.member, row.browser, row.system, row.means) == (ada, "Firefox", "Linux", "password")
    stolen = Client()
    stolen.cookies["potager_session"] = row.session_key[:32]
    assert stolen.get("/me/").status_code == 302


def test_one_is_ended_and_told_by_its_identifier_only(ada: Member) -> None:
    here, there = a_device(ada, FIREFOX), a_device(ada, IPHONE)
    identifier = row_of(there).identifier
    answer = here.post(f"/me/sign-ins/{identifier}/end/", follow=True)
    assert "That device is signed out." in answer.content.decode()
    assert there.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200
    told = Activity.objects.get(kind="session.ended")
    assert (told.actor, told.target, told.place) == (ada.pk, f"member:{ada.pk}", f"member:{ada.pk}")
    assert told.facts == {"sessions": [str(identifier)]}


def test_ending_this_one_is_signing_out(ada: Member) -> None:
    here = a_device(ada, FIREFOX)
    answer = here.post(f"/me/sign-ins/{row_of(here).identifier}/end/")
    assert answer["Location"] == "/"
    assert here.get("/me/").status_code == 302
    assert Activity.objects.filter(kind="session.ended").count() == 1


def test_all_others_end_in_one_act(ada: Member) -> None:
    here, phone, tablet = (a_device(ada, kind) for kind in (FIREFOX, IPHONE, ANDROID))
    names = {str(row_of(other).identifier) for other in (phone, tablet)}
    answer = here.post("/me/sign-ins/end-others/", follow=True)
    assert "signed in nowhere else" in answer.content.decode()
    assert [other.get("/me/").status_code for other in (phone, tablet)] == [302, 302]
    assert set(Activity.objects.get(kind="session.ended").facts["sessions"]) == names
    here.post("/me/sign-ins/end-others/")
    assert Activity.objects.filter(kind="session.ended").count() == 1  # there was nothing to end


def test_signing_out_and_a_new_password_leave_no_row(ada: Member) -> None:
    here, there = a_device(ada, FIREFOX), a_device(ada, IPHONE)
    answer = here.post("/me/password/", {"current": PASSWORD, "password": "peas climb by day"})
    assert answer.status_code == 302
    assert there.get("/me/").status_code == 302
    assert list(ada.sessions.all()) == [row_of(here)]
    assert row_of(here).browser == "Firefox"
    here.post("/sign-out/")
    assert not ada.sessions.exists()
    assert Activity.objects.filter(kind="session.ended").count() == 1


def test_leaving_for_good_ends_them_all(ada: Member) -> None:
    here, there = a_device(ada, FIREFOX), a_device(ada, IPHONE)
    assert here.post("/me/leave/").status_code == 302
    assert there.get("/me/").status_code == 302
    assert not Session.objects.exists()
    assert not Activity.objects.filter(kind="session.ended").exists()


def test_others_end_nothing_of_mine(ada: Member) -> None:
    mine = a_device(ada, FIREFOX)
    path = f"/me/sign-ins/{row_of(mine).identifier}/end/"
    eve, visitor = Client(), Client()
    eve.force_login(a_member("Eve"))
    assert eve.post(path).status_code == 404
    assert str(row_of(mine).identifier) not in eve.get("/me/sign-ins/").content.decode()
    for client in (eve, visitor):
        assert client.get(path).status_code in {302, 405}
    assert visitor.post(path)["Location"].startswith("/sign-in/")
    assert visitor.post("/me/sign-ins/end-others/")["Location"].startswith("/sign-in/")
    eve.post("/me/sign-ins/end-others/")
    assert mine.get("/me/").status_code == 200


def test_the_day_is_noted_once(ada: Member, django_assert_num_queries) -> None:
    client = a_device(ada, FIREFOX)
    Session.objects.update(seen_on=timezone.now().date() - timedelta(days=3))
    with django_assert_num_queries(4):
        client.get("/language/")
    assert row_of(client).seen_on == timezone.now().date()
    with django_assert_num_queries(3):
        client.get("/language/")


@pytest.mark.parametrize(
    ("told", "device"),
    [
        (FIREFOX, "Firefox on Linux"),
        (IPHONE, "Safari on iPhone"),
        (ANDROID, "Chrome on Android"),
        (EDGE, "Edge on Windows"),
        ("curl/8", "A device that does not say what it is"),
        ("", "A device that does not say what it is"),
        ("<script>alert(1)</script> Firefox/1", "Firefox"),
        ("\x00" * 100_000 + "Firefox/1", "A device that does not say what it is"),
    ],
)
def test_devices_have_names(told: str, device: str) -> None:
    with translation.override("en"):
        assert in_words(*device_of(told)) == device


def test_a_session_of_before_goes_on(ada: Member, client: Client) -> None:
    """What the migration writes: a row without device."""
    client.force_login(ada)
    row = Session.objects.get()
    assert (row.member, row.browser, row.means) == (ada, "", "")
    assert "does not say what it is" in client.get("/me/sign-ins/").content.decode()
