"""One's own page: name, language, time zone."""

import pytest
from django.test import Client

from potager.journal.models import Activity
from potager.members.models import Member
from potager.testing import a_member

pytestmark = pytest.mark.django_db
NEW = {"name": "Ada  Lovelace", "language": "fr", "time_zone": "America/Montreal"}


def test_a_member_changes_name_language_and_zone(client: Client) -> None:
    ada = a_member("Ada", language="en")
    client.force_login(ada)
    answer = client.post("/me/", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    ada.refresh_from_db()
    assert (ada.display_name, ada.language, ada.time_zone) == ("Ada Lovelace", "fr", "America/Montreal")
    told = Activity.objects.get(kind="member.changed")
    assert (told.actor, told.target, told.facts) == (ada.pk, f"member:{ada.pk}", {})
    page = client.get("/me/")
    assert page["Content-Language"] == "fr"
    assert "Ada Lovelace" in page.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"language": "tlh"},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "/etc"},
    ],
)
def test_what_is_wrong_is_kept_and_explained(client: Client, wrong: dict[str, str]) -> None:
    ada = a_member("Ada")
    client.force_login(ada)
    page = client.post("/me/", {**NEW, **wrong})
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.content.decode()
    ada.refresh_from_db()
    assert (ada.display_name, ada.time_zone) == ("Ada", "Europe/Paris")
    assert not Activity.objects.filter(kind="member.changed").exists()


def test_a_stranger_is_sent_to_the_entrance(client: Client) -> None:
    for answer in (client.get("/me/"), client.post("/me/", NEW)):
        assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/me/")


def test_nobody_changes_someone_else(client: Client) -> None:
    ada = a_member("Ada")
    client.force_login(a_member("Eve"))
    client.post("/me/", {**NEW, "id": str(ada.pk), "email": ada.email, "is_owner": "on"})
    assert Member.objects.get(pk=ada.pk).display_name == "Ada"
    assert not Member.objects.filter(is_owner=True).exists()
