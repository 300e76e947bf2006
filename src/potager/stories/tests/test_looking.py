"""Looking at a story: its great river, its replay, the screen of a room."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from potager.stories import actions
from potager.stories.drawing import MOST_LINKS, Drop, great_river, places_of
from potager.stories.tests.conftest import Garden

START = datetime(2026, 3, 1, tzinfo=UTC)
END = START + timedelta(days=1)


def drops(count: int) -> list[Drop]:
    step = (END - START) / max(count, 1)
    return [Drop(uuid4(), "Ada", START + step * index, 1 + index % 5) for index in range(count)]


def test_the_river_widens_with_what_is_written() -> None:
    early = great_river(drops(10)[:1], start=START, end=END)
    assert early.water.startswith("M0.0 126.0"), "a thread at its source"
    assert early.water.endswith("Z")
    assert len(early.stones) == 1


def test_moments_outside_lie_on_the_edge() -> None:
    assert places_of([START - timedelta(hours=1), END + timedelta(hours=1)], start=START, end=END) == [
        0.0,
        1.0,
    ]


def test_a_story_without_length_can_be_drawn() -> None:
    drawn = great_river(drops(3), start=START, end=START)
    assert len(drawn.stones) == 3


def test_too_many_stones_become_pebbles() -> None:
    drawn = great_river(drops(MOST_LINKS + 1), start=START, end=END)
    assert not drawn.stones
    assert drawn.pebbles.count("M") == MOST_LINKS + 1


@pytest.mark.django_db
def test_the_river_page_tells_who_wrote_when(garden: Garden) -> None:
    first = garden.written("A bean stirred. It was not alone.")
    garden.written("The moon looked away.", by=garden.stranger, signature="")
    page = garden.browser(None).get(garden.path("river/")).content.decode()
    assert f"#contribution-{first.pk}" in page
    assert page.count("#contribution-") == 2
    assert "<bdi>Ada</bdi>" in page
    assert "<i>unsigned</i>" in page
    assert "Sven" not in page, "who did not sign is not named"


@pytest.mark.django_db
def test_nobody_who_did_not_sign_is_told_from_the_others(plant: Callable[..., Garden]) -> None:
    garden = plant(twice_in_a_row=True)
    for person in (garden.stranger, garden.member, garden.stranger):
        garden.written(by=person, signature="")
    page = garden.browser(None).get(garden.path("river/")).content.decode()
    assert page.count("<i>unsigned</i>") == 1


@pytest.mark.django_db
def test_what_was_declined_is_in_no_picture(garden: Garden) -> None:
    part = garden.written("A rude bean.", signature="Rude")
    actions.decline_contribution(by=garden.host, contribution=part, reason="Please, no.")
    for page in ("river/", "replay/?n=9", "screen/"):
        told = garden.browser(None).get(garden.path(page)).content.decode()
        assert "Rude" not in told, page
        assert "rude bean" not in told, page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "shown"), [("0", 0), ("1", 1), ("2", 2), ("99", 2), ("-1", 0), ("x", 0), ("²", 0)]
)
def test_a_moment_is_an_address(garden: Garden, asked: str, shown: int) -> None:
    garden.written("A bean stirred.")
    garden.written("The moon looked away.", by=garden.stranger)
    page = garden.browser(None).get(garden.path("replay/"), {"n": asked}).content.decode()
    before, _, after = page.partition('<template id="replay-rest">')
    assert before.count("data-position=") == shown
    assert after.count("data-position=") == 2 - shown


@pytest.mark.django_db
def test_an_empty_story_can_be_looked_at(garden: Garden) -> None:
    assert "Nobody has written yet" in garden.browser(None).get(garden.path("river/")).content.decode()
    assert "Nobody has written yet" in garden.browser(None).get(garden.path("replay/")).content.decode()
    assert "It was dark." in garden.browser(None).get(garden.path("screen/")).content.decode()


@pytest.mark.django_db
def test_the_screen_shows_the_newest_and_the_way_in(plant: Callable[..., Garden]) -> None:
    garden = plant(twice_in_a_row=True)
    for number in range(5):
        garden.written(f"Bean number {number} stirred.")
    page = garden.browser(None).get(garden.path("screen/")).content.decode()
    assert "number 1" not in page
    assert all(f"number {number}" in page for number in (2, 3, 4))
    assert f"http://testserver{garden.path()}" in page
    assert "<svg" in page


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["river/", "replay/", "screen/"])
def test_a_stranger_sees_nothing_of_a_private_story(plant: Callable[..., Garden], page: str) -> None:
    garden = plant(community={"visibility": "private"}, writers="members")
    garden.written()
    assert garden.browser(None).get(garden.path(page)).status_code == 404
    assert garden.browser(garden.stranger).get(garden.path(page)).status_code == 404
    assert garden.browser(garden.member).get(garden.path(page)).status_code == 200


@pytest.mark.django_db
def test_pictures_ask_the_database_the_same_however_long_the_story(
    plant: Callable[..., Garden], django_assert_max_num_queries: object
) -> None:
    garden = plant(twice_in_a_row=True)
    for _ in range(12):
        garden.written()
    for page in ("river/", "replay/", "screen/"):
        garden.browser(None).get(garden.path(page))
        with django_assert_max_num_queries(9):  # type: ignore[operator]
            garden.browser(None).get(garden.path(page))
