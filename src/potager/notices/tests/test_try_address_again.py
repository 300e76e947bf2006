"""The journal tells that an address takes no mail, and that its person wants it tried again."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.mail import send_mail
from django.test import Client

from potager.journal.models import Activity
from potager.notices.actions.reaching import DAYS, note_bounce
from potager.notices.models import Mail, Unreached
from potager.testing import a_member

pytestmark = pytest.mark.django_db


def test_an_address_is_lost_once_and_tried_again_once(client: Client) -> None:
    ada, eve = a_member("Ada"), a_member("Eve")
    for _day in range(DAYS + 1):
        send_mail("Hello", "Body", None, [ada.email])
        note_bounce(Mail.objects.filter(to=ada.email).latest("created_at").pk, said="550")
        Unreached.objects.update(last_on=date(2026, 1, 1))
    note_bounce(uuid4(), said="of no mail of ours")
    (told,) = Activity.objects.filter(kind="address.lost")
    assert (told.target, told.actor, told.facts) == (f"member:{ada.pk}", None, {})
    for who in (eve, ada, ada):
        client.force_login(who)
        client.post("/notices/address/")
        assert Activity.objects.filter(kind="address.tried_again").count() == (0 if who == eve else 1)
    assert not Unreached.objects.exists()
