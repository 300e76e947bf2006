"""Passkeys: added, named, used, removed; and everything that somebody could try with them."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from potager.journal.models import Activity
from potager.journal.read import all_readers, catch_up
from potager.lib.ids import uuid7
from potager.members import passkeys
from potager.members.actions import add_passkey, check_passkey
from potager.members.actions.passkeys import MOST
from potager.members.actions.tries import TooManyTries
from potager.members.models import Member, Passkey, Session, SpentChallenge
from potager.members.passkeys import PasskeyRefused
from potager.notices.models import Mail
from potager.testing import a_member

sys.path.insert(0, str(Path(__file__).parent))

from authenticator import Authenticator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The installation has an address with https."""
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, url="https://garden.example"))
    yield


@pytest.fixture
def ada(client: Client) -> Member:
    member = a_member("Ada", language="en")
    client.force_login(member)
    return member


def options(client: Client, path: str) -> dict[str, Any]:
    answer = client.post(path)
    assert answer.status_code == 200
    return dict(answer.json())


def added(client: Client, device: Authenticator, name: str = "My telephone", **lies: Any) -> Any:
    answer = device.create(options(client, "/me/passkeys/options/"), **lies)
    return client.post("/me/passkeys/add/", {"credential": answer, "name": name, "key": str(uuid7())})


def entered(device: Authenticator, **lies: Any) -> Any:
    visitor = Client(headers={"Accept-Language": "en"})
    answer = device.get(options(visitor, "/sign-in/passkey/options/"), **lies)
    return visitor.post("/sign-in/passkey/", {"credential": answer, "next": "/me/passkeys/"})


def refused(answer: Any) -> bool:
    assert answer.status_code == 422
    assert "potager_session" not in answer.cookies
    return "was not accepted" in answer.content.decode()


def test_add_passkey(client: Client, ada: Member) -> None:
    reader = next(reader for reader in all_readers() if reader.name == "notices")
    catch_up(reader)
    asked = options(client, "/me/passkeys/options/")
    assert asked["rp"] == {"id": "garden.example", "name": "Potager"}
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    device = Authenticator()
    assert added(client, device)["Location"] == "/me/passkeys/"
    passkey = Passkey.objects.get()
    assert (passkey.member, passkey.name) == (ada, "My telephone")
    told = Activity.objects.get(kind="passkey.added")
    assert (told.actor, told.target, told.place) == (ada.pk, f"passkey:{passkey.pk}", f"member:{ada.pk}")
    assert told.facts == {}
    catch_up(reader)
    assert "passkey was added" in Mail.objects.get(to=ada.email).subject
    page = client.get("/me/passkeys/").content.decode()
    assert "My telephone" in page
    assert "Not used yet" in page
    assert options(client, "/me/passkeys/options/")["excludeCredentials"][0]["id"] == passkey.credential


def test_coming_in_with_one(client: Client, ada: Member) -> None:
    device = Authenticator()
    added(client, device)
    answer = entered(device)
    assert (answer.status_code, answer["Location"]) == (302, "/me/passkeys/")
    assert "potager_session" in answer.cookies
    assert Session.objects.latest("began_at").means == "passkey"
    passkey = Passkey.objects.get()
    assert (passkey.counter, passkey.used_on is None) == (2, False)


def test_what_is_asked_for_is_the_same_for_everybody_and_costs_nothing(client: Client) -> None:
    visitor = Client()
    with CaptureQueriesContext(connection) as asked:
        first = options(visitor, "/sign-in/passkey/options/")
    assert len(asked) == 0
    assert not visitor.cookies
    second = options(visitor, "/sign-in/passkey/options/")
    assert first.pop("challenge") != second.pop("challenge")
    assert first == second == {"rpId": "garden.example", "userVerification": "required"}


def test_an_answer_serves_once(client: Client, ada: Member) -> None:
    device = Authenticator(counts=False)  # as synced passkeys: no counter would tell
    added(client, device)
    visitor = Client(headers={"Accept-Language": "en"})
    answer = device.get(options(visitor, "/sign-in/passkey/options/"))
    assert visitor.post("/sign-in/passkey/", {"credential": answer}).status_code == 302
    assert refused(
        Client(headers={"Accept-Language": "en"}).post("/sign-in/passkey/", {"credential": answer})
    )
    assert entered(device).status_code == 302


