"""What is shown of all that was found: few, varied, fair, whatever was found and whatever was before."""

from collections import Counter
from dataclasses import replace
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from potager.animation.choosing import HELPS, MOST, Found, Past, choose, key_of, quietness
from potager.animation.gestures import GESTURES, Candidate
from potager.animation.gestures.base import Reason

PEOPLE = [UUID(int=number) for number in range(1, 9)]
people = st.sampled_from(PEOPLE)
somebody = st.none() | people


@st.composite
def founds(draw: st.DrawFn) -> Found:
    """Anything that a gesture could find."""
    subject, other, helper = draw(somebody), draw(somebody), draw(somebody)
    why = (Reason("could", {"helper": str(helper)}, of_helper=True),) if helper else ()
    candidate = Candidate(
        signs={},
        reasons=(Reason("waits"), *why),
        subject=subject,
        other=other if other != subject else None,
        helper=helper,
        thing=draw(st.sampled_from(["", "topic:1", "topic:2"])),
    )
    gesture = GESTURES[draw(st.sampled_from(sorted(GESTURES)))]
    return Found(gesture, candidate, draw(st.floats(0, 1)), draw(st.floats(0, 1)))


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    """Any past: keys of what could be found, and of what could not."""
    keys = [key_of(name, one, None, "topic:1") for name in ("answer", "welcome") for one in PEOPLE[:4]]
    some = st.frozensets(st.sampled_from(keys), max_size=3)
    return Past(
        people=draw(st.dictionaries(people, some, max_size=3)),
        helpers=draw(st.dictionaries(people, some, max_size=3)),
        again=draw(some),
        refused=draw(some),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(founds(), max_size=40), pasts())
def test_few_varied_nobody_twice_and_nobody_helps_more_than_twice(found: list[Found], past: Past) -> None:
    chosen = choose(found, past)
    assert len(chosen) <= MOST
    addressed = Counter(one for each in chosen for one in each.candidate.people)
    assert max(addressed.values(), default=1) == 1
    assert all(number <= GESTURES[name].most for name, number in Counter(_names(chosen)).items())
    keys = [one.key for one in chosen]
    assert len(keys) == len(set(keys)) and not past.refused & set(keys)
    for one in chosen:
        for person in one.candidate.people:
            before = set(past.people.get(person, ()))
            assert before <= ({one.key} & past.again)
    for helper in PEOPLE:
        asked = {one.key for one in chosen if one.candidate.helper == helper}
        assert not asked or len(asked | set(past.helpers.get(helper, ()))) <= HELPS
    for one in chosen:
        assert any(reason.of_helper for reason in one.candidate.reasons) == bool(one.candidate.helper)


def _names(chosen: list[Found]) -> list[str]:
    return [one.gesture.name for one in chosen]


def _found(gesture: str, at: int, score: float, quiet: float = 0.0, **more: object) -> Found:
    candidate = Candidate(signs={}, reasons=(), subject=PEOPLE[at], **more)  # type: ignore[arg-type]
    return Found(GESTURES[gesture], candidate, score, quiet)


def test_a_morning_is_varied() -> None:
    found = [_found("welcome", 0, 0.9), _found("welcome", 1, 0.85), _found("honour", 2, 0.6)]
    assert _names(choose(found, Past())) == ["welcome", "honour", "welcome"]


def test_quiet_voices_first() -> None:
    found = [_found("honour", 0, 0.6, quiet=0.0), _found("honour", 1, 0.5, quiet=1.0)]
    assert [one.candidate.subject for one in choose(found, Past(), most=1)] == [PEOPLE[1]]
    assert quietness([5, 100, 5, 40]) == [1.0, 0.0, 1.0, 0.5]


def test_who_was_proposed_this_week_rests_but_what_nobody_touched_comes_back() -> None:
    one = _found("welcome", 0, 0.9)
    resting = Past(people={PEOPLE[0]: {one.key}})
    assert choose([one], resting) == []
    assert choose([one], replace(resting, again=frozenset({one.key}))) == [one]
    other = _found("honour", 0, 0.9)
    assert choose([other], replace(resting, again=frozenset({one.key}))) == []


def test_a_third_time_somebody_is_not_asked_to_help() -> None:
    helper = PEOPLE[7]
    found = [_found("welcome", at, 0.9 - at / 10, helper=helper) for at in range(2)]
    found.append(_found("answer", 3, 0.2, helper=helper))
    assert [one.candidate.helper for one in choose(found, Past())] == [helper, helper, None]
