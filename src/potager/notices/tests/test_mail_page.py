"""The page that shows the messages: for the owner; for all in a demo without a mail server; for nobody else."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.mail import send_mail
from django.test import Client

from potager.members.models import Member
from potager.notices.models import Mail
from potager.testing import a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Any) -> None:
    settings.ENV = replace(django_settings.ENV, demo=True)


def test_the_owner_reads_the_messages_newest_first(client: Client) -> None:
    send_mail("First", "Body one", None, ["ada@example.org"])
    send_mail("Second", "Here is your code:\n\n123456\n\nType it.", None, ["bob@example.org"])
    client.force_login(a_member("Olive", is_owner=True))
    page = client.get("/mail/").content.decode()
    assert page.index("Second") < page.index("First")
    assert page.index("bob@example.org") < page.index("123456") < page.index("ada@example.org")
    assert 'data-copy="123456"' in page
    assert "Body one" in page


def test_strangers_members_and_former_owners_learn_nothing(client: Client) -> None:
    missing = client.get("/no-such-page/")
    assert client.get("/mail/").status_code == missing.status_code == 404
    client.force_login(a_member("Ada"))
    assert client.get("/mail/").status_code == 404
    olive = a_member("Olive", is_owner=True)
    client.force_login(olive)
    assert client.get("/mail/").status_code == 200
    Member.objects.filter(pk=olive.pk).update(is_owner=False)
    assert client.get("/mail/").status_code == 404


def test_in_a_demo_everyone_reads_them(client: Client, demo: None) -> None:
    send_mail("First", "123456", None, ["ada@example.org"])
    assert "123456" in client.get("/mail/").content.decode()


def test_in_a_demo_with_a_mail_server_only_the_owner_does(client: Client, settings: Any) -> None:
    settings.ENV = replace(django_settings.ENV, demo=True, smtp_url="smtp://127.0.0.1:1/")
    send_mail("First", "123456", None, ["ada@example.org"])
    assert client.get("/mail/").status_code == 404


def test_where_mail_leaves_the_owner_reads_to_whom_and_about_what(client: Client, settings: Any) -> None:
    settings.ENV = replace(django_settings.ENV, smtp_url="smtp://127.0.0.1:1/")
    send_mail("Your code", "Hello Bob,\n\n123456\n\nType it.", None, ["bob@example.org"])
    client.force_login(a_member("Olive", is_owner=True))
    page = client.get("/mail/").content.decode()
    assert "bob@example.org" in page
    assert "Your code" in page
    assert "123456" not in page
    assert "Hello Bob" not in page


def test_an_empty_page_says_what_comes(client: Client, demo: None) -> None:
    page = client.get("/mail/", headers={"Accept-Language": "en"}).content.decode()
    assert "No message yet" in page


def test_a_message_is_text_on_the_page(client: Client, demo: None) -> None:
    send_mail("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", None, ["ada@example.org"])
    page = client.get("/mail/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_nobody_posts_to_it(client: Client, demo: None) -> None:
    assert client.post("/mail/").status_code == 405


def test_a_code_for_the_owner_is_in_the_terminal_too(client: Client, caplog: Any) -> None:
    olive = a_member("Olive", is_owner=True)
    for email in (olive.email, a_member("Ada").email):
        client.post("/sign-in/", {"email": email})
    told = [record.getMessage() for record in caplog.records if record.name == "potager.notices.actions.mail"]
    code = Mail.objects.get(to=olive.email).body.splitlines()[2]
    assert len(told) == 1
    assert code in told[0]