@pytest.mark.parametrize(
    "origin",
    [
        "https://garden.example.evil.example",
        "https://evil.example",
        "http://garden.example",
        "https://sub.garden.example",
        "https://garden.example:8443",
        "null",
    ],
)
def test_other_origins_are_refused(origin: str, client: Client, ada: Member) -> None:
    device = Authenticator()
    added(client, device)
    device.origin = origin
    assert refused(entered(device))
    assert added(client, Authenticator(origin=origin)).status_code == 422
    assert Passkey.objects.count() == 1


def test_other_places_and_frames_and_unverified_persons_are_refused(client: Client, ada: Member) -> None:
    assert added(client, Authenticator(rp="evil.example")).status_code == 422
    assert added(client, Authenticator(), verified=False).status_code == 422
    assert added(client, Authenticator(), cross=True).status_code == 422
    device = Authenticator()
    added(client, device)
    assert refused(entered(device, verified=False))
    device.rp = "evil.example"
    assert refused(entered(device))


def test_nobody_comes_in_as_someone_else(client: Client, ada: Member) -> None:
    mine, hers = Authenticator(), Authenticator()
    added(client, mine)
    eve = Client(headers={"Accept-Language": "en"})
    eve.force_login(a_member("Eve"))
    added(eve, hers)
    pretended = Authenticator(identifier=mine.identifier, key=hers.key, user=mine.user)
    assert refused(entered(pretended))  # her key does not fit my passkey
    hers.user = mine.user
    assert refused(entered(hers))  # her passkey is not of the person it names
    assert refused(entered(Authenticator(user=mine.user)))  # nobody knows that one
    stolen = Authenticator(identifier=mine.identifier)
    assert added(eve, stolen).status_code == 422  # and mine is not taken over
    assert Passkey.objects.get(member=ada).credential


def test_a_challenge_is_for_one_person_and_one_purpose(client: Client, ada: Member) -> None:
    eve = Client(headers={"Accept-Language": "en"})
    eve.force_login(a_member("Eve"))
    answer = Authenticator().create(options(eve, "/me/passkeys/options/"))
    form = {"credential": answer, "name": "Mine"}
    assert client.post("/me/passkeys/add/", form).status_code == 422
    assert eve.post("/me/passkeys/add/", form).status_code == 302
    device = Authenticator()
    added(client, device)
    assert refused(
        Client(headers={"Accept-Language": "en"}).post(
            "/sign-in/passkey/", {"credential": device.get(options(client, "/me/passkeys/options/"))}
        )
    )


