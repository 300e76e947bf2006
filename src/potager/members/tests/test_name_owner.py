"""The first run: the code of the terminal, the owner, and everyone who comes too late."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from potager.journal.models import Activity
from potager.members import first_run
from potager.members.actions import OwnerExists, WrongFirstRunCode, name_owner
from potager.members.models import FirstRunCode, Member
from potager.testing import a_member

pytestmark = pytest.mark.django_db


def filled(code: str | None, **other: str) -> dict[str, str]:
    given = {"code": code or "", "name": "Olive", "email": "olive@example.org"}
    return {**given, "language": "fr", "time_zone": "Europe/Brussels", **other}


def test_whoever_reads_the_terminal_becomes_the_owner(client: Client) -> None:
    code = first_run.code()
    assert client.get("/first-run/").status_code == 200
    answer = client.post("/first-run/", filled(f" {code.lower().replace('-', ' ')} "))
    assert (answer.status_code, answer["Location"]) == (302, "/c/new/")
    owner = Member.objects.get()
    assert (owner.is_owner, owner.email, owner.display_name) == (True, "olive@example.org", "Olive")
    assert (owner.language, owner.time_zone) == ("fr", "Europe/Brussels")
    told = [(row.kind, row.actor, row.target) for row in Activity.objects.order_by("position")]
    assert told == [(kind, owner.pk, f"member:{owner.pk}") for kind in ("member.joined", "owner.named")]
    assert client.session["_auth_user_id"] == str(owner.pk)
    assert client.get("/me/").status_code == 200
    assert (
        client.get("/first-run/").status_code == client.post("/first-run/", filled(code)).status_code == 404
    )
    assert first_run.code() is None
    assert not FirstRunCode.objects.exists()


def test_a_guest_who_wrote_already_becomes_the_owner(client: Client) -> None:
    nour = a_member("Nour")
    client.force_login(nour)
    page = client.get("/first-run/").content.decode()
    assert nour.email in page
    client.post("/first-run/", filled(first_run.code(), email=nour.email, name="Nour"))
    nour.refresh_from_db()
    assert nour.is_owner
    assert Member.objects.count() == 1


def test_a_wrong_code_makes_nobody_an_owner(client: Client) -> None:
    code = first_run.code()
    page = client.post("/first-run/", filled("AAAA-BBBB-CCCC"))
    assert page.status_code == 422
    text = page.content.decode()
    assert "not the code" in text
    assert 'value="olive@example.org"' in text
    assert not Member.objects.exists()
    assert code
    assert code not in text


def test_guesses_are_limited(client: Client) -> None:
    code = first_run.code()
    for _try in range(20):
        client.post("/first-run/", filled("AAAA-BBBB-CCCC"))
    page = client.post("/first-run/", filled(code))
    assert "try again at" in page.content.decode()
    assert not Member.objects.exists()


def test_each_start_shows_a_new_code_and_the_last_ones_serve() -> None:
    codes = [first_run.code() for _start in range(10)]
    assert len(set(codes)) == 10
    with pytest.raises(WrongFirstRunCode):
        name_owner(code=codes[0] or "", name="Olive", email="olive@example.org")
    assert name_owner(code=codes[5] or "", name="Olive", email="olive@example.org").is_owner


def test_no_code_no_owner() -> None:
    with pytest.raises(WrongFirstRunCode):
        name_owner(code="", name="Olive", email="olive@example.org")


def test_the_code_is_kept_as_a_digest() -> None:
    code = first_run.code() or ""
    assert code.replace("-", "") not in FirstRunCode.objects.get().digest


@pytest.mark.django_db(transaction=True)
def test_of_two_newcomers_at_once_one_is_the_owner() -> None:
    codes = [first_run.code() or "" for _start in range(3)]
    barrier, results = Barrier(3), []

    def run(number: int) -> None:
        barrier.wait()
        try:
            name_owner(code=codes[number], name="Olive", email=f"olive-{number}@example.org")
            results.append("owner")
        except OwnerExists:
            results.append("too late")
        finally:
            connection.close()

    threads = [Thread(target=run, args=[number]) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["owner", "too late", "too late"]
    assert Member.objects.filter(is_owner=True).count() == Member.objects.count() == 1
