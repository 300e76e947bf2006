"""The demo's little world: its past is told in its order, and a morning at the desk finds what a reader finds."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.utils import timezone

from potager.animation.gestures import GESTURES, Candidate
from potager.animation.life import Life
from potager.animation.models import Network, Proposal
from potager.cli.village import seed
from potager.conversations.models import Post, Reaction, Topic
from potager.journal.models import Activity
from potager.members.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Both communities, told once for all tests here and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed("http://localhost:8000")
        yield
        transaction.set_rollback(True)


class Meant(NamedTuple):
    """What a gesture is to find: by the names of people, and the title of the conversation."""

    gesture: str
    people: frozenset[str]
    helper: str = ""
    title: str = ""


def meant(gesture: str, *people: str, helper: str = "", title: str = "") -> Meant:
    return Meant(gesture, frozenset(people), helper, title)


FRENCH = [
    meant("welcome", "Wassila", helper="Tahar B."),
    meant(
        "answer", "Gwenaëlle", helper="Marcelle", title="Limaces dans la mâche : attendre, ou recommencer ?"
    ),
    meant("honour", "Bertille"),
    meant("introduce", "Ombeline", "Solène"),
    meant("feed", "Mehdi", title="Le nid du porche est tombé"),
    meant("wake", title="On construit un four à pain ?"),
    meant("gather", title="Le pommier du fond croule"),
    meant("invite", "Hassan"),
    meant("tend", "Raymond", "Viviane", title="Qui a coupé la haie du fond ?"),
]
ENGLISH = [
    meant("welcome", "Zofia", helper="Dilys"),
    meant("answer", "Ingrid", helper="Winnie", title="Rust on seedling leeks: start again or wait?"),
    meant("honour", "Mabel"),
    meant("introduce", "Perran", "Elowen"),
    meant("feed", "Ravi", title="A green ribbon on the slip"),
    meant("wake", title="A bread oven on the quay?"),
    meant("gather", title="The old skiff is opening up"),
    meant("invite", "Cadoc"),
    meant("tend", "Clive", "Maud", title="Who left the hose running all night?"),
]
WORLDS = {"mains-vertes": FRENCH, "tide-table": ENGLISH}
CASES = [
    pytest.param(address, case, id=f"{address}-{case.gesture}")
    for address, cases in WORLDS.items()
    for case in cases
]


def seen(candidate: Candidate, case: Meant) -> Meant:
    """A candidate by names and title; no helper where none is meant."""
    people = Member.objects.in_bulk(candidate.people).values()
    helper = Member.objects.filter(pk=candidate.helper).first() if case.helper else None
    topic = Topic.objects.filter(pk=candidate.thing.removeprefix("topic:")).first() if case.title else None
    return Meant(
        case.gesture,
        frozenset(one.display_name for one in people),
        helper.display_name if helper else "",
        topic.title if topic else "",
    )


@pytest.mark.parametrize(("address", "case"), CASES)
def test_a_morning_finds_what_a_reader_finds(address: str, case: Meant) -> None:
    network = Network.objects.get(community__address=address)
    life, gesture = Life(network=network, now=timezone.now()), GESTURES[case.gesture]
    found = sorted(gesture.candidates(life), key=lambda one: -gesture.score(one.signs))
    assert case in [seen(one, case) for one in found[:3]]


def test_the_journal_tells_the_past_in_its_order() -> None:
    told = list(Activity.objects.order_by("position").values_list("happened_at", flat=True))
    assert told == sorted(told)
    assert told[-1] <= timezone.now()


@pytest.mark.parametrize("address", WORLDS)
def test_journal_and_tables_agree(address: str) -> None:
    acts = Activity.objects.filter(community=Network.objects.get(community__address=address).community_id)
    said = {row.target: row.happened_at for row in acts.filter(kind="post.added")}
    posts = Post.objects.filter(topic__community__address=address)
    assert said == {f"post:{post.pk}": post.written_at for post in posts}
    thanked = set(acts.filter(kind="reaction.added").values_list("target", "actor", "happened_at"))
    reactions = Reaction.objects.filter(post__topic__community__address=address)
    assert thanked == {(f"post:{one.post_id}", one.member_id, one.at) for one in reactions}
    opened = {row.target: row.happened_at for row in acts.filter(kind="topic.opened")}
    topics = Topic.objects.filter(community__address=address)
    assert opened == {f"topic:{topic.pk}": topic.opened_at for topic in topics}
    last = {post.topic_id: post.written_at for post in posts.order_by("number")}
    assert last == {topic.pk: topic.last_at for topic in topics}


@pytest.mark.parametrize("address", WORLDS)
def test_what_came_of_past_gestures_is_true(address: str) -> None:
    made = Proposal.objects.filter(network__community__address=address, state=Proposal.State.DONE)
    came = {one.gesture: one.outcome["is_good"] for one in made}
    assert came == {"introduce": True, "welcome": True, "invite": False}
    assert all(one.decided_at and one.created_at <= one.decided_at < timezone.now() for one in made)


@pytest.mark.parametrize("address", WORLDS)
def test_this_morning_s_desk_is_ready(address: str) -> None:
    stands = Proposal.objects.filter(network__community__address=address, state=Proposal.State.OPEN)
    gestures = list(stands.values_list("gesture", flat=True))
    assert len(gestures) == len(set(gestures)) == 7


def test_a_second_start_tells_nothing_twice() -> None:
    before = Activity.objects.count()
    seed("http://localhost:8000")
    assert Activity.objects.count() == before