def test_a_challenge_is_ours_and_young(client: Client, ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    device = Authenticator()
    added(client, device)
    for challenge in ("", "eHh4", "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg" * 2):
        with pytest.raises(PasskeyRefused):
            check_passkey(answer=device.get({"challenge": challenge}), address="192.0.2.1")
    old = passkeys.request_options()
    now = passkeys.time.time
    monkeypatch.setattr(passkeys.time, "time", lambda: now() + passkeys.LASTS + 5)
    with pytest.raises(PasskeyRefused):
        check_passkey(answer=device.get(old), address="192.0.2.1")
    assert check_passkey(answer=device.get(passkeys.request_options()), address="192.0.2.1") == ada


def test_a_copied_passkey_is_noticed_by_its_counter(client: Client, ada: Member) -> None:
    device = Authenticator()
    added(client, device)
    for _ in range(3):
        assert entered(device).status_code == 302
    device.counter = 1
    assert refused(entered(device))
    device.counter, device.counts = 0, False
    assert refused(entered(device))  # nor does it forget to count


def test_remove_passkey(client: Client, ada: Member) -> None:
    device = Authenticator()
    added(client, device)
    passkey = Passkey.objects.get()
    page = client.post(f"/me/passkeys/{passkey.pk}/remove/", follow=True)
    assert "opens nothing here any more" in page.content.decode()
    assert not Passkey.objects.exists()
    assert Activity.objects.get(kind="passkey.removed").target == f"passkey:{passkey.pk}"
    assert refused(entered(device))


def test_others_see_add_and_remove_nothing_of_mine(client: Client, ada: Member) -> None:
    added(client, Authenticator())
    path = f"/me/passkeys/{Passkey.objects.get().pk}/remove/"
    eve, visitor = Client(), Client()
    eve.force_login(a_member("Eve"))
    assert eve.post(path).status_code == 404
    assert "My telephone" not in eve.get("/me/passkeys/").content.decode()
    for wanted in (path, "/me/passkeys/options/", "/me/passkeys/add/"):
        assert visitor.post(wanted)["Location"].startswith("/sign-in/")
        assert client.get(wanted).status_code == 405
    assert Passkey.objects.count() == 1


def test_who_left_or_is_suspended_does_not_come_in(client: Client, ada: Member) -> None:
    device = Authenticator()
    added(client, device)
    Member.objects.filter(pk=ada.pk).update(is_active=False)
    assert refused(entered(device))
    Member.objects.filter(pk=ada.pk).update(is_active=True)
    client.post("/me/leave/")
    assert not Passkey.objects.exists()
    assert refused(entered(device))


@pytest.mark.parametrize(
    "answer",
    [
        "", "{", "[]", "null", "1", '"x"', "{}", '{"rawId": 1}', '{"rawId": "x", "response": 1}',
        '{"rawId": "x", "response": {"clientDataJSON": "e30"}}', "[" * 19_000, "x" * 30_000,
        '{"id": "a", "rawId": "b", "response": {"clientDataJSON": "\\u0000"}}',
        json.dumps({"rawId": "é" * 3000, "response": {"clientDataJSON": "W10"}}),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_kindly(answer: str, client: Client, ada: Member) -> None:
    visitor = Client(headers={"Accept-Language": "en"})
    assert refused(visitor.post("/sign-in/passkey/", {"credential": answer}))
    assert client.post("/me/passkeys/add/", {"credential": answer, "name": "x"}).status_code == 422


def test_an_answer_that_is_cut_or_spoilt_is_refused(client: Client, ada: Member) -> None:
    device = Authenticator()
    added(client, device)
    for part in ("authenticatorData", "signature", "clientDataJSON", "userHandle"):
        for lie in ("", "AAAA", "!!", "A" * 500):
            assert refused(entered(device, **{part: lie})), (part, lie)
    assert entered(device).status_code == 302


def test_wrong_answers_are_counted(client: Client, ada: Member) -> None:
    for _ in range(200):
        with pytest.raises(PasskeyRefused):
            check_passkey(answer="{}", address="192.0.2.7")
    with pytest.raises(TooManyTries):
        check_passkey(answer="{}", address="192.0.2.7")


def test_twenty_are_enough_and_one_is_kept_once(client: Client, ada: Member) -> None:
    for number in range(MOST):
        Passkey.objects.create(member=ada, credential=f"c{number}", data=b"", name="x")
    assert "twenty" in added(client, Authenticator()).content.decode()
    Passkey.objects.filter(credential="c0").delete()
    device = Authenticator()
    assert added(client, device).status_code == 302
    Passkey.objects.filter(credential="c1").delete()
    assert "here already" in added(client, device).content.decode()


def test_the_same_press_twice_is_one(client: Client, ada: Member) -> None:
    answer, key = Authenticator().create(options(client, "/me/passkeys/options/")), uuid7()
    first, second = (add_passkey(by=ada, answer=answer, name="x", key=key) for _ in range(2))
    assert first == second
    assert SpentChallenge.objects.count() == 1


@pytest.mark.parametrize("url", [None, "http://garden.example", "https://192.0.2.1", "http://127.0.0.1:8000"])
def test_where_none_can_be_none_is_offered(
    url: str | None, client: Client, ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, url=url))
    assert "passkey" not in Client(headers={"Accept-Language": "en"}).get("/sign-in/").content.decode()
    assert "not available here" in client.get("/me/passkeys/").content.decode()
    assert Client().post("/sign-in/passkey/options/").status_code == 422
    assert client.post("/me/passkeys/options/").status_code == 422


def test_localhost_is_a_place_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, url="http://localhost:8000"))
    assert passkeys.place() == passkeys.Place(name="localhost", origin="http://localhost:8000")
