"""Guessing codes, racing for them, and sessions that outlive what gave them."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from village import a_village, browser
from ways import path_to

from potager.communities.models import Invitation, Membership
from potager.communities.queries import invitation_behind
from potager.journal.channels import may_listen
from potager.live.access import member_of
from potager.members import codes
from potager.members.actions import name_owner, new_first_run_code
from potager.members.actions.owner import WrongFirstRunCode
from potager.members.models import EmailCode, Member, Session
from potager.members.queries import LIMITS, MOST_GUESSES
from potager.members.sessions import digest_of
from potager.notices.models import Mail
from potager.testing import a_member

ADA = "ada@example.org"
db = pytest.mark.django_db
both = pytest.mark.django_db(transaction=True)


def sent(email: str = ADA) -> str:
    """The code in the newest letter to an address."""
    body = Mail.objects.filter(to=email).order_by("-created_at", "-pk")[0].body
    found = re.search(r"^\d{6}$", body, re.M)
    assert found
    return found[0]


def other_than(code: str) -> str:
    """A wrong code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def together(number: int, work: Callable[[int], Any]) -> list[Any]:
    """What comes of doing it so many times at once, each in a thread of its own."""
    gate, results = threading.Barrier(number), [None] * number

    def run(one: int) -> None:
        gate.wait(10)
        try:
            results[one] = work(one)
        except Exception as error:
            results[one] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[one]) for one in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@both
def test_one_code_opens_the_door_once_however_many_hold_it() -> None:
    codes.ask(email=ADA, language="en", address="192.0.2.1")
    code = sent()
    came = together(6, lambda n: codes.confirm(email=ADA, code=code, name=f"Ada {n}", address=f"192.0.2.{n}"))
    assert [type(one) for one in came].count(Member) == 1, came
    assert {type(one) for one in came} == {Member, codes.WrongCode}
    assert Member.objects.filter(email=ADA).count() == 1


@both
def test_guessing_at_once_wins_no_guess() -> None:
    codes.ask(email=ADA, language="en", address="192.0.2.1")
    code = sent()
    guesses = [other_than(code)] * (MOST_GUESSES + 3)
    came = together(len(guesses), lambda n: codes.confirm(email=ADA, code=guesses[n], address=f"192.0.2.{n}"))
    assert {type(one) for one in came} == {codes.WrongCode}
    assert EmailCode.objects.get().attempts >= MOST_GUESSES
    with pytest.raises(codes.WrongCode):  # the right one comes too late
        codes.confirm(email=ADA, code=code, name="Ada", address="192.0.2.99")


@both
def test_two_who_claim_the_house_at_once() -> None:
    code = new_first_run_code() or ""
    came = together(
        4, lambda n: name_owner(code=code, email=f"a{n}@example.org", name="Ada", address=f"192.0.2.{n}")
    )
    assert [type(one) for one in came].count(Member) == 1
    assert Member.objects.filter(is_owner=True).count() == 1


@both
def test_the_first_run_is_guessed_a_few_times_only() -> None:
    code = new_first_run_code() or ""
    most = LIMITS["first run"][0].most
    came = []
    for guess in [
        "AAAA-AAAA-AAAA",
        "",
        code[:-1],
        code.replace("-", "")[:11] + "é",
        *["x"] * (most - 4),
        code,
    ]:
        try:
            name_owner(code=guess, email=ADA, name="Ada", address="192.0.2.1")
        except Exception as error:
            came.append(type(error))
    assert came == [WrongFirstRunCode] * most + [codes.TooManyTries]
    assert not Member.objects.exists()
    assert name_owner(code=code.lower(), email=ADA, name="Ada", address="198.51.100.1").is_owner
    assert browser().get("/first-run/").status_code == 404
    again = browser().post("/first-run/", {"code": code, "email": "eve@example.org", "name": "Eve"})
    assert again.status_code == 404
    assert new_first_run_code() is None


@both
def test_a_code_is_of_one_address_one_time_and_one_quarter_of_an_hour() -> None:
    for email in (ADA, "eve@example.org"):
        codes.ask(email=email, language="en", address="192.0.2.1")
    with pytest.raises(codes.WrongCode):
        codes.confirm(email=ADA, code=sent("eve@example.org"), name="Eve", address="192.0.2.1")
    member = codes.confirm(email=ADA, code=sent(), name="Ada", address="192.0.2.1")
    with pytest.raises(codes.WrongCode):
        codes.confirm(email=ADA, code=sent(), address="192.0.2.1")
    EmailCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(codes.WrongCode):
        codes.confirm(email="eve@example.org", code=sent("eve@example.org"), name="Eve", address="192.0.2.1")
    assert Member.objects.get() == member


