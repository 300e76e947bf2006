"""Whom an act concerns is told once, whatever crashes and repeats."""

from collections.abc import Iterator
from typing import Any

import pytest

from potager.journal import kinds
from potager.journal.kinds import Kind, Notice, declare
from potager.journal.models import Activity, Cursor, ParkedActivity
from potager.journal.read import all_readers, catch_up
from potager.journal.record import act
from potager.members.models import Member
from potager.notices.models import Delivery, Mail
from potager.notices.readers import NAME, handle
from potager.testing import a_member

pytestmark = pytest.mark.django_db
READER = next(reader for reader in all_readers() if reader.name == NAME)


@pytest.fixture
def greeted() -> Iterator[list[Any]]:
    """A kind of act that tells every active member, and what its notices look like."""
    broken: list[Any] = []

    def notices(activity: Activity) -> Iterator[Notice]:
        for member in Member.objects.filter(is_active=True).order_by("email"):
            subject = "Hello\r\nBcc: eve@example.org"
            yield Notice(member=member.pk, address=member.email, language="en", subject=subject, body="Body")
            if broken:
                raise broken.pop()

    name = "test.greeted"
    declare(Kind(name=name, action="greet", sentence="%(actor)s", activitystreams="Note", notices=notices))
    yield broken
    kinds._kinds.pop(name)


def greet(by: Member) -> None:
    with act("test.greeted", by=by) as done:
        done(by)


def test_each_person_is_told_once(greeted: list[Any]) -> None:
    ada, _bob = a_member("Ada"), a_member("Bob")
    catch_up(READER)
    greet(ada)
    catch_up(READER)
    catch_up(READER)
    assert Mail.objects.count() == Delivery.objects.count() == 2
    assert "\n" not in Mail.objects.first().subject


def test_an_act_that_is_read_again_tells_nobody_again(greeted: list[Any]) -> None:
    ada = a_member("Ada")
    catch_up(READER)
    greet(ada)
    catch_up(READER)
    Cursor.objects.update(position=0)  # as after a restored backup
    catch_up(READER)
    handle(Activity.objects.get(kind="test.greeted"))
    assert Mail.objects.count() == 1


def test_a_crash_between_two_people_tells_neither_twice(greeted: list[Any]) -> None:
    ada, _bob = a_member("Ada"), a_member("Bob")
    catch_up(READER)
    greeted.append(RuntimeError("cut"))
    greet(ada)
    catch_up(READER)  # the first try is rolled back with its mail, the second tells both
    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted([ada.email, _bob.email])
    assert not ParkedActivity.objects.exists()


def test_who_has_left_meanwhile_is_not_told(greeted: list[Any]) -> None:
    ada, bob = a_member("Ada"), a_member("Bob")
    catch_up(READER)
    greet(ada)
    Member.objects.filter(pk=bob.pk).update(is_active=False)
    catch_up(READER)
    assert [mail.to for mail in Mail.objects.all()] == [ada.email]


def test_an_act_that_concerns_nobody_sends_nothing() -> None:
    a_member("Ada")
    catch_up(READER)
    assert not Mail.objects.exists()
