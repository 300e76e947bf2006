"""The pen: one act is one change and one row, or neither."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from potager.journal.models import Activity, Cursor
from potager.journal.record import AlreadyDone, NothingTold, act
from potager.journal.tests.garden import Gardener, Planted, plant, plants, told, water

pytestmark = pytest.mark.django_db


def test_an_act_is_its_change_and_its_row(gardener: Gardener) -> None:
    plant(by=gardener, name="leek")
    row = Activity.objects.get()
    assert plants() == ["plant leek"]
    assert (row.kind, row.version, row.actor, row.origin) == ("plant.planted", 2, gardener.pk, "here")
    assert (row.target, row.place) == ("cursor:plant leek", "cursor:plant leek")
    assert row.facts == {"plant": "leek", "depth": 3}


def test_the_clock_acts_without_a_name() -> None:
    plant(by=None, name="leek")
    assert Activity.objects.get().actor is None


def test_an_act_that_tells_nothing_is_refused_and_undone(gardener: Gardener) -> None:
    with pytest.raises(NothingTold), act("plant.planted", by=gardener):
        Cursor.objects.create(reader="plant leek")
    assert plants() == told() == []


def test_an_act_that_fails_leaves_nothing(gardener: Gardener) -> None:
    with pytest.raises(ZeroDivisionError), act("plant.planted", by=gardener) as done:
        done(Cursor.objects.create(reader="plant leek"), Planted(plant="leek"))
        raise ZeroDivisionError
    assert plants() == told() == []


def test_facts_of_another_kind_are_refused(gardener: Gardener) -> None:
    with pytest.raises(TypeError, match="wants Planted"), act("plant.planted", by=gardener) as done:
        done(Cursor(reader="plant leek"))


def test_nested_acts_are_told_together_the_inner_first(gardener: Gardener) -> None:
    with act("plant.watered", by=gardener) as done:
        thing = plant(by=gardener, name="leek")
        assert told() == []  # not yet: the lock that orders commits is taken last
        done(thing)
    assert told() == ["plant.planted cursor:plant leek", "plant.watered cursor:plant leek"]


def test_an_inner_act_that_fails_takes_only_itself_back(gardener: Gardener) -> None:
    with act("plant.planted", by=gardener) as done:
        with pytest.raises(NothingTold), act("plant.watered", by=gardener):
            plant(by=gardener, name="weed")
        thing = Cursor.objects.create(reader="plant leek")
        done(thing, Planted(plant="leek"))
    assert plants() == ["plant leek"]
    assert told() == ["plant.planted cursor:plant leek"]


def test_an_outer_act_that_fails_takes_the_inner_back(gardener: Gardener) -> None:
    with pytest.raises(NothingTold), act("plant.watered", by=gardener):
        plant(by=gardener, name="leek")
    assert plants() == told() == []


def test_the_same_key_twice_is_one_act_and_the_first_answer(gardener: Gardener) -> None:
    key = uuid4()
    first = plant(by=gardener, name="leek", key=key)
    assert plant(by=gardener, name="onion", key=key) == first
    assert (plants(), len(told())) == (["plant leek"], 1)


def test_a_key_belongs_to_one_person(gardener: Gardener) -> None:
    key = uuid4()
    plant(by=gardener, name="leek", key=key)
    plant(by=Gardener(uuid4()), name="onion", key=key)
    assert plants() == ["plant leek", "plant onion"]


def test_a_key_that_was_used_for_another_kind_of_thing_is_told(gardener: Gardener) -> None:
    key = uuid4()
    with act("plant.watered", by=gardener, key=key) as done:
        done(Activity(position=7))
    with pytest.raises(AlreadyDone):
        plant(by=gardener, name="leek", key=key)


def test_a_fault_of_the_domain_is_not_taken_for_a_second_key(gardener: Gardener) -> None:
    Cursor.objects.create(reader="plant leek")
    with pytest.raises(IntegrityError):
        plant(by=gardener, name="leek", key=uuid4())
    assert told() == []


@pytest.mark.parametrize("change", [{"origin": "elsewhere"}, None], ids=["update", "delete"])
def test_the_database_refuses_to_change_a_row(gardener: Gardener, change: dict[str, str] | None) -> None:
    plant(by=gardener, name="leek")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows = Activity.objects.all()
        rows.update(**change) if change else rows.delete()
    assert len(told()) == 1


@pytest.mark.django_db(transaction=True)
def test_one_key_sent_by_eight_at_once_is_one_act(gardener: Gardener) -> None:
    key, start = uuid4(), Barrier(8)

    def send(number: int) -> str:
        start.wait()
        try:
            return plant(by=gardener, name=f"leek {number}", key=key).reader
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))
    assert [*answers] == plants()
    assert len(told()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_key_in_an_inner_act_meets_its_second_too(gardener: Gardener) -> None:
    key, start = uuid4(), Barrier(4)

    def send(number: int) -> str:
        start.wait()
        try:
            with (
                act("plant.watered", by=gardener) as done,
                act("plant.planted", by=gardener, key=key) as inner,
            ):
                thing = Cursor.objects.create(reader=f"plant {number}")
                inner(thing, Planted(plant="leek"))
                done(thing)
        except AlreadyDone as again:
            return again.activity.target
        finally:
            connection.close()
        return f"cursor:plant {number}"

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(send, range(4)))
    assert len(answers) == len(plants()) == 1
    assert len(told()) == 2


@pytest.mark.django_db(transaction=True)
def test_acts_of_two_threads_do_not_mix(gardener: Gardener) -> None:
    def work(name: str) -> None:
        try:
            for number in range(10):
                with act("plant.watered", by=gardener) as done:
                    done(plant(by=gardener, name=f"{name} {number}"))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, "abcd"))
    rows = list(Activity.objects.order_by("position").values_list("kind", "target"))
    pairs = list(zip(rows[::2], rows[1::2], strict=True))
    assert len(pairs) == 40
    assert all(
        first[0] == "plant.planted" and second == ("plant.watered", first[1]) for first, second in pairs
    )


def test_water_changes_what_grows(gardener: Gardener) -> None:
    thing = plant(by=gardener, name="leek")
    water(by=gardener, thing=thing)
    assert Cursor.objects.get(pk=thing.pk).position == 1
    assert told()[-1] == "plant.watered cursor:plant leek"