@db
def test_letters_to_one_address_end() -> None:
    statuses = []
    for number in range(LIMITS["ask email"][0].most + 4):
        client = Client(headers={"accept-language": "en"}, REMOTE_ADDR=f"198.51.100.{number}")
        statuses.append(client.post("/sign-in/", {"email": ADA.upper() if number % 2 else ADA}).status_code)
    assert statuses.count(200) == LIMITS["ask email"][0].most
    assert statuses[-1] == 429
    assert Mail.objects.filter(to=ADA).count() == LIMITS["ask email"][0].most
    village = a_village("public")
    before = Mail.objects.filter(to=ADA).count()
    for path, form in (
        (path_to("stories:add_contribution", village), {"text": "A bean.", "name": "Ada", "email": ADA}),
        (
            path_to("communities:join_community", village),
            {"name": "Ada", "email": ADA, "accepts_charter": "on"},
        ),
    ):  # the other doors count with the same measure
        assert browser().post(path, form).status_code == 429, path
    assert Mail.objects.filter(to=ADA).count() == before


@db
@pytest.mark.parametrize("door", ["stories:add_contribution", "communities:join_community"])
def test_a_guest_form_says_nothing_of_who_has_an_account(door: str) -> None:
    village = a_village("public")
    known, unknown = (
        village.people["neighbour"].email,
        "x" * len(village.people["neighbour"].email.split("@")[0]) + "@example.org",
    )
    told: dict[str, list[Any]] = {known: [], unknown: []}
    for email, answers in told.items():
        form = {"text": "A bean.", "name": "Someone", "email": email, "accepts_charter": "on", "note": ""}
        client = browser()
        for more in ({}, {"code": "000000", "code_sent": "1"}, {"code": "nonsense", "code_sent": "1"}):
            page = client.post(path_to(door, village), {**form, **more})
            body = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", page.content.decode())
            headers = {name: page[name] for name in page.headers if name not in {"X-Request-Id", "Expires"}}
            answers.append((page.status_code, headers, body.replace(email, "@"), sorted(page.cookies)))
    assert told[known] == told[unknown]


@db
def test_invitations_are_not_guessed() -> None:
    village = a_village("private")
    token = village.token
    assert len(token) == 43
    near = [
        token[:-1],
        token + "A",
        token.swapcase(),
        token[::-1],
        str(village.invitation.pk),
        village.invitation.digest,
    ]
    assert not [guess for guess in [*near, "", "\x00", "x" * 10_000] if invitation_behind(guess)]
    assert token not in str(list(Invitation.objects.values()))  # nor read in a copy of the database
    Invitation.objects.update(expires_at=timezone.now())
    assert browser().get(path_to("communities:invitation", village)).status_code == 404
    assert browser().post(path_to("communities:invitation", village), {"name": "Eve"}).status_code == 404


@both
def test_the_last_place_of_an_invitation_is_taken_once() -> None:
    village = a_village("private")
    Invitation.objects.update(most_uses=1)
    path, people = path_to("communities:invitation", village), [a_member(f"Guest {n}") for n in range(4)]
    browsers = [browser(one) for one in people]
    came = together(4, lambda n: browsers[n].post(path, {"accepts_charter": "on"}).status_code)
    assert came.count(302) == 1, came
    assert (
        Membership.objects.filter(community=village.community, member__in=people, state="active").count() == 1
    )


# Sessions


def signed_in(client: Client, email: str = ADA) -> str:
    """Signed in by a code; the session's key."""
    client.post("/sign-in/", {"email": email})
    client.post("/sign-in/code/", {"email": email, "code": sent(email), "name": "Ada"})
    return client.cookies["potager_session"].value


@db
@pytest.mark.parametrize("planted", ["a" * 32, "", "x", "' or 1=1", "0" * 5000])
def test_a_session_that_was_planted_is_not_kept(planted: str) -> None:
    client = browser()
    client.cookies["potager_session"] = planted
    key = signed_in(client)
    assert key != planted
    assert re.fullmatch("[a-z0-9]{32}", key)
    thief = browser()
    thief.cookies["potager_session"] = planted
    assert thief.get("/me/").status_code == 302


