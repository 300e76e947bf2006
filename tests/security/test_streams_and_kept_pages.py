"""What does not go through Django: streams and kept pages, asked of the one ASGI application."""

from collections.abc import Iterator

import pytest
from doorway import Answer, Doorway
from village import PEOPLE, SHOWN, Village, a_village, browser
from ways import WAYS, path_to

from potager import testing
from potager.communities.actions import Terms, change_community, remove_member
from potager.conversations.actions import talk_about
from potager.conversations.subjects import thing_for
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.stories.actions import (
    accept_contribution,
    add_contribution,
    add_host,
    decline_contribution,
    hide_story,
    remove_host,
)

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = 1.0


@pytest.fixture
def door() -> Iterator[Doorway]:
    """The installation, running."""
    with Doorway() as running:
        yield running


def cookie(village: Village, who: str) -> dict[str, str]:
    """Somebody's session, as their browser sends it."""
    jar = village.browser(who).cookies
    return {"cookie": f"potager_session={jar['potager_session'].value}"} if "potager_session" in jar else {}


def is_over(answer: Answer) -> bool:
    return answer.is_whole


def change(village: Village, **terms: str) -> None:
    """The owner changes the settings."""
    now = {name: getattr(village.community, name) for name in Terms.__dataclass_fields__}
    change_community(by=village.people["owner"], community=village.community, terms=Terms(**{**now, **terms}))


@pytest.mark.parametrize("visibility", ["private", "members"])
def test_streams_are_for_readers(visibility: str, door: Doorway) -> None:
    village = a_village(visibility)
    for channel, readers in village.channels().items():
        for who in PEOPLE:
            stream = door.open("GET", f"/live?channel={channel}", **cookie(village, who))
            assert stream.until(lambda answer: answer.status != 0, within=5)
            assert stream.answer.status == (200 if who in readers else 404), (channel, who)
            stream.leave()
    mixed = f"/live?channel=story:{village.story.pk}&channel=member:{village.people['owner'].pk}"
    assert door.ask("GET", mixed, **cookie(village, "host")).status == 404  # one closed door closes all
    nothing = f"/live?channel=story:{uuid7()}"
    assert door.ask("GET", nothing).headers == door.ask("GET", mixed).headers


def test_whoever_is_removed_hears_and_reads_nothing_a_second_later(door: Doorway) -> None:
    village = a_village("private", is_whole=True)
    paths = [
        path_to(name, village) for name in ("stories:story", "press:book", "press:download", "press:cover")
    ]
    mine = cookie(village, "member")
    stream = door.open("GET", f"/live?channel=story:{village.story.pk}", **mine)
    assert stream.until(lambda answer: b"hello" in answer.body, within=5)
    assert {door.ask("GET", path, **mine).status for path in paths} == {200}
    remove_member(by=village.people["owner"], membership=village.membership("member"))
    assert {door.ask("GET", path, **mine).status for path in paths} == {404}
    assert stream.until(is_over, within=SECOND)
    text = "What only the others read."
    add_contribution(by=village.people["owner"], story=village.story, text=text, key=uuid7())
    assert not stream.until(lambda answer: text.encode() in answer.body, within=0.3)
    assert door.ask("GET", f"/live?channel=story:{village.story.pk}", **mine).status == 404


def test_what_turns_private_ends_for_strangers_a_second_later(door: Doorway) -> None:
    village = a_village("public", is_whole=True)
    paths = [
        path_to(name, village) for name in WAYS if WAYS[name].arguments(village) and not WAYS[name].knows
    ]
    stream = door.open("GET", f"/live?channel=story:{village.story.pk}")
    assert stream.until(lambda answer: b"hello" in answer.body, within=5)
    assert SHOWN.encode() in door.ask("GET", path_to("stories:story", village)).body
    for path in paths:
        door.ask("GET", path)
    assert len(door.kept) > 3
    change(village, visibility="private")
    assert stream.until(is_over, within=SECOND)
    assert not [path for path in paths if door.ask("GET", path).status == 200]
    assert not [page for page in door.kept if b"Under glass" in page.plain.body]


@pytest.mark.parametrize("sort", ["story", "contribution"])
def test_what_is_said_of_a_thing_ends_with_it_a_second_later(sort: str, door: Doorway) -> None:
    village = a_village("public")
    by, story = village.people["owner"], village.story
    part = add_contribution(by=by, story=story, text="A pumpkin rolled by.", key=uuid7())
    about = thing_for(sort, story.pk if sort == "story" else part.pk, by)
    assert about
    topic = talk_about(by=by, thing=about, body="Well rolled.", key=uuid7()).topic
    streams = [
        door.open("GET", f"/live?channel=topic:{topic.pk}", **cookie(village, who))
        for who in ("stranger", "member")
    ]
    for stream in streams:
        assert stream.until(lambda answer: b"hello" in answer.body, within=5)
    hide_story(by=by, story=story) if sort == "story" else decline_contribution(
        by=by, contribution=part, reason="No"
    )
    for stream in streams:
        assert stream.until(is_over, within=SECOND)
    assert door.ask("GET", f"/live?channel=topic:{topic.pk}").status == 404


