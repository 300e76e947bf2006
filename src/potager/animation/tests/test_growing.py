"""The graph grows with the journal, keeps what it may, and comes out the same when it is made again."""

import pytest
from django.utils import timezone

from potager.animation.actions import network_for
from potager.animation.actions.rebuilding import rebuild
from potager.animation.graph import graph_of
from potager.animation.models import Tie
from potager.animation.readers import NAME
from potager.communities.actions import join_community
from potager.communities.models import Community
from potager.conversations.actions import add_post
from potager.journal.read import all_readers, catch_up
from potager.members.models import Member
from potager.testing import a_community, a_member, a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden() -> Community:
    read()
    return a_community()


def read() -> None:
    """Let the reader read what was told."""
    catch_up(next(one for one in all_readers() if one.name == NAME))


def joined(garden: Community, name: str) -> Member:
    member = a_member(name)
    join_community(by=member, community=garden, accepts_charter=True)
    return member


def ties() -> dict[tuple[str, str], Tie]:
    rows = Tie.objects.select_related("source__member", "target__member")
    return {(one.source.member.display_name, one.target.member.display_name): one for one in rows}


def test_an_answer_is_a_tie(garden: Community) -> None:
    ada, ben = joined(garden, "Ada"), joined(garden, "Ben")
    topic = a_topic(community=garden, by=ada)
    add_post(by=ben, topic=topic, body="Peas.", key=None)
    read()
    tie = ties()["Ben", "Ada"]
    assert (tie.answered, tie.thanked, tie.mentioned, tie.cowrote) == (1, 0, 0, 0)
    assert len(ties()) == 1
    assert tie.strength == pytest.approx(1)
    rebuild(network_for(garden))
    assert len(ties()) == 1
    assert ties()["Ben", "Ada"].strength == pytest.approx(1)
    print(graph_of(network_for(garden), timezone.now()))