@db
def test_a_session_gets_another_key_by_signing_in() -> None:
    client = browser()
    visit = client.session
    visit["something"] = "kept"
    visit.save()
    client.cookies["potager_session"] = visit.session_key
    assert signed_in(client) != visit.session_key
    assert not Session.objects.filter(session_key=digest_of(visit.session_key)).exists()
    member = Member.objects.get()
    member.set_password("beans climb at night")
    member.save()
    again, before = browser(), client.cookies["potager_session"].value
    again.cookies["potager_session"] = before
    assert again.get("/me/").status_code == 302  # the password changed meanwhile
    assert (
        again.post("/sign-in/password/", {"email": ADA, "password": "beans climb at night"}).status_code
        == 302
    )
    assert again.cookies["potager_session"].value != before


@db
def test_signing_out_ends_the_session_on_the_server() -> None:
    client = browser()
    key = signed_in(client)
    copy = browser()
    copy.cookies["potager_session"] = key
    assert copy.get("/me/").status_code == 200
    client.post("/sign-out/")
    assert copy.get("/me/").status_code == 302
    assert not Session.objects.filter(session_key=digest_of(key)).exists()
    assert member_of(key) is None


@db
@pytest.mark.parametrize("end", ["suspended", "erased", "password"])
def test_access_ends_at_once_on_every_device(end: str) -> None:
    village = a_village("private")
    member = village.people["member"]
    phone, laptop = browser(member), browser(member)
    pages = [path_to(name, village) for name in ("stories:story", "press:book", "communities:members")]
    assert {phone.get(page).status_code for page in pages} == {200}
    if end == "suspended":
        Member.objects.filter(pk=member.pk).update(is_active=False)
    elif end == "erased":
        laptop.post("/me/leave/")
    else:
        assert laptop.post("/me/password/", {"password": "leeks under the moon"}).status_code == 302
        assert laptop.get(pages[0]).status_code == 200
    assert {phone.get(page).status_code for page in pages} <= {302, 404}
    assert phone.get("/me/").status_code == 302
    assert member_of(phone.cookies["potager_session"].value) is None
    if end != "password":
        assert not may_listen(member.pk, f"story:{village.story.pk}")
        assert not may_listen(member.pk, f"community:{village.community.pk}")


@db
def test_a_suspended_person_gets_in_by_no_door() -> None:
    member = a_member("Ada", email=ADA)
    member.set_password("beans climb at night")
    member.is_active = False
    member.save()
    client = browser()
    assert (
        client.post("/sign-in/password/", {"email": ADA, "password": "beans climb at night"}).status_code
        == 422
    )
    client.post("/sign-in/", {"email": ADA})
    assert client.post("/sign-in/code/", {"email": ADA, "code": sent()}).status_code == 403
    assert client.get("/me/").status_code == 302


@db
def test_a_new_password_needs_the_old_one_or_a_code() -> None:
    member = a_member("Ada", email=ADA)
    member.set_password("beans climb at night")
    member.save()
    thief = browser(member)  # who found a device that is signed in
    for current in ("", "wrong wrong", "beans climb at nigh"):
        answer = thief.post("/me/password/", {"current": current, "password": "mine from now on"})
        assert answer.status_code == 422
    for _ in range(LIMITS["wrong pair"][0].most):
        thief.post("/me/password/", {"current": "guess", "password": "mine from now on"})
    late = thief.post("/me/password/", {"current": "beans climb at night", "password": "mine from now on"})
    assert late.status_code == 422  # guessing has an end here too
    member.refresh_from_db()
    assert member.check_password("beans climb at night")


@db
def test_removal_and_role_are_asked_for_at_each_act() -> None:
    village = a_village("members")
    Membership.objects.filter(member=village.people["animateur"]).update(role="member")
    assert village.browser("animateur").get(path_to("communities:requests", village)).status_code == 403
    assert (
        village.browser("animateur").post(path_to("communities:accept_request", village)).status_code == 403
    )
    Membership.objects.filter(member=village.people["host"]).update(state="removed")
    for name in (
        "stories:pause_story",
        "stories:close_story",
        "stories:decline_contribution",
        "press:withdraw_book",
    ):
        assert village.browser("host").post(path_to(name, village), {"reason": "x"}).status_code == 404, name
