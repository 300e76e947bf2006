"""The graph grows with the journal, and keeps what it may."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from potager.animation.actions import change_uses, network_for, rebuild
from potager.animation.graph import graph_of
from potager.animation.models import Network, Person, Tie
from potager.animation.readers import NAME
from potager.authorship import works
from potager.authorship.actions import choose_byline
from potager.communities.actions import join_community, leave_community
from potager.communities.models import Community
from potager.conversations.actions import add_reaction, hide_post, remove_reaction, unhide_post, withdraw_post
from potager.journal.models import ParkedActivity
from potager.journal.past import told_at
from potager.journal.read import all_readers, catch_up
from potager.lib.ids import uuid7
from potager.members.actions import erase_member
from potager.members.models import Member
from potager.stories.actions import add_contribution
from potager.testing import a_community, a_member, a_post, a_story, a_topic

pytestmark = pytest.mark.django_db
READER = next(one for one in all_readers() if one.name == NAME)


def read() -> None:
    """Let the reader read what was told."""
    catch_up(READER)
    assert not ParkedActivity.objects.exists()


@pytest.fixture
def garden() -> Community:
    read()
    return a_community(owner=a_member("Olive"))


def joined(garden: Community, *names: str) -> list[Member]:
    members = [a_member(name) for name in names]
    for member in members:
        join_community(by=member, community=garden, accepts_charter=True)
    return members


def ties() -> dict[tuple[str, str], Tie]:
    rows = Tie.objects.select_related("source__member", "target__member")
    return {(one.source.member.display_name, one.target.member.display_name): one for one in rows}


def counts(tie: Tie) -> tuple[int, int, int, int]:
    return tie.answered, tie.thanked, tie.mentioned, tie.cowrote


def person(member: Member) -> Person:
    return Person.objects.get(member=member)


def test_an_answer_is_a_tie(garden: Community) -> None:
    ada, ben = joined(garden, "Ada", "Ben")
    topic = a_topic(community=garden, by=ada)
    read()
    assert ties() == {}
    answer = a_post(topic=topic, by=ben, body="As @Ada says.")
    read()
    add_reaction(by=ada, post=answer, name="thanks")
    read()
    assert {pair: counts(tie) for pair, tie in ties().items()} == {
        ("Ben", "Ada"): (1, 0, 1, 0),
        ("Ada", "Ben"): (0, 1, 0, 0),
    }
    assert ties()["Ben", "Ada"].strength == pytest.approx(2)
    assert (person(ben).acts, person(ben).words, person(ben).days) == (2, 1, 1)
    assert network_for(garden).is_grown


def test_what_is_taken_back_is_as_if_it_had_never_been(garden: Community) -> None:
    ada, ben = joined(garden, "Ada", "Ben")
    now = timezone.now()
    with told_at(now - timedelta(days=90)):
        answer = a_post(topic=a_topic(community=garden, by=ada), by=ben)
        add_reaction(by=ada, post=answer, name="thanks")
    hide_post(by=Member.objects.get(display_name="Olive"), post=answer)
    read()
    assert (counts(ties()["Ben", "Ada"]), ties()["Ben", "Ada"].strength) == ((0, 0, 0, 0), pytest.approx(0))
    unhide_post(by=Member.objects.get(display_name="Olive"), post=answer)
    remove_reaction(by=ada, post=answer, name="thanks")
    withdraw_post(by=ben, post=answer)
    read()
    assert [counts(tie) for tie in ties().values()] == [(0, 0, 0, 0)] * 2
    assert all(tie.strength == pytest.approx(0) for tie in ties().values())
    assert len(graph_of(network_for(garden), now).source) == 0, "nothing is left between them"
    assert person(ben).words == 1, "that somebody spoke is not undone"


def test_strength_fades_and_does_not_mind_the_order(garden: Community) -> None:
    ada, ben, cleo = joined(garden, "Ada", "Ben", "Cleo")
    read()
    now = timezone.now()
    topics = [a_topic(community=garden, by=ada) for _ in range(2)]
    for topic, by, days in ((0, ben, 60), (1, ben, 0), (0, cleo, 0), (1, cleo, 60)):
        with told_at(now - timedelta(days=days)):
            a_post(topic=topics[topic], by=by)
        read()
    for name in ("Ben", "Cleo"):
        tie = ties()[name, "Ada"]
        assert tie.strength == pytest.approx(1.25)
        assert (tie.first_at, tie.last_at) == (now - timedelta(days=60), now)
    graph = graph_of(network_for(garden), now + timedelta(days=30))
    assert graph.strength == pytest.approx([0.625, 0.625])
    assert graph.first == pytest.approx((now.timestamp() - 60 * 86_400) / 86_400, abs=1e-6)


def test_days_and_the_usual_pause(garden: Community) -> None:
    (ada,) = joined(garden, "Ada")
    topic = a_topic(community=garden, by=ada)
    now = timezone.now().replace(hour=12)
    for days in (30, 30, 26, 16, 16):
        with told_at(now - timedelta(days=days)):
            a_post(topic=topic, by=ada)
    Network.objects.all().delete()
    Person.objects.all().delete()
    read()
    assert (person(ada).words, person(ada).days) == (6, 1), "what came late in the journal adds no day"
    with told_at(now + timedelta(days=4)):
        a_post(topic=topic, by=ada)
    with told_at(now + timedelta(days=14)):
        a_post(topic=topic, by=ada)
    read()
    assert (person(ada).days, person(ada).gap) == (3, pytest.approx(4 + 0.2 * 6))


def test_nothing_is_kept_of_whoever_does_not_want_it(garden: Community) -> None:
    ada, ben = joined(garden, "Ada", "Ben")
    topic = a_topic(community=garden, by=ada)
    a_post(topic=topic, by=ben)
    read()
    change_uses(by=ben, community=garden, off={"graph"})
    assert ties() == {}
    read()
    before = person(ben)
    assert (before.acts, before.words, before.days, before.gap, before.seasons) == (0, 0, 0, 0, 0)
    answer = a_post(topic=topic, by=ben, body="@Ada!")
    add_reaction(by=ada, post=answer, name="thanks")
    read()
    assert ties() == {}
    assert (person(ben).words, person(ben).last_at > before.last_at) == (0, True)
    rebuild(network_for(garden))
    assert ties() == {}
    assert (person(ben).acts, person(ben).words, person(ben).last_at > before.last_at) == (0, 0, True)
    change_uses(by=ben, community=garden, off=())
    a_post(topic=topic, by=ben)
    read()
    assert counts(ties()["Ben", "Ada"]) == (1, 0, 0, 0), "from now on"


def test_nothing_is_kept_of_whoever_left_for_good(garden: Community) -> None:
    ada, ben, cleo = joined(garden, "Ada", "Ben", "Cleo")
    answer = a_post(topic=a_topic(community=garden, by=ada), by=ben)
    read()
    add_reaction(by=cleo, post=answer, name="thanks")
    erase_member(by=ben)
    assert ties() == {}
    read()
    add_reaction(by=ada, post=answer, name="thanks")
    read()
    assert ties() == {}
    rebuild(network_for(garden))
    assert ties() == {}
    assert not Person.objects.filter(member=ben).exists()


def test_whoever_leaves_the_community_keeps_their_ties(garden: Community) -> None:
    ada, ben = joined(garden, "Ada", "Ben")
    a_post(topic=a_topic(community=garden, by=ada), by=ben)
    leave_community(by=ben, community=garden)
    read()
    assert counts(ties()["Ben", "Ada"]) == (1, 0, 0, 0)


@pytest.mark.parametrize("is_made_again", [False, True])
def test_another_name_is_no_tie(garden: Community, is_made_again: bool) -> None:
    ada, ben, cleo = joined(garden, "Ada", "Ben", "Cleo")
    story = a_story(community=garden, host=Member.objects.get(display_name="Olive"), twice_in_a_row=True)

    def write(by: Member, **more: Any) -> None:
        add_contribution(by=by, story=story, text="The beans woke.", key=uuid7(), **more)

    write(ada)
    write(ben)
    write(cleo, signature="Raddie")
    a_post(topic=a_topic(community=garden, by=ada), by=ben)
    read()
    if is_made_again:
        rebuild(network_for(garden))
    assert {pair: counts(tie) for pair, tie in ties().items()} == {("Ben", "Ada"): (1, 0, 0, 1)}
    assert person(cleo).words == 0
    work = works.find(f"story:{story.pk}", ben)
    assert work
    choose_byline(by=ben, work=work, naming="anonymous")
    read()
    assert counts(ties()["Ben", "Ada"]) == (1, 0, 0, 0)
    assert ties()["Ben", "Ada"].strength == pytest.approx(1, abs=0.01)


def test_a_name_that_is_taken_off_while_the_graph_is_made_again(garden: Community) -> None:
    ada, ben = joined(garden, "Ada", "Ben")
    story = a_story(community=garden, host=Member.objects.get(display_name="Olive"))
    for by in (ada, ben):
        add_contribution(by=by, story=story, text="The beans woke.", key=uuid7())
    read()
    Network.objects.update(growth=Network.Growth.TYING)
    work = works.find(f"story:{story.pk}", ben)
    assert work
    choose_byline(by=ben, work=work, naming="anonymous")
    read()
    assert network_for(garden).growth == Network.Growth.NONE, "it begins again"
