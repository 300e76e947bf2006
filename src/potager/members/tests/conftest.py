"""What the tests of members share."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from potager.notices.models import Mail


@pytest.fixture
def last_code() -> Callable[[str], str]:
    """The newest code sent to an address."""

    def find(email: str) -> str:
        body = Mail.objects.filter(to=email).order_by("-created_at", "-pk")[0].body
        return re.search(r"^\d{6}$", body, re.MULTILINE)[0]

    return find


@pytest.fixture
def client() -> Client:
    """A browser that speaks English."""
    return Client(headers={"Accept-Language": "en"})
