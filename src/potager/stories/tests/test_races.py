"""Many write at once: positions without a gap, one act per key, nothing lost."""

import pytest
from django.utils import timezone

from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.stories import actions, rules
from potager.stories.changes import Move
from potager.stories.editing import Answered
from potager.stories.models import Contribution, Correction
from potager.stories.queries import book_contributions
from potager.stories.tests.together import together
from potager.testing import a_member

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_writers_at_once_take_positions_without_a_gap(plant) -> None:
    garden = plant(twice_in_a_row=True)
    people = [a_member(f"Writer {number}") for number in range(8)]

    def write_five(by):
        for turn in range(5):
            garden.written(f"{by.display_name} goes {turn}.", by=by)

    assert together([lambda by=by: write_five(by) for by in people]) == [None] * 8
    rows = list(Contribution.objects.order_by("position"))
    assert [row.position for row in rows] == list(range(1, 41))
    acts = Activity.objects.filter(kind="contribution.added").order_by("position")
    assert [act.target_id for act in acts] == [
        str(row.pk) for row in rows
    ]  # the journal's order is the story's
    assert garden.now().length == 40


def test_one_key_sent_eight_times_at_once_is_stored_once(plant) -> None:
    garden, key = plant(twice_in_a_row=True), uuid7()

    def send():
        return actions.add_contribution(by=garden.member, story=garden.story, text="Once.", key=key)

    done = together([send] * 8)
    assert {one.pk for one in done} == {Contribution.objects.get().pk}
    assert garden.now().length == 1


def test_nobody_writes_twice_in_a_row_by_being_fast(garden) -> None:
    done = together([garden.written] * 6)
    assert sum(isinstance(one, Contribution) for one in done) == 1
    assert sum(isinstance(one, rules.TwiceInARow) for one in done) == 5


def test_closing_and_writing_at_once_leave_no_contribution_after_the_end(plant) -> None:
    garden = plant(twice_in_a_row=True)
    close = lambda: actions.close_story(by=garden.host, story=garden.story)  # noqa: E731
    together([garden.written, garden.written, close, garden.written, garden.written])
    acts = list(
        Activity.objects.filter(place=f"story:{garden.story.pk}")
        .order_by("position")
        .values_list("kind", flat=True)
    )
    assert acts[-1] == "story.closed"
    assert garden.now().state_at(timezone.now()) == "closed"
    assert Contribution.objects.count() == acts.count("contribution.added")


def test_two_who_arrange_at_once_lose_nothing(plant) -> None:
    garden = plant(twice_in_a_row=True)
    for number in range(1, 13):
        garden.written(f"Sentence {number}.")
    story = actions.close_story(by=garden.host, story=garden.story)
    owner = a_member("Olga")
    type(owner).objects.filter(pk=owner.pk).update(is_owner=True)
    owner.is_owner = True

    def move(by, item):
        return actions.arrange_story(by=by, story=story, change=Move(item, item - 3))

    people = [(garden.host, 4), (owner, 8), (garden.host, 12)]
    done = together([lambda by=by, item=item: move(by, item) for by, item in people])
    assert sorted(row.number for row in done) == [1, 2, 3]
    order = [part.position for part in book_contributions(garden.now())]
    assert order == [1, 4, 2, 3, 5, 8, 6, 7, 9, 12, 10, 11]
    assert Activity.objects.filter(kind="story.arranged").count() == 3


def test_one_correction_has_one_answer(garden) -> None:
    part = garden.written("A bean stirred in the durk.")
    ask = lambda: actions.propose_correction(  # noqa: E731
        by=garden.host, contribution=part, text="A bean stirred in the dark.", reason="A letter had slipped."
    )
    asked = [one for one in together([ask] * 4) if isinstance(one, Correction)]
    assert len(asked) == Correction.objects.count() == 1
    agree = lambda: actions.agree_correction(by=garden.member, correction=asked[0])  # noqa: E731
    refuse = lambda: actions.refuse_correction(by=garden.member, correction=asked[0])  # noqa: E731
    back = lambda: actions.take_back_correction(by=garden.host, correction=asked[0])  # noqa: E731
    done = together([agree, refuse, back, agree])
    assert sum(isinstance(one, Answered) for one in done) == 3
    is_new = Contribution.objects.get().text.endswith("dark.")
    assert is_new == (Correction.objects.get().state == "agreed")
