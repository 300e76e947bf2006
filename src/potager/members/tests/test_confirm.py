"""Codes: guessed, replayed, swapped, late, two at once."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from potager.members import codes
from potager.members.actions import forget_old_codes
from potager.members.models import Attempt, EmailCode, Member
from potager.members.queries import LIMITS
from potager.notices.models import Mail
from potager.testing import a_member

pytestmark = pytest.mark.django_db
ADA, EVE = "ada@example.org", "eve@example.org"
HOME = "192.0.2.7"


def ask(email: str = ADA, address: str = HOME) -> None:
    codes.ask(email=email, language="en", address=address)


def confirm(code: str, email: str = ADA, name: str = "Ada", address: str = HOME) -> Member:
    return codes.confirm(email=email, code=code, name=name, address=address)


def other(code: str, step: int = 1) -> str:
    return f"{(int(code) + step) % 1_000_000:06}"


def test_a_code_serves_once(last_code: Callable[[str], str]) -> None:
    ask()
    code = last_code(ADA)
    assert confirm(code).display_name == "Ada"
    with pytest.raises(codes.WrongCode):
        confirm(code)


def test_only_a_keyed_digest_is_kept(last_code: Callable[[str], str]) -> None:
    ask()
    kept = EmailCode.objects.get()
    assert last_code(ADA) not in kept.digest
    assert len(kept.digest) == 64
    assert not [row for row in Attempt.objects.all() if ADA in row.who or HOME in row.who]


def test_a_code_belongs_to_its_address(last_code: Callable[[str], str]) -> None:
    ask(ADA)
    ask(EVE)
    if last_code(EVE) == last_code(ADA):
        pytest.skip("one in a million")
    with pytest.raises(codes.WrongCode):
        confirm(last_code(EVE), email=ADA)
    with pytest.raises(codes.WrongCode):
        confirm(last_code(ADA), email=EVE)


def test_a_code_dies_after_a_quarter_of_an_hour(last_code: Callable[[str], str]) -> None:
    ask()
    EmailCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(codes.WrongCode):
        confirm(last_code(ADA))


def test_the_last_two_codes_serve_until_one_did(last_code: Callable[[str], str]) -> None:
    sent = []
    for _time in range(3):
        ask()
        sent.append(last_code(ADA))
    if len(set(sent)) < 3:
        pytest.skip("one in a million")
    with pytest.raises(codes.WrongCode):
        confirm(sent[0])
    confirm(sent[1])
    with pytest.raises(codes.WrongCode):
        confirm(sent[2])


def test_five_wrong_tries_kill_a_code(last_code: Callable[[str], str]) -> None:
    ask()
    code = last_code(ADA)
    for step in range(1, 6):
        with pytest.raises(codes.WrongCode):
            confirm(other(code, step))
    with pytest.raises(codes.WrongCode):
        confirm(code)


@pytest.mark.parametrize(
    "nonsense",
    ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "１２３４５６", "12\x003456", "-12345", "9" * 5000],
)
def test_what_is_no_code_is_a_wrong_one(nonsense: str) -> None:
    ask()
    with pytest.raises(codes.WrongCode):
        confirm(nonsense)


def test_guessing_is_hopeless_even_with_many_codes_and_many_machines() -> None:
    """At most 30 wrong tries a day against one address, each right with 2 in a million."""
    tries = 0
    for number in range(400):
        with_code = number % 5 == 0
        if with_code:
            Attempt.objects.filter(scope__startswith="ask").delete()
            ask()
        try:
            confirm("000000", address=f"198.51.100.{number % 250}")
        except codes.WrongCode:
            tries += 1
        except codes.TooManyTries:
            pass
    assert tries == 30
    assert tries * 2 / 1_000_000 < 1e-4


def test_one_stranger_cannot_shut_a_person_out(last_code: Callable[[str], str]) -> None:
    for _try in range(40):
        with pytest.raises((codes.WrongCode, codes.TooManyTries)):
            confirm("000000", address="203.0.113.9")
    ask(ADA, HOME)
    assert confirm(last_code(ADA), address=HOME).email == ADA


def test_a_wrong_try_is_counted_even_if_the_caller_fails() -> None:
    ask()
    with pytest.raises(codes.WrongCode):
        confirm("000000" if EmailCode.objects.exists() else "")
    assert EmailCode.objects.get().attempts == 1
    assert Attempt.objects.filter(scope="wrong email").count() == 1


@pytest.mark.django_db(transaction=True)
def test_confirming_inside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        confirm("000000")


def test_asking_is_limited_per_address_and_says_until_when() -> None:
    for _time in range(5):
        ask()
    with pytest.raises(codes.TooManyTries) as refused:
        ask()
    assert (
        timezone.now() + timedelta(minutes=14) < refused.value.until < timezone.now() + timedelta(minutes=16)
    )
    assert Mail.objects.count() == 5
    ask(EVE)
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=16))
    ask()


def test_twenty_codes_a_day_are_enough() -> None:
    for _round in range(4):
        for _time in range(5):
            ask()
        Attempt.objects.update(at=timezone.now() - timedelta(hours=1))
    with pytest.raises(codes.TooManyTries):
        ask()


def test_a_classroom_behind_one_address_gets_in(last_code: Callable[[str], str]) -> None:
    for number in range(60):
        pupil = f"pupil-{number}@example.org"
        ask(pupil)
        with pytest.raises(codes.WrongCode):
            confirm("x", email=pupil)  # everyone mistypes once
        assert confirm(last_code(pupil), email=pupil, name=f"Pupil {number}").email == pupil


def test_one_machine_cannot_flood_the_world(settings: Any) -> None:
    most = LIMITS["ask client"][0].most
    now = timezone.now()
    ask("first@example.org")
    who = Attempt.objects.get(scope="ask client").who
    Attempt.objects.bulk_create([Attempt(scope="ask client", who=who, at=now) for _ in range(most - 1)])
    with pytest.raises(codes.TooManyTries):
        ask("second@example.org")
    ask("second@example.org", address="192.0.2.8")


def test_all_machines_together_cannot_either() -> None:
    ask("first@example.org")
    row = Attempt.objects.get(scope="ask anyone")
    Attempt.objects.bulk_create([Attempt(scope=row.scope, who=row.who) for _ in range(3000)])
    with pytest.raises(codes.TooManyTries):
        ask("second@example.org", address="198.51.100.1")


def test_an_ipv6_customer_is_one_client() -> None:
    ask("a@example.org", address="2001:db8:1:2::1")
    ask("b@example.org", address="2001:db8:1:2:ffff::9")
    ask("c@example.org", address="2001:db8:1:3::1")
    assert Attempt.objects.filter(scope="ask client").values("who").distinct().count() == 2


def test_a_refused_code_page_still_takes_a_code(client: Client, last_code: Callable[[str], str]) -> None:
    for _time in range(5):
        client.post("/sign-in/", {"email": ADA})
    page = client.post("/sign-in/", {"email": ADA})
    assert page.status_code == 429
    assert "try again at" in page.content.decode()
    assert 'name="code"' in page.content.decode()
    answer = client.post("/sign-in/code/", {"email": ADA, "code": last_code(ADA), "name": "Ada"})
    assert answer.status_code == 302


def test_a_bad_name_is_refused_before_any_mail() -> None:
    with pytest.raises(codes.NameRefused):
        codes.ask(email=ADA, name="\u200b", language="en", address=HOME)
    with pytest.raises(codes.BadAddress):
        codes.ask(email="ada@", language="en", address=HOME)
    assert not Mail.objects.exists()


def test_the_mail_holds_nothing_that_the_asker_wrote(last_code: Callable[[str], str]) -> None:
    codes.ask(email=ADA, name="Buy at evil.example", language="fr", address=HOME)
    mail = Mail.objects.get()
    assert "evil" not in mail.subject + mail.body
    assert last_code(ADA) not in mail.subject


def test_what_is_old_is_forgotten() -> None:
    ask()
    forget_old_codes(timezone.now())
    assert EmailCode.objects.exists()
    forget_old_codes(timezone.now() + timedelta(days=2))
    assert not EmailCode.objects.exists()
    assert not Attempt.objects.exists()


def at_once(count: int, work: Callable[[], object]) -> list[object]:
    """What `count` threads get when they start together: results, or the exceptions they met."""
    barrier, results = Barrier(count), []

    def run() -> None:
        barrier.wait()
        try:
            results.append(work())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_of_two_confirmations_at_once_one_wins(last_code: Callable[[str], str]) -> None:
    ask()
    code = last_code(ADA)
    results = at_once(4, lambda: confirm(code))
    assert sorted(type(result).__name__ for result in results) == ["Member", *["WrongCode"] * 3]
    assert Member.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_wrong_tries_at_once_are_all_counted(last_code: Callable[[str], str]) -> None:
    ask()
    wrong = other(last_code(ADA))
    results = at_once(8, lambda: confirm(wrong))
    assert {type(result).__name__ for result in results} <= {"WrongCode", "TooManyTries"}
    assert EmailCode.objects.get().attempts == 5
    assert Attempt.objects.filter(scope="wrong email").count() == 8


def test_an_account_that_exists_is_found_whatever_its_capitals(last_code: Callable[[str], str]) -> None:
    ada = a_member("Ada", email="Ada.L@Example.org")
    ask("ada.l@EXAMPLE.org")
    assert confirm(last_code("ada.l@example.org"), email="ADA.L@example.org", name="") == ada
