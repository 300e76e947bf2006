"""The desk: proposals about what is private, as if a mistake had made them, tell nobody anything."""

from uuid import UUID

import pytest
from planted import ALONE, HELD, JUDGED, PEOPLE, TAKEN, Planted, plant, plant_secrets

from potager.animation.gestures import GESTURES
from potager.animation.models import Proposal
from potager.animation.tests.made import a_proposal
from potager.communities.models import Community

pytestmark = pytest.mark.django_db
SECRETS = (ALONE, HELD, JUDGED, TAKEN)
FACTS = ("waits", "said", "shared", "touches", "silent", "question", "answered", "concerns")


@pytest.fixture
def garden() -> Planted:
    """What is private, and one proposal of every gesture about each of it."""
    garden = plant()
    plant_secrets(garden)
    for gesture in GESTURES:
        for topic in garden.topics:
            _proposed(garden, gesture, garden.homes["public"], topic.pk, [post.pk for post in garden.posts])
    return garden


def _proposed(garden: Planted, gesture: str, home: Community, topic: UUID, posts: list[UUID]) -> Proposal:
    things = [f"topic:{topic}", *(f"post:{post}" for post in posts)]
    reasons = [
        {"fact": fact, "thing": one, "topic": one, "post": one, "hours": 3}
        for fact in FACTS
        for one in things
    ]
    row = {"thing": things[0], "found": things[-1], "reasons": reasons, "subject": garden.people["author"]}
    return a_proposal(topic=garden.topics[0], gesture=gesture, other=garden.people["friend"], **row)


def paths(garden: Planted, *, most: int = 1000) -> list[str]:
    """Every page of the desk, and of each proposal, or of so many."""
    desks = [f"/c/{home.address}/desk/" for home in garden.homes.values()]
    pages = [
        f"{desk}{page}"
        for desk in desks
        for page in ("", "gestures/", "came/", "weights/", "pictures/", "map/")
    ]
    return pages + [f"/proposals/{pk}/" for pk in Proposal.objects.values_list("pk", flat=True)[:most]]


def test_whoever_animates_reads_there_no_more_than_elsewhere(garden: Planted) -> None:
    found = 0
    for path in paths(garden):
        answer = garden.browser("owner").get(path)
        assert answer.status_code in {200, 404}, path
        text = answer.content.decode().lower()
        assert not {word for word in SECRETS if word in text}, path
        found += "marigold" in text
    assert found, "a walk on which nothing at all is met proves nothing"


def test_nobody_else_reads_anything(garden: Planted) -> None:
    for who in PEOPLE:
        for path in paths(garden, most=3):
            answer = garden.browser(who).get(path)
            assert answer.status_code in {302, 403, 404}, (who, path)
            assert "marigold" not in answer.content.decode().lower(), (who, path)


def test_search_and_notices_know_of_no_proposal(garden: Planted) -> None:
    for who in (*PEOPLE, "owner"):
        for path in ("/notices/", "/search/?q=proposal", "/search/?q=welcome"):
            answer = garden.browser(who).get(path)
            assert "/proposals/" not in answer.content.decode(), (who, path)
