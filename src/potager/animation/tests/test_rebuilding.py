"""Made again from nothing, the graph is what the reader made of it act by act; whoever is stopped goes on."""

import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from potager.animation import clocks, lived
from potager.animation.actions import begin_anew, build_on, network_for, rebuild, rebuilding
from potager.animation.models import Network, Part, Person, Tie
from potager.animation.readers import NAME, handle
from potager.communities.actions import join_community
from potager.communities.models import Community
from potager.conversations.actions import add_reaction
from potager.conversations.models import Mention, Post, Topic
from potager.jobs.worker import run_clocks
from potager.journal.models import Activity
from potager.journal.read import all_readers, catch_up
from potager.members.actions import erase_member
from potager.members.models import Member
from potager.testing import a_community, a_member, a_post, a_topic

pytestmark = pytest.mark.django_db
READER = next(one for one in all_readers() if one.name == NAME)
BEGUN = datetime(2026, 1, 31, 12, tzinfo=UTC)

# Who (of five), what, about which of the posts so far, when (in hours, in whatever order).
doings = some.lists(
    some.tuples(
        some.integers(0, 4),
        some.sampled_from(["post", "post", "post", "thank", "unthank", "join", "hide", "show"]),
        some.integers(0, 8),
        some.integers(0, 24 * 200),
    ),
    min_size=1,
    max_size=25,
)


def tell(community: Community, people: list[Member], doing: Iterable[tuple[int, str, int, int]]) -> None:
    """A journal, as these doings would have written it, and the rows that it is about."""
    topic = Topic.objects.create(community=community, author=people[0], title="Beans", language="en")
    posts: list[Post] = []
    for who, what, which, hours in doing:
        at, by = BEGUN + timedelta(hours=hours, microseconds=hours % 7), people[who]
        target = posts[which % len(posts)] if posts else None
        if what == "post":
            target = Post(
                topic=topic, author=by, answers=target if which % 2 else None, number=len(posts) + 1
            )
            target.save(force_insert=True)
            posts.append(target)
            if which % 3 == 0:
                Mention.objects.create(post=target, member=people[which % 5])
        kinds = {"post": "post.added", "thank": "reaction.added", "unthank": "reaction.removed"}
        kinds |= {"join": "membership.joined", "hide": "post.hidden", "show": "post.unhidden"}
        if target is not None or what == "join":
            about = f"post:{target.pk}" if what != "join" and target else f"membership:{by.pk}"
            place = f"topic:{topic.pk}" if what != "join" else f"community:{community.pk}"
            more = {"target": about, "place": place, "facts": {}, "happened_at": at, "version": 1}
            Activity.objects.create(kind=kinds[what], actor=by.pk, community=community.pk, **more)


def held(network: Network) -> list[Any]:
    """All that the graph holds."""
    people = Person.objects.filter(network=network).order_by("member")
    between = Tie.objects.filter(network=network).order_by("source__member", "target__member")
    return [
        *people.values_list("member", *lived.PERSON),
        *between.values_list("source__member", "target__member", *lived.TIE),
    ]