def test_what_waits_for_a_hosts_yes_is_heard_at_the_desk_alone(door: Doorway) -> None:
    village = a_village("public")
    host, text = village.people["owner"], "A shy turnip waits."
    story = testing.a_story(community=village.community, host=host, accepts_first=True)
    page, channels = f"/stories/{story.pk}/", f"channel=story:{story.pk}"
    before = door.ask("GET", page).body
    hears = {
        who: door.open("GET", f"/live?{channels}", **cookie(village, who)) for who in ("stranger", "member")
    }
    desk = door.open("GET", f"/live?{channels}&channel=desk:{story.pk}", **cookie(village, "owner"))
    for stream in (*hears.values(), desk):
        assert stream.until(lambda answer: b"hello" in answer.body, within=5)
    waiting = add_contribution(by=village.people["member"], story=story, text=text, key=uuid7())
    assert desk.until(lambda answer: text.encode() in answer.body, within=5)
    for stream in hears.values():
        assert not stream.until(lambda answer: b"contribution.added\n" in answer.body, within=0.3)
    assert door.ask("GET", page).body == before
    accept_contribution(by=host, contribution=waiting)
    for stream in hears.values():
        assert stream.until(lambda answer: text.encode() in answer.body, within=5)
    assert text.encode() in door.ask("GET", page).body


def test_who_hosts_no_more_leaves_the_desk_a_second_later(door: Doorway) -> None:
    village = a_village("public")
    host, member = village.people["host"], village.people["member"]
    add_host(by=host, story=village.story, member=member)
    desk = door.open("GET", f"/live?channel=desk:{village.story.pk}", **cookie(village, "member"))
    assert desk.until(lambda answer: b"hello" in answer.body, within=5)
    remove_host(by=host, story=village.story, member=member)
    assert desk.until(is_over, within=SECOND)
    assert (
        door.ask("GET", f"/live?channel=desk:{village.story.pk}", **cookie(village, "member")).status == 404
    )


def test_a_suspended_member_reads_nothing(door: Doorway) -> None:
    village = a_village("private")
    mine = cookie(village, "member")
    assert door.ask("GET", path_to("stories:story", village), **mine).status == 200
    Member.objects.filter(pk=village.people["member"].pk).update(is_active=False)
    assert door.ask("GET", path_to("stories:story", village), **mine).status == 404
    assert door.ask("GET", f"/live?channel=story:{village.story.pk}", **mine).status == 404
    assert door.ask("GET", "/me/", **mine).status == 302


def test_whoever_closes_their_account_hears_nothing_a_second_later(door: Doorway) -> None:
    village = a_village("private")
    stream = door.open("GET", f"/live?channel=story:{village.story.pk}", **cookie(village, "member"))
    assert stream.until(lambda answer: b"hello" in answer.body, within=5)
    village.browser("member").post("/me/leave/")
    assert stream.until(is_over, within=SECOND)


def test_a_new_password_ends_the_streams_of_other_devices(door: Doorway) -> None:
    village = a_village("private")
    stream = door.open("GET", f"/live?channel=story:{village.story.pk}", **cookie(village, "member"))
    assert stream.until(lambda answer: b"hello" in answer.body, within=5)
    elsewhere = village.browser("guest").__class__(headers={"accept-language": "en"})
    elsewhere.force_login(village.people["member"])
    answer = elsewhere.post("/me/password/", {"password": "leeks under the moon"})
    assert answer.status_code == 302
    assert stream.until(is_over, within=SECOND)


@pytest.mark.parametrize("how", ["sign out", "one", "all others"])
def test_a_session_that_ends_takes_its_streams_along(how: str, door: Doorway) -> None:
    village = a_village("private")
    channel = f"/live?channel=story:{village.story.pk}"
    stream = door.open("GET", channel, **cookie(village, "member"))
    assert stream.until(lambda answer: b"hello" in answer.body, within=5)
    member, elsewhere = village.people["member"], browser(village.people["member"])
    kept = door.open("GET", channel, cookie=f"potager_session={elsewhere.cookies['potager_session'].value}")
    assert kept.until(lambda answer: b"hello" in answer.body, within=5)
    if how == "sign out":
        village.browser("member").post("/sign-out/")
    elif how == "one":
        first = member.sessions.earliest("began_at")
        assert elsewhere.post(f"/me/sign-ins/{first.identifier}/end/").status_code == 302
    else:
        elsewhere.post("/me/sign-ins/end-others/")
    assert stream.until(is_over, within=SECOND)
    assert not kept.until(is_over, within=0.2)  # only that one


def test_nothing_is_kept_of_what_is_not_for_everybody(door: Doorway) -> None:
    village = a_village("private")
    paths = [path_to(name, village) for name in WAYS]
    for who in ("member", "owner", "guest"):
        for path in paths:
            door.ask("GET", path, **cookie(village, who))
    assert not door.kept  # nothing that somebody with a session asked for
    for path in paths:
        door.ask("GET", path)
    for page in door.kept:
        assert not [secret for secret in village.secrets if secret.encode() in page.plain.body]
    for path in paths:  # and nobody with a session is given a kept page
        assert door.ask("GET", path, **cookie(village, "guest")).header("x-request-id"), path


def test_odd_cookies_get_what_everybody_gets(door: Doorway) -> None:
    plain = door.ask("GET", "/sign-in/")
    for given in (
        "potager_session",
        "potager_session=",
        "a=b; potager_session =x",
        "potager_session=x=y",
        "\x80=;;",
    ):
        assert door.ask("GET", "/sign-in/", cookie=given).body == plain.body, given


def test_django_says_nothing_of_its_own_to_the_outside(door: Doorway) -> None:
    village = a_village("public")
    for name in WAYS:
        answer = door.ask("GET", path_to(name, village))
        assert not [key for key, _value in answer.headers if key.startswith(b"x-potager")], name
        assert answer.header("cache-control") in {
            "no-cache", "private, no-cache", "max-age=0, no-cache, no-store, must-revalidate, private",
            *(["private, max-age=86400"] if name == "stories:illustration" else []),
        }, name  # fmt: skip
