"""What came of gestures: counted honestly, beside what came where nothing was done."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from potager.animation import outcomes
from potager.animation.actions import finish_proposal, look_again
from potager.animation.models import Proposal
from potager.animation.outcomes import FEWEST, Compared, End, Rate, compare
from potager.animation.tests.made import a_proposal
from potager.communities.actions import join_community
from potager.conversations.models import Topic
from potager.members.models import Member
from potager.testing import a_community, a_member, a_post, a_topic


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share(good: int, bad: int) -> None:
    rate = Rate(good, good + bad)
    assert 0 <= rate.low <= rate.share + 1e-9
    assert rate.share - 1e-9 <= rate.high <= 1


def test_an_interval_is_that_of_wilson() -> None:
    """The figures of Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263."""
    assert (round(Rate(81, 263).low, 4), round(Rate(81, 263).high, 4)) == (0.2553, 0.3662)


def test_a_difference_is_bounded_as_newcombe_did() -> None:
    """Newcombe (1998), Statistics in Medicine 17, pages 873 to 890, table II: 56 of 70 beside 48 of 80."""
    low, high = Compared(Rate(56, 70), Rate(48, 80)).interval
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()), max_size=40))
def test_nothing_is_claimed_from_few_cases(rows: list[tuple[float, bool, bool]]) -> None:
    found = compare(End(*row) for row in rows)
    assert found.done.all + found.undone.all <= len(rows)
    if min(found.done.all, found.undone.all) < FEWEST:
        assert found.verdict == "few"


def test_only_similar_cases_are_compared() -> None:
    ends = [End(0.5, True, True), End(0.7, True, False), End(0.6, False, True), End(0.1, False, False)]
    assert compare(ends).undone == Rate(1, 1)


def _decided(title: str, owner: Member, **row: object) -> Proposal:
    community = a_community(owner=owner)
    proposal = a_proposal(topic=a_topic(community=community, by=owner, title=title), **row)
    return finish_proposal(by=owner, proposal=proposal)


@pytest.mark.django_db
def test_what_came_is_told_as_a_story(client: Client) -> None:
    owner, reader = a_member("Olive", language="en"), a_member("Pia")
    done = _decided("Slugs at dawn", owner)
    join_community(by=reader, community=done.network.community, accepts_charter=True)
    client.force_login(owner)
    address = f"/c/{done.network.community.address}/desk/came/"
    assert "Nothing to tell yet" in client.get(address).content.decode()
    topic = done.thing.partition(":")[2]
    a_post(topic=Topic.objects.get(pk=topic), by=reader)
    assert look_again(done.network, timezone.now()) == 1
    done.refresh_from_db()
    assert done.outcome["is_good"] is True
    page = client.get(address).content.decode()
    assert "Slugs at dawn" in page
    assert "1/1" in page
    assert "Too few cases to say" in page


@pytest.mark.django_db
def test_it_is_looked_at_once_a_day_and_not_for_ever() -> None:
    done = _decided("Slugs", a_member("Olive"))
    now = timezone.now()
    assert [look_again(done.network, now + timedelta(hours=hour)) for hour in (0, 1, 24)] == [1, 0, 1]
    assert look_again(done.network, now + timedelta(days=60)) == 0


@pytest.mark.django_db
def test_what_is_found_every_night_is_one_case() -> None:
    owner = a_member("Olive")
    topic = a_topic(by=owner)
    for days in (1, 2, 3):
        a_proposal(topic=topic, state=Proposal.State.KEPT, day=timezone.now().date() - timedelta(days=days))
    proposal = Proposal.objects.first()
    assert proposal
    long_ago = timezone.now() - timedelta(days=9)
    Proposal.objects.update(created_at=long_ago, score=0.5)
    look_again(proposal.network, timezone.now())
    chapter = next(
        one for one in outcomes.chapters_of(proposal.network, timezone.now()) if one.gesture.name == "answer"
    )
    assert chapter.compared.undone == Rate(0, 0) or chapter.compared.undone == Rate(0, 1)
    assert chapter.made == 0


@pytest.mark.django_db
def test_only_whoever_animates_reads_what_came(client: Client) -> None:
    owner = a_member("Olive")
    done = _decided("Slugs", owner)
    address = f"/c/{done.network.community.address}/desk/came/"
    member = a_member("Plain")
    join_community(by=member, community=done.network.community, accepts_charter=True)
    client.force_login(member)
    assert client.get(address).status_code == 403
    client.force_login(a_member("Stranger"))
    assert client.get(address).status_code == 403
