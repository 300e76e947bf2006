"""What counts: read, set by hand, learnt again, by whoever animates and nobody else."""

import pytest
from django.test import Client

from potager.animation import actions
from potager.animation.gestures import GESTURES
from potager.animation.models import Weights
from potager.animation.tests.made import a_proposal, browser, everybody_else
from potager.communities.models import Community
from potager.journal.models import Activity
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.testing import a_community, a_member, a_topic

pytestmark = pytest.mark.django_db
USUAL = GESTURES["answer"].weights
SIGNS = {"waits": 1.0, "asks": 0.4, "is_new": 0.0, "is_fresh": 0.2}


@pytest.fixture
def desk() -> tuple[Community, Member, str]:
    olive = a_member("Olive", language="en")
    community = a_community(owner=olive)
    return community, olive, f"/c/{community.address}/desk/weights/"


def decided(community: Community, by: Member) -> None:
    proposal = a_proposal(topic=a_topic(community=community, by=by), signs=SIGNS)
    actions.finish_proposal(by=by, proposal=proposal)


def test_every_sign_of_every_gesture_is_told_with_what_it_counts(client: Client, desk) -> None:
    community, olive, address = desk
    decided(community, olive)
    client.force_login(olive)
    page = client.get(address).content.decode()
    for gesture in GESTURES.values():
        assert f'id="weights-{gesture.name}"' in page
        assert all(f'name="{gesture.name}-{sign}"' in page for sign in gesture.weights)
    assert "made: 1, refused: 0" in page and "It waits longer than usual here" in page
    assert not Activity.objects.filter(kind__startswith="weights.").exists()


def test_one_sign_is_set_and_nothing_is_learnt_over_it(client: Client, desk) -> None:
    community, olive, address = desk
    decided(community, olive)
    learnt = Weights.objects.get().values
    client.force_login(olive)
    page = client.get(address).content.decode()
    sent = {f"answer-{name}": _value(page, f"answer-{name}") for name in USUAL}
    answer = client.post(address, {**sent, "gesture": "answer", "answer-asks": "3.5"}, follow=True)
    assert "set by hand" in answer.content.decode()
    row = Weights.objects.get()
    assert row.is_set and row.values == {**learnt, "asks": 3.5}
    told = Activity.objects.get(kind="weights.changed")
    assert (told.actor, told.facts, told.community) == (olive.pk, {"gesture": "answer"}, community.pk)
    decided(community, olive)
    assert Weights.objects.get().values == row.values


def _value(page: str, name: str) -> str:
    tag = next(one for one in page.split("<input") if f'name="{name}"' in one)
    return tag.partition('value="')[2].partition('"')[0]


def test_what_was_set_is_forgotten_and_learnt_again(client: Client, desk) -> None:
    community, olive, address = desk
    decided(community, olive)
    learnt = Weights.objects.get().values
    actions.change_weights(by=olive, community=community, gesture="answer", values={"asks": 3.5})
    client.force_login(olive)
    answer = client.post(f"{address}forget/", {"gesture": "answer"}, follow=True)
    assert "learns again" in answer.content.decode()
    row = Weights.objects.get()
    assert (row.is_set, row.values, row.decisions) == (False, learnt, 1)
    assert Activity.objects.get(kind="weights.forgotten").facts == {"gesture": "answer"}


@pytest.mark.parametrize("typed", ["9", "0.1", "", "nan", "inf", "<b>", "1e9"])
def test_what_is_beyond_the_limits_is_told_and_kept_in_the_form(client: Client, desk, typed: str) -> None:
    _community, olive, address = desk
    client.force_login(olive)
    sent = {f"answer-{name}": str(value) for name, value in USUAL.items()}
    answer = client.post(address, {**sent, "gesture": "answer", "answer-asks": typed})
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.content.decode()
    assert not Weights.objects.filter(is_set=True).exists()


def test_the_same_twice_is_told_once(desk) -> None:
    community, olive, _address = desk
    for _ in range(2):
        actions.change_weights(by=olive, community=community, gesture="answer", values={"asks": 2.0})
    assert Activity.objects.filter(kind="weights.changed").count() == 1


@pytest.mark.parametrize("values", [{"asks": 9.0}, {"asks": float("nan")}, {"charm": 1.0}])
def test_the_limits_hold_whatever_the_way_in(desk, values: dict[str, float]) -> None:
    community, olive, _address = desk
    with pytest.raises(actions.WeightOutOfBounds):
        actions.change_weights(by=olive, community=community, gesture="answer", values=values)
    with pytest.raises(actions.UnknownGesture):
        actions.change_weights(by=olive, community=community, gesture="serenade", values={})


@pytest.mark.parametrize("way", ["", "forget/"])
def test_a_gesture_that_is_none(client: Client, desk, way: str) -> None:
    _community, olive, address = desk
    client.force_login(olive)
    assert client.post(address + way, {"gesture": "serenade"}).status_code == 404


def test_nobody_else_reads_or_changes_what_counts(desk) -> None:
    community, _olive, address = desk
    for who, person in everybody_else(community).items():
        client = browser(person)
        answers = [client.get(address), client.post(address, {"gesture": "answer"})]
        answers.append(client.post(f"{address}forget/", {"gesture": "answer"}))
        assert all(one.status_code in {302, 403, 404} for one in answers), who
        assert not any(b"weights-answer" in one.content for one in answers), who
        if person is None:
            continue
        with pytest.raises(Refusal):
            actions.change_weights(by=person, community=community, gesture="answer", values={"asks": 2.0})
        with pytest.raises(Refusal):
            actions.forget_weights(by=person, community=community, gesture="answer")
    assert not Weights.objects.exists() and not Activity.objects.filter(kind__startswith="weights.").exists()
