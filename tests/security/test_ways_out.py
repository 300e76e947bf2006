"""Every way out, for every kind of private thing, as everybody: nobody learns what they may not know."""

import re
from typing import Any

import pytest
from django.urls import reverse
from village import INSIDE, OUTSIDE, PEOPLE, Village, a_village
from ways import WAYS, path_to, path_to_nothing, patterns

from potager.config.front import LIVE
from potager.journal.channels import may_listen
from potager.lib.keep import PLACES

pytestmark = pytest.mark.django_db

# What a stranger sees of a house with a hidden or a walled community in it.
OUTSIDE_PAGES = {"communities:home", "communities:community", "ui:living"}
# Of one's own list: what is not there (any more) leads back to it.
ONES_OWN = {"notices:mark_read", "notices:remove_browser"}
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_no_way_out_is_forgotten() -> None:
    assert patterns() == {name.partition(" ")[0] for name in WAYS}
    assert {"/live", "/live/writing"} == LIVE


MOMENTARY = {"X-Request-Id", "Expires"}  # never_cache writes the present second


def told(answer: Any, village: Village) -> tuple[Any, ...]:
    """All that an answer tells, but for what the asker typed."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return (
        answer.status_code,
        {name: anonymous(value, village) for name, value in answer.headers.items() if name not in MOMENTARY},
        anonymous(body.decode(errors="replace"), village),
    )


NAMES = re.compile(
    r"nothing-[0-9a-f]{8}|the-glasshouse|pumpkins?|the-[a-z-]*pumpkin[a-z0-9-]*|radishes|[0-9a-f]{32}"
)


def anonymous(text: str, village: Village) -> str:
    return NAMES.sub("…", UUID.sub("…", text.replace(village.community.address, "…")))


def asked(village: Village, who: str, name: str, path: str, *, method: str) -> Any:
    return getattr(village.browser(who), method)(
        path, {} if method == "get" else {"reason": "x", "text": "x"}
    )


@pytest.mark.parametrize("visibility", ["private", "members"])
def test_what_is_not_theirs_answers_as_what_does_not_exist(visibility: str) -> None:
    village = a_village(visibility, is_whole=True)
    for number, (name, way) in enumerate(WAYS.items()):
        is_known = way.knows or (visibility == "members" and "address" in way.arguments(village))
        if is_known or not way.arguments(village):
            continue
        another = OUTSIDE[1 + number % (len(OUTSIDE) - 1)]  # all sorts of outsiders, one way after another
        for who in ("stranger", another) if visibility == "private" else ("stranger", "removed"):
            for method in ("get", "post"):
                real, absent = (
                    told(asked(village, who, name, path(name, village), method=method), village)
                    for path in (path_to, path_to_nothing)
                )
                assert real == absent, (name, who, method)
                leads_back = who == "stranger" or name in ONES_OWN
                assert real[0] in {404, 405} or (real[0] == 302 and leads_back), (name, who, method)


@pytest.mark.parametrize("visibility", ["private", "members", "public"])
def test_nobody_reads_what_is_not_for_them(visibility: str) -> None:
    village = a_village(visibility, is_whole=True)
    found = set()
    for name, way in WAYS.items():
        if way.knows:
            continue
        for who in PEOPLE if way.safe else ("stranger", "member", "owner"):
            answer = asked(village, who, name, path_to(name, village), method="get")
            assert answer.status_code < 500, (name, who)
            body = b"" if answer.streaming else answer.content
            read = {secret for secret in village.secrets if secret in body.decode(errors="replace")}
            leaks = {secret for secret in read if who not in village.secrets[secret]}
            assert not leaks, (name, who, leaks)
            found |= {(secret, who) for secret in read}
            if way.safe is False:
                assert answer.status_code in {302, 403, 404, 405}, (name, who)
            if PLACES in answer:
                assert who == "stranger", name  # only what everybody gets may be kept
                assert visibility == "public" or name in OUTSIDE_PAGES or not way.arguments(village)
    for (
        secret,
        readers,
    ) in village.secrets.items():  # the test is blind to nothing: each is found where it may be
        assert any((secret, who) in found for who in readers), secret


@pytest.mark.parametrize("visibility", ["private", "members", "public"])
def test_downloads_are_for_readers(visibility: str) -> None:
    village = a_village(visibility, is_whole=True)
    for name in (
        "press:book",
        "press:cover",
        "press:download",
        "press:download pdf",
        "stories:story",
        "stories:call",
    ):
        for who in PEOPLE:
            answer = asked(village, who, name, path_to(name, village), method="get")
            assert answer.status_code == (200 if visibility == "public" or who in INSIDE else 404), (
                name,
                who,
            )
            assert not answer.streaming or b"".join(answer.streaming_content)


@pytest.mark.parametrize("visibility", ["private", "members", "public"])
def test_channels_are_for_readers(visibility: str) -> None:
    village = a_village(visibility)
    for channel, readers in village.channels().items():
        hears = {who for who in PEOPLE if may_listen(village.identifier(who), channel)}
        assert hears == set(readers), channel
    for spoilt in (
        "story:",
        "story:1",
        f"story:{village.story.pk}'--",
        "\x00:\x00",
        f"stories:{village.story.pk}",
    ):
        assert not may_listen(village.identifier("owner"), spoilt)


def test_an_invitation_tells_its_door_and_nothing_behind() -> None:
    village = a_village("private")
    inside = {
        secret for secret in village.secrets if secret not in {"Under glass", "Be kind.", village.token}
    }
    for name in ("communities:invitation", "communities:poster"):
        for who in OUTSIDE:
            page = village.browser(who).get(path_to(name, village))
            assert "Under glass" in page.content.decode()
            own = village.people[who].display_name if who in village.people else ""
            assert not {s for s in inside if s in page.content.decode() and s != own}, (name, who)
            assert PLACES not in page
            assert "no-store" in page["Cache-Control"] or "no-cache" in page["Cache-Control"]
            gone = village.browser(who).get(path_to_nothing(name, village))
            assert gone.status_code == 404


def test_a_link_that_was_taken_back_and_one_that_never_was_look_alike() -> None:
    village = a_village("private")
    village.browser("owner").post(path_to("communities:revoke_invitation", village))
    for name in ("communities:invitation", "communities:poster"):
        for method in ("get", "post"):
            gone, never = (
                asked(village, "stranger", name, path(name, village), method=method)
                for path in (path_to, path_to_nothing)
            )
            assert gone.status_code == never.status_code in {404, 405}
            assert re.sub(r"/i/[\w-]+/", "", gone.content.decode()) == re.sub(
                r"/i/[\w-]+/", "", never.content.decode()
            )


def test_strangers_cannot_write_where_they_may_not_read() -> None:
    village = a_village("private")
    before = (
        village.story.contributions.count(),
        village.community.memberships.filter(state="active").count(),
    )
    for name, way in WAYS.items():
        if not way.arguments(village) or way.knows:
            continue
        for who in OUTSIDE:
            answer = asked(village, who, name, path_to(name, village), method="post")
            assert answer.status_code in {302, 404, 405}, (name, who)
    after = (
        village.story.contributions.count(),
        village.community.memberships.filter(state="active").count(),
    )
    assert before == after
    village.story.refresh_from_db()
    assert not village.story.paused_at
    assert not village.story.closed_at


@pytest.mark.parametrize("visibility", ["public", "members"])
def test_members_do_not_act_as_hosts(visibility: str) -> None:
    village = a_village(visibility)
    acts = [f"stories:{verb}_contribution" for verb in ("accept", "decline", "set_aside", "restore")]
    acts += [
        "stories:host",
        "stories:pause_story",
        "stories:close_story",
        "stories:extend_story",
        "press:withdraw_book",
    ]
    acts += ["communities:change_community", "communities:invitations", "communities:requests"]
    acts += [
        "communities:accept_request",
        "communities:remove_member",
        "communities:change_role",
        "stories:open_story",
    ]
    for name in acts:
        answer = asked(village, "member", name, path_to(name, village), method="post")
        assert answer.status_code in {403, 405}, name
    assert village.membership("asking").is_requested
    assert reverse("stories:host", args=[village.story.pk])
