"""Moderators and editors do what their role says, and nothing beside it."""

from collections.abc import Iterator
from typing import Any

import pytest
from village import Village, a_village
from ways import WAYS, path_to

pytestmark = pytest.mark.django_db

MODERATE = ("stories:decline_contribution", "stories:set_aside_contribution", "stories:restore_contribution")
EDIT = ("press:withdraw_book",)
HOST = ("stories:pause_story", "stories:extend_story", "stories:close_story")
ANIMATE = (
    "stories:open_story",
    "communities:invitations",
    "communities:requests",
    "communities:accept_request",
    "communities:decline_request",
    "communities:remove_member",
)
MANAGE = ("communities:change_community", "communities:change_charter")


@pytest.fixture
def village() -> Iterator[Village]:
    yield a_village("members")


def post(village: Village, who: str, name: str) -> Any:
    method = village.browser(who).post if WAYS[name].posts else village.browser(who).get
    return method(path_to(name, village), {"reason": "Kindly.", "role": "editor"})


@pytest.mark.parametrize(
    ("who", "may"),
    [("member", ()), ("moderator", MODERATE), ("editor", EDIT), ("host", MODERATE + EDIT + HOST)],
)
def test_a_role_is_what_it_says(village: Village, who: str, may: tuple[str, ...]) -> None:
    for name in (*MODERATE, *EDIT, *HOST, *ANIMATE, *MANAGE):
        status = post(village, who, name).status_code
        assert (status != 403) == (name in may), (name, status)


@pytest.mark.parametrize(
    ("who", "sees", "misses"),
    [
        ("moderator", ["/decline/"], ["/pause/", "/extend/", "/close/", "/release/"]),
        ("editor", [], ["/decline/", "/pause/", "/extend/", "/close/"]),
        ("host", ["/decline/", "/pause/", "/extend/", "/close/"], []),
    ],
)
def test_the_host_s_page_shows_what_one_may_do(
    village: Village, who: str, sees: list[str], misses: list[str]
) -> None:
    page = village.browser(who).get(path_to("stories:host", village)).content.decode()
    assert [one for one in sees if one not in page] == []
    assert [one for one in misses if one in page] == []


def test_a_role_that_was_taken_back_is_over_at_once(village: Village) -> None:
    village.browser("owner").post(
        f"{village.community.get_absolute_url()}members/{village.membership('moderator').pk}/role/",
        {"role": "member"},
    )
    for name in MODERATE:
        assert post(village, "moderator", name).status_code == 403
    assert village.browser("moderator").get(path_to("stories:host", village)).status_code == 403


def test_a_role_elsewhere_counts_for_nothing_here(village: Village) -> None:
    for name in (*MODERATE, *EDIT, *HOST, "stories:host"):
        assert post(village, "neighbour", name).status_code == 404


def test_moderators_and_editors_give_no_roles(village: Village) -> None:
    for who in ("moderator", "editor", "host"):
        assert post(village, who, "communities:change_role").status_code == 403
    assert village.membership("member").role == "member"
