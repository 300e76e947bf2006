"""Telling the past: the moment of the act changes, and nothing else does."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from potager.journal.models import Activity
from potager.journal.past import moment_told, told_at
from potager.journal.record import act
from potager.journal.tests.garden import Gardener, Planted, plant, water

pytestmark = pytest.mark.django_db
SPRING = datetime(2020, 4, 1, 9, tzinfo=UTC)


def test_what_is_told_then_happened_then(gardener: Gardener) -> None:
    before = timezone.now()
    with told_at(SPRING):
        plant(by=gardener, name="leek")
    row = Activity.objects.get()
    assert row.happened_at == SPRING
    assert before <= row.recorded_at <= timezone.now(), "the true time of writing stays"
    assert (row.kind, row.actor, row.target) == ("plant.planted", gardener.pk, "cursor:plant leek")


def test_an_act_that_knows_its_moment_happened_then_too(gardener: Gardener) -> None:
    with told_at(SPRING), act("plant.planted", by=gardener) as done:
        done(plant(by=gardener, name="leek"), Planted(plant="leek"), happened_at=timezone.now())
    assert set(Activity.objects.values_list("happened_at", flat=True)) == {SPRING}


def test_afterwards_it_is_now_again(gardener: Gardener) -> None:
    with pytest.raises(ZeroDivisionError), told_at(SPRING):
        raise ZeroDivisionError
    water(by=gardener, thing=plant(by=gardener, name="leek"))
    assert all(timezone.now() - row.happened_at < timedelta(minutes=1) for row in Activity.objects.all())


def test_the_inner_moment_counts(gardener: Gardener) -> None:
    with told_at(SPRING):
        with told_at(SPRING + timedelta(days=1)):
            plant(by=gardener, name="leek")
        assert moment_told() == SPRING
    assert Activity.objects.get().happened_at == SPRING + timedelta(days=1)


def test_a_key_sent_twice_is_one_act_in_the_past_too(gardener: Gardener) -> None:
    key = uuid4()
    for name in ("leek", "weed"):
        with told_at(SPRING):
            plant(by=gardener, name=name, key=key)
    assert Activity.objects.count() == 1
