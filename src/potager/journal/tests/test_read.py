"""Readers: a cursor each; nothing missed, nothing twice, nothing that stops them."""

from collections.abc import Callable

import pytest

from potager.journal import read
from potager.journal.models import Activity, Cursor, ParkedActivity
from potager.journal.read import Reader, all_readers, catch_up, last_position, read_on
from potager.journal.tests.garden import Gardener, plant, water

pytestmark = pytest.mark.django_db


class Notebook:
    """What a reader saw."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, activity: Activity) -> None:
        self.seen.append(activity.facts.get("plant", activity.kind))


@pytest.fixture
def notebook() -> Notebook:
    """An empty one."""
    return Notebook()


def reader(handle: Callable[[Activity], None], **options: object) -> Reader:
    """A reader that begins with the first act."""
    return Reader(name="gatherer", handle=handle, from_start=True, **options)  # type: ignore[arg-type]


def test_acts_are_handled_in_order_and_once(gardener: Gardener, notebook: Notebook) -> None:
    for name in ("leek", "onion"):
        plant(by=gardener, name=name)
    assert catch_up(reader(notebook)) == 2
    plant(by=gardener, name="bean")
    assert catch_up(reader(notebook)) == 1
    assert catch_up(reader(notebook)) == 0
    assert notebook.seen == ["leek", "onion", "bean"]


def test_a_new_reader_begins_at_the_end(gardener: Gardener, notebook: Notebook) -> None:
    plant(by=gardener, name="leek")
    late = Reader(name="latecomer", handle=notebook)
    assert catch_up(late) == 0
    plant(by=gardener, name="onion")
    assert catch_up(late) == 1
    assert notebook.seen == ["onion"]


def test_a_reader_hears_only_the_kinds_it_wants(gardener: Gardener, notebook: Notebook) -> None:
    water(by=gardener, thing=plant(by=gardener, name="leek"))
    catch_up(reader(notebook, kinds=frozenset({"plant.watered"})))
    assert notebook.seen == ["plant.watered"]
    assert Cursor.objects.get(pk="gatherer").position == last_position()


@pytest.mark.parametrize(("asks", "seen"), [(False, ["onion"]), (True, ["leek", "onion"])])
def test_imports_are_for_those_who_ask(
    gardener: Gardener, notebook: Notebook, asks: bool, seen: list[str]
) -> None:
    plant(by=gardener, name="leek", origin="import")
    plant(by=gardener, name="onion")
    catch_up(reader(notebook, reads_imports=asks))
    assert notebook.seen == seen


def test_a_batch_is_bounded_in_number_and_in_time(
    gardener: Gardener, notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        plant(by=gardener, name=str(number))
    assert read_on(reader(notebook), batch=2) == 2
    monkeypatch.setattr(read, "LONGEST_HOLD", 0)
    assert read_on(reader(notebook)) == 1
    assert catch_up(reader(notebook)) == 2
    assert notebook.seen == list("01234")


def test_a_poison_act_is_tried_parked_and_passed(gardener: Gardener, notebook: Notebook) -> None:
    tries = []

    def handle(activity: Activity) -> None:
        Cursor.objects.create(reader=f"half done {activity.position}")
        if activity.facts["plant"] == "hemlock":
            tries.append(activity.position)
            raise ValueError("not edible")
        notebook(activity)

    for name in ("leek", "hemlock", "onion"):
        plant(by=gardener, name=name)
    assert catch_up(reader(handle)) == 3
    parked = ParkedActivity.objects.get()
    assert (parked.reader, parked.error) == ("gatherer", "ValueError('not edible')")
    assert parked.activity_id == tries[0]
    assert (notebook.seen, len(tries)) == (["leek", "onion"], 3)
    assert not Cursor.objects.filter(reader=f"half done {tries[0]}").exists()


def test_a_fault_that_passes_is_forgiven(gardener: Gardener, notebook: Notebook) -> None:
    faults = iter([ValueError, ValueError, None])

    def handle(activity: Activity) -> None:
        if fault := next(faults):
            raise fault
        notebook(activity)

    plant(by=gardener, name="leek")
    catch_up(reader(handle))
    assert notebook.seen == ["leek"]
    assert not ParkedActivity.objects.exists()


def test_readers_are_known_by_name(monkeypatch: pytest.MonkeyPatch, notebook: Notebook) -> None:
    monkeypatch.setattr(read, "_readers", {})
    second, first = Reader(name="b", handle=notebook), Reader(name="a", handle=notebook)
    read.register(second)
    read.register(first)
    assert all_readers() == [first, second]
