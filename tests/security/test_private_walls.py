"""A private community from outside: byte for byte what does not exist, whatever is asked and however it changes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from doorway import Answer, Doorway, Stream
from village import OUTSIDE, Village, a_village
from ways import path_to, path_to_nothing

from potager.communities.actions import (
    Terms,
    change_charter,
    change_community,
    leave_community,
    remove_member,
    suspend_member,
)
from potager.journal.models import Activity
from potager.notices import readers as notices
from potager.notices.models import Mail

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = 1.0
ASKED = [
    {},
    {"accept_encoding": "gzip"},
    {"if_none_match": '"0123456789abcdef"'},
    {"if_none_match": "*"},
    {"accept_language": "fr"},
    {"hx_request": "true"},
    {"x_requested_with": "potager"},
    {"range": "bytes=0-9"},
    {"if_modified_since": "Sat, 21 Nov 2026 12:00:00 GMT"},
]


@pytest.fixture
def door() -> Iterator[Doorway]:
    with Doorway() as running:
        yield running


def cookie(village: Village, who: str) -> dict[str, str]:
    """Somebody's session, as their browser sends it."""
    jar = village.browser(who).cookies
    return {"cookie": f"potager_session={jar['potager_session'].value}"} if "potager_session" in jar else {}


def change(village: Village, **terms: str) -> None:
    """The owner changes the settings."""
    village.community.refresh_from_db()
    now = {name: getattr(village.community, name) for name in Terms.__dataclass_fields__}
    change_community(by=village.people["owner"], community=village.community, terms=Terms(**{**now, **terms}))


def said(answer: Answer, path: str) -> tuple[Any, ...]:
    """Status, headers and bytes, but for the path that the asker typed and the moment."""
    plain = answer.body.replace(path.partition("?")[0].encode(), b"(path)")
    headers = [
        pair for pair in answer.headers if pair[0] not in {b"x-request-id", b"expires", b"content-length"}
    ]
    return answer.status, sorted(headers), plain


def alike(door: Doorway, method: str, hidden: str, nothing: str, **headers: str) -> None:
    """What is hidden answers as what is not there."""
    real, absent = (door.ask(method, path, **headers) for path in (hidden, nothing))
    if real.header("content-encoding") != "gzip":
        assert said(real, hidden) == said(absent, nothing), (method, hidden, headers)
    assert (real.status, real.header("vary"), real.header("etag"), real.header("cache-control")) == (
        absent.status,
        absent.header("vary"),
        absent.header("etag"),
        absent.header("cache-control"),
    ), (method, hidden, headers)


@pytest.mark.parametrize("who", ["stranger", "removed"])
def test_however_one_asks(door: Doorway, who: str) -> None:
    village = a_village("private")
    mine = cookie(village, who)
    names = [
        "communities:community",
        "communities:charter",
        "stories:story",
        "stories:call",
        "press:book",
        "press:cover",
    ]
    for name in names:
        hidden, nothing = path_to(name, village), path_to_nothing(name, village)
        nothing = (
            nothing.replace(nothing.split("/")[2], village.community.address[::-1])
            if "/c/" in hidden
            else nothing
        )
        for asked in ASKED:
            for method in ("GET", "HEAD", "POST", "OPTIONS", "PUT"):
                alike(door, method, hidden, nothing, **mine, **asked)
        alike(door, "GET", hidden + "?page=2", nothing + "?page=2", **mine)
        alike(door, "GET", hidden.rstrip("/"), nothing.rstrip("/"), **mine)
    assert not door.kept


def test_old_addresses_lead_only_those_who_may_follow(door: Doorway) -> None:
    village = a_village("private")
    old = village.community.address
    change(village, address="under-the-glass")
    for who in OUTSIDE:
        for rest in ("", "stories/", "charter/", "join/", "members/"):
            alike(door, "GET", f"/c/{old}/{rest}", f"/c/{old[::-1]}/{rest}", **cookie(village, who))
            alike(
                door,
                "GET",
                f"/c/under-the-glass/{rest}",
                f"/c/under-the-grass/{rest}",
                **cookie(village, who),
            )
    moved = door.ask("GET", f"/c/{old}/charter/?page=1", **cookie(village, "member"))
    assert (moved.status, moved.header("location")) == (302, "/c/under-the-glass/charter/?page=1")


def test_nobody_takes_an_address_to_learn_that_it_is_taken() -> None:
    """Only the owner of the installation opens communities, and knows of all of them."""
    village = a_village("private")
    form = {"name": "Mine", "address": village.community.address, "language": "en", "visibility": "public"}
    for who in ("guest", "neighbour", "removed", "member", "animateur"):
        assert village.browser(who).post("/c/new/", form).status_code == 403


@pytest.mark.parametrize("how", ["removed", "left", "suspended", "charter"])
def test_streams_that_are_open_while_it_happens(door: Doorway, how: str) -> None:
    village = a_village("private")
    member, mine = village.people["member"], cookie(village, "member")
    channels = [
        name for name, readers in village.channels().items() if "member" in readers and "member:" not in name
    ]
    streams = [door.open("GET", f"/live?channel={name}", **mine) for name in channels]
    other = door.open(
        "GET", f"/live?channel=community:{village.community.pk}", **cookie(village, "animateur")
    )
    assert all(heard(one) for one in (*streams, other))
    if how == "removed":
        remove_member(by=village.people["owner"], membership=village.membership("member"))
    elif how == "left":
        leave_community(by=member, community=village.community)
    elif how == "suspended":
        until = timezone.now() + timedelta(days=1)
        owner, decision = village.people["owner"], uuid4()
        suspend_member(by=owner, member=member, community=village.community, until=until, decision=decision)
    else:
        change_charter(by=village.people["owner"], community=village.community, text="Be kinder.")
    is_out = how != "charter"  # who has yet to accept the charter goes on reading
    assert all(one.until(is_over, within=SECOND if is_out else 0.2) == is_out for one in streams)
    assert not other.until(is_over, within=0.1)
    for name in channels:
        assert door.open("GET", f"/live?channel={name}", **mine).until(is_answered, within=5)
        status = 404 if is_out else 200
        again = door.open("GET", f"/live?channel={name}", **mine)
        assert again.until(is_answered, within=5)
        assert again.answer.status == status
        again.leave()


def heard(stream: Stream) -> bool:
    return stream.until(lambda answer: b"hello" in answer.body, within=5)


def is_over(answer: Answer) -> bool:
    return answer.is_whole


def is_answered(answer: Answer) -> bool:
    return answer.status != 0


def test_letters_to_whoever_is_outside_say_nothing_of_the_inside() -> None:
    """Everything is told only after they have gone."""
    village = a_village("private")
    owner = village.people["owner"]
    remove_member(by=owner, membership=village.membership("member"))
    leave_community(by=village.people["host"], community=village.community)
    Mail.objects.all().delete()
    for activity in Activity.objects.order_by("position"):
        notices.handle(activity)
    outside = {village.people[who].email: who for who in (*OUTSIDE[1:], "member", "host")}
    hidden = [
        secret
        for secret, readers in village.secrets.items()
        if "member" in readers and "stranger" not in readers and secret not in {"Under glass", *outside}
    ]
    names = {member.display_name for member in village.people.values()}
    letters = Mail.objects.filter(to__in=outside)
    assert {"member", "asking"} & {outside[mail.to] for mail in letters}
    for mail in letters:
        leaks = [one for one in hidden if one in f"{mail.subject}\n{mail.body}" and one not in names]
        assert not leaks, (outside[mail.to], mail.subject, leaks)
