"""`potager doctor` says what is missing for mail to come in."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as django_settings

from potager.cli.finding import Wrong
from potager.cli.incoming import incoming

pytestmark = pytest.mark.django_db


def choose(settings: Any, domain: str, **ways: str) -> None:
    settings.REPLY_DOMAIN = domain
    settings.ENV = replace(django_settings.ENV, **ways)


def test_without_settings_it_is_off(settings: Any) -> None:
    choose(settings, "")
    assert "POTAGER_REPLY_DOMAIN" in incoming()


@pytest.mark.parametrize(("domain", "ways", "said"), [
    ("", {"lmtp": "127.0.0.1:2003"}, "no address to answer to"),
    ("reply.example.org", {}, "nothing takes the answers in"),
    ("reply.example.org", {"lmtp": "2003"}, "POTAGER_LMTP looks like"),
    ("reply.example.org", {"imap_url": "imap://host"}, "POTAGER_IMAP_URL looks like"),
    ("reply.example.org", {"imap_url": "imap://u:p@127.0.0.1:1/"}, "does not open"),
    ("x" * 24 + "@example.org", {"mail_secret": "s"}, "too long"),
])  # fmt: skip
def test_what_is_wrong_is_said(settings: Any, domain: str, ways: dict[str, str], said: str) -> None:
    choose(settings, domain, **ways)
    with pytest.raises(Wrong, match=said):
        incoming()


def test_what_is_well_is_named(settings: Any) -> None:
    choose(settings, "reply.example.org", lmtp="127.0.0.1:2003", mail_secret="s3cret")
    assert incoming() == "reply.example.org, LMTP 127.0.0.1:2003, POST /mail/in/"
