"""Mail that a program posts: only with the secret, once, and within limits."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from potager.letterbox import views
from potager.letterbox.models import Letter
from potager.lib.replies import address_for

from .conftest import Talk, work

pytestmark = pytest.mark.django_db
HERE = "/mail/in/"


@pytest.fixture(autouse=True)
def _secret(settings: Any) -> None:
    settings.ENV = replace(django_settings.ENV, mail_secret="s3cret")


def post(raw: bytes, *, secret: str = "s3cret", sort: str = "message/rfc822", **headers: str) -> int:
    headers["Authorization"] = f"Bearer {secret}"
    return Client().post(HERE, raw, content_type=sort, headers=headers).status_code


@pytest.mark.parametrize("sort", ["message/rfc822", "application/x-www-form-urlencoded", "text/plain"])
def test_a_mail_is_taken_once(talk: Talk, sort: str) -> None:
    raw = talk.mail("By a filter").as_bytes()
    assert post(raw, sort=sort) == 202
    assert post(raw, sort=sort) == 202
    work()
    assert talk.bodies[1:] == ["By a filter"]


def test_who_it_is_for_may_be_told_beside_it(talk: Talk) -> None:
    raw = talk.mail(To="").as_bytes()
    assert post(raw) == 200
    assert post(raw, **{"X-Envelope-To": address_for(talk.bo.pk, f"topic:{talk.topic.pk}")}) == 202


def test_a_stranger_finds_nothing(talk: Talk, settings: Any) -> None:
    raw = talk.mail().as_bytes()
    assert post(raw, secret="guess") == 404
    assert post(raw) == 202
    assert Client().post(HERE, raw, content_type="message/rfc822").status_code == 404
    assert Client().get(HERE).status_code == 405
    settings.ENV = replace(django_settings.ENV, mail_secret=None)
    assert post(raw, secret="") == 404
    assert Letter.objects.count() == 1


def test_too_much_is_refused(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_BYTES", 1_000)
    assert post(talk.mail("word " * 1_000).as_bytes()) == 413
    assert post(b"") == 200
    assert post(b"\xff\x00" * 100) == 200
    assert not Letter.objects.exists()
