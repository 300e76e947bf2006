"""Lean statements do what the ORM's do."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Exists
from django.utils import timezone

from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.statements import (
    answer,
    change,
    first_where,
    for_each,
    greatest,
    increment,
    insert,
    insert_all,
    primary_key_where,
    twin,
)
from potager.stories.models import Contribution, Story
from potager.testing import a_story

pytestmark = pytest.mark.django_db


def concrete(instance):
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.concrete_fields}


def a_contribution(story: Story) -> Contribution:
    return Contribution(
        story=story, author=story.host, signature="Ada", position=1, text="« Été » 🌱\n'); --", sentences=1
    )


def test_a_row_is_inserted_and_read_as_by_the_orm() -> None:
    made = a_contribution(a_story())
    insert(made)
    by_orm = Contribution.objects.get(pk=made.pk)
    lean = first_where(Contribution, id=made.pk)
    assert concrete(lean) == concrete(by_orm) == concrete(made)
    assert lean == by_orm and not lean._state.adding and not made._state.adding


def test_many_rows_are_inserted_and_those_that_are_there_stay() -> None:
    story = a_story()
    first, second = a_contribution(story), a_contribution(story)
    third = Contribution(story=story, author=story.host, signature="B", position=2, text="x", sentences=1)
    insert_all([])
    insert_all([first])
    insert_all([second, third])  # the second has the position of the first
    assert list(Contribution.objects.filter(story=story).order_by("position")) == [first, third]
    assert concrete(Contribution.objects.get(pk=third.pk)) == concrete(third)


def test_a_twin_is_another_one() -> None:
    story = a_story()
    other = twin(story)
    other.title, other.host.display_name = "Other", "Somebody"
    other.community = a_story().community
    assert story.title != "Other" and story.community != other.community and other == story
    assert concrete(twin(story)) == concrete(story) and twin(story).host is story.host


def test_a_key_made_by_the_database_is_set() -> None:
    row = Activity(
        kind="x.y", version=1, target="a:b", place="a:c", facts={"n": [1, "é"]}, key=uuid7(), actor=uuid7()
    )
    insert(row)
    assert row.pk == Activity.objects.latest("position").pk
    assert concrete(first_where(Activity, position=row.pk)) == concrete(Activity.objects.get(pk=row.pk))
    assert primary_key_where(Activity, actor=row.actor, key=row.key) == row.pk
    assert greatest(Activity, "position", place="a:c") == row.pk


def test_what_is_not_there() -> None:
    assert first_where(Story, id=uuid7()) is None
    assert primary_key_where(Activity, actor=uuid7(), key=uuid7()) is None
    assert greatest(Activity, "position", place="a:nowhere") is None
    with pytest.raises(Story.DoesNotExist):
        increment(Story(pk=uuid7()), "length", read=("closed_at",))


def test_an_increment_reads_what_changed_meanwhile() -> None:
    old = a_story()
    now = timezone.now()
    Story.objects.filter(pk=old.pk).update(paused_at=now, length=6)
    increment(old, "length", read=("paused_at", "closes_at", "released_at"))
    assert (old.length, old.paused_at, old.released_at) == (7, now, None)
    assert concrete(old) == concrete(Story.objects.get(pk=old.pk))


def test_a_change_is_made() -> None:
    story = a_story()
    assert change(Story, {"id": story.pk, "length": 0}, title="Later", length=3)
    story.refresh_from_db()
    assert (story.title, story.length) == ("Later", 3)
    assert not change(Story, {"id": story.pk, "length": 0}, length=1)


def _long(host: UUID, length: int, before: datetime) -> Any:
    later = Story.objects.filter(host=host, created_at__lt=before).order_by("title")
    rows = Story.objects.filter(host=host, length__gte=length).order_by("title")
    return rows.values_list("title", Exists(later), "length")


def test_a_question_is_compiled_once_and_asked_with_any_values() -> None:
    one, other = a_story(title="One"), a_story(title="Other")
    now = timezone.now()
    for story, before, length, wanted in (
        (one, now, 0, ("One", True, 0)),
        (other, now, 0, ("Other", True, 0)),
        (other, now - timedelta(days=1), 0, ("Other", False, 0)),
        (one, now, 1, None),
    ):
        row = answer(_long, host=story.host_id, length=length, before=before)
        assert (row and (row[0], bool(row[1]), row[2])) == wanted


def _hosts(ids: Sequence[UUID]) -> Any:
    return (
        Story.objects.filter(pk__in=ids, length=0).order_by("title").values_list("pk", "host", "created_at")
    )


def test_rows_are_found_for_one_identifier_as_for_many() -> None:
    stories = [a_story(title=f"Story {number}") for number in range(3)]
    ids = [story.pk for story in stories]
    rows = [(story.pk, story.host_id, story.created_at) for story in stories]
    assert list(for_each(_hosts, ids, at_once=2)) == rows
    assert [list(for_each(_hosts, [one])) for one in ids] == [[row] for row in rows]
    assert list(for_each(_hosts, [])) == list(for_each(_hosts, [uuid7()])) == []


def test_constraints_hold() -> None:
    story = a_story()
    insert(a_contribution(story))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(a_contribution(story))