def about(rows: list[Any]) -> list[Any]:
    """The same, but for what adding numbers in another order changes."""
    return [
        tuple(pytest.approx(one, rel=1e-9, abs=1e-9) if isinstance(one, float) else one for one in row)
        for row in rows
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(doing=doings, acts=some.integers(1, 9), records=some.integers(1, 40))
def test_it_is_what_the_reader_made_of_it(
    doing: Any, acts: int, records: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "AT_ONCE", records)
    with transaction.atomic():
        people = [a_member(f"Person {letter}") for letter in "ABCDE"]
        community = a_community(owner=people[0])
        tell(community, people, doing)
        for activity in Activity.objects.filter(community=community.pk).order_by("position"):
            handle(activity)
        network = network_for(community)
        assert network.is_grown
        grown = held(network)
        rebuild(network, acts)
        assert held(network) == about(grown)
        transaction.set_rollback(True)


def a_garden() -> tuple[Network, list[Any]]:
    """A community that spoke, and its graph as the reader made it."""
    catch_up(READER)
    ada, ben = a_member("Ada"), a_member("Ben")
    topic = a_topic(community=a_community(owner=ada, joining="open"), by=ada)
    for _ in range(6):
        a_post(topic=topic, by=ada)
    catch_up(READER)
    assert ben.pk
    network = network_for(topic.community)
    return network, held(network)


def test_whoever_is_stopped_goes_on_and_what_happens_meanwhile_is_in_it() -> None:
    network, _grown = a_garden()
    begin_anew(network)
    topic, ben = Topic.objects.get(), a_member("Benjamin")
    for step in range(60):
        if step in {1, 4, 6}:
            Post.objects.create(topic=topic, author=ben, number=50 + step)
            post = Post.objects.get(number=50 + step)
            place = {"place": f"topic:{topic.pk}", "community": topic.community_id, "version": 1, "facts": {}}
            Activity.objects.create(kind="post.added", actor=ben.pk, target=f"post:{post.pk}", **place)
            catch_up(READER)
        if not build_on(Network.objects.get(pk=network.pk), acts=3):  # each time as a process that just began
            break
    made = network_for(topic.community)
    assert (made.growth, Part.objects.count()) == ("done", 0)
    tie = Tie.objects.get(source__member=ben)
    assert (tie.answered, Person.objects.get(member=ben).words) == (3, 3)
    now = held(made)
    rebuild(made)
    assert held(made) == about(now)


def test_of_whoever_leaves_for_good_meanwhile_nothing_stays() -> None:
    network, _grown = a_garden()
    topic, ben = Topic.objects.get(), a_member("Benjamin")
    join_community(by=ben, community=topic.community, accepts_charter=True)
    post = a_post(topic=topic, by=topic.author)
    add_reaction(by=ben, post=post, name="thanks")
    begin_anew(network)
    while Network.objects.get(pk=network.pk).growth == Network.Growth.READING:
        build_on(network)
    erase_member(by=ben)
    while build_on(network):
        pass
    assert (Part.objects.count(), Tie.objects.count()) == (0, 0)
    assert not Person.objects.filter(member=ben).exists()


def test_of_two_who_take_the_same_step_one_steps_back() -> None:
    network, grown = a_garden()
    begin_anew(network)
    for growth in (Network.Growth.READING, Network.Growth.TYING):
        one, other = (Network.objects.get(pk=network.pk) for _ in range(2))
        assert one.growth == growth
        step = rebuilding._read if growth == Network.Growth.READING else rebuilding._tie
        more = (100,) if growth == Network.Growth.READING else ()
        step(one, *more)
        step(other, *more)
    while build_on(network):
        pass
    assert held(network) == about(grown)


def test_an_installation_with_a_past_gets_its_graph_by_itself() -> None:
    _network, grown = a_garden()
    Network.objects.all().delete()
    network = network_for(Community.objects.get())
    assert not network.is_grown
    for _turn in range(9):  # more than one where the machine is slow
        run_clocks(timezone.now())
    network.refresh_from_db()
    assert network.is_grown
    assert [row[1:] for row in held(network)] == [row[1:] for row in about(grown)]


def test_the_reader_leaves_a_long_past_to_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("potager.animation.actions.growing.FEW", 3)
    a_garden()
    Network.objects.all().delete()
    topic = Topic.objects.get()
    a_post(topic=topic, by=topic.author)
    catch_up(READER)
    assert (network_for(topic.community).growth, Person.objects.count()) == ("none", 0)
    for _turn in range(9):
        clocks._grow(timezone.now())
    assert Person.objects.get().words == 8


def test_the_command_makes_it_again() -> None:
    from potager.cli import animate

    network, grown = a_garden()
    Tie.objects.all().delete()
    Person.objects.update(words=99)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(animate, "prepare", lambda data: data)
        patch.setattr(animate, "migrate", lambda: None)
        run = CliRunner().invoke(animate.animate, ["--rebuild", "--community", network.community.address])
        assert "the graph is made" in run.output
        unknown = CliRunner().invoke(animate.animate, ["--rebuild", "--community", "nowhere"])
        assert "no community with the address nowhere" in unknown.output
        assert "--rebuild" in CliRunner().invoke(animate.animate, []).output
    assert held(network) == about(grown)


def test_a_server_starts_without_the_heavy_libraries() -> None:
    started = (
        "import sys, django; django.setup(); import potager.config.urls, potager.config.asgi; "
        "from potager.jobs.worker import run_clocks; from potager.journal.read import all_readers; "
        "assert 'animation' in [one.name for one in all_readers()]; "
        "print(sorted({'numpy', 'scipy', 'igraph'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", started], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["[]"], done.stdout + done.stderr
