"""No page has anything inline, and every answer says so: faults as well."""

import pytest
from markup import assert_harmless
from village import a_village, browser
from ways import WAYS, path_to

from potager.testing import a_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("visibility", ["public", "members"])
def test_every_answer_is_closed_to_scripts_from_elsewhere(visibility: str) -> None:
    village = a_village(visibility)
    for who in ("stranger", "owner"):
        for name in WAYS:
            assert_harmless(village.browser(who).get(path_to(name, village)), (name, who))
        for name, way in WAYS.items():
            if way.posts and name not in {"members:sign_out", "members:leave"}:  # an empty form: refusals
                assert_harmless(village.browser(who).post(path_to(name, village)), (name, who))


def test_faults_are_closed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    village = a_village("public")
    client = browser()
    assert_harmless(client.get("/nothing/"))
    assert_harmless(client.post("/sign-in/", {f"f{n}": "x" for n in range(300)}))  # 400
    assert_harmless(client.post("/sign-in/", headers={"origin": "null"}))
    assert_harmless(client.put(path_to("members:sign_out", village)))
    _break_the_database(monkeypatch)
    for path in ("/", "/sign-in/"):
        answer = client.post(
            path, {"email": "<script>alert(1)</script>", "name": '"><img src=x onerror=alert(1)>'}
        )
        if answer.status_code >= 500:
            assert_harmless(answer, path)


def _break_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from potager.members import actions

    def refuse(**_given: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(actions, "ask", refuse)


def test_a_locked_database_writes_no_secret_into_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from potager.members import actions

    def refuse(*_given: object, **_named: object) -> None:
        raise OperationalError("database is locked")

    member = a_member("Ada", language="en")
    for name in ("change_password", "check_password", "confirm", "name_owner"):
        monkeypatch.setattr(actions, name, refuse)
    secret = {"current": "a secret of mine", "password": "a secret of mine", "code": "a secret of mine"}
    secret |= {"email": "ada@example.org", "name": "Ada", "language": "en", "time_zone": "UTC"}
    for client, path in (
        (browser(member), "/me/password/"), (browser(), "/sign-in/password/"), (browser(), "/sign-in/code/"),
        (browser(), "/first-run/"),
    ):  # fmt: skip
        answer = client.post(path, secret)
        assert answer.status_code == 503, path
        assert "a secret of mine" not in answer.content.decode(), path
        assert_harmless(answer)


def test_no_identifier_of_a_person_stands_in_a_page() -> None:
    village = a_village("public")
    page = village.browser("stranger").get(path_to("stories:story", village)).content.decode()
    assert str(village.people["member"].pk) not in page
    for person in village.people.values():
        assert str(person.pk) not in page
