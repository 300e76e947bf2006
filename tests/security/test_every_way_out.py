"""One walk along all the ways out: what is private in a conversation is told nowhere to whoever may not know of it.

A way is whatever tells people something: pages, streams, search, notices, letters, exports. What each app adds to
one of the registries below tells something new: it must be written down here, with the way that walks it.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from planted import PEOPLE, READERS, Planted, plant, plant_secrets

from potager import testing
from potager.conversations.actions import open_conversation
from potager.journal import channels, pulses, tellings
from potager.journal.digests import all_sections
from potager.journal.findable import all_findables
from potager.journal.kinds import kind_of
from potager.journal.mapped import all_maps
from potager.journal.models import Activity
from potager.journal.read import all_readers, catch_up
from potager.lib.keep import PLACES
from potager.members import export
from potager.notices.actions import expect_letters, send_letters
from potager.notices.models import Mail, Wishes
from potager.search.actions import work_off

pytestmark = pytest.mark.django_db

# Addresses that this walk fills by itself: one of theirs with a part that it cannot fill fails the test.
Told = tuple[str, str]  # where it is told, and what
SPACES = ("animation", "conversations", "moderation", "notices", "search")
SECRET = {"token", "digest"}  # whoever can fill these was told something already
PAPER = ("/articles/", "/comments/")  # feeds of what is published, and of what is said about it
LEFT_OUT = {"notices:mail"}  # shows every letter of a house without mail


def texts(answer: Any) -> str:
    """What an answer tells, its headers included."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{dict(answer.headers)} {body.decode(errors='replace')}"


def addresses(garden: Planted) -> Iterator[tuple[str, str]]:
    """Every address of the apps above, filled with what was planted."""
    topics, posts = [one.pk for one in garden.topics], [one.pk for one in garden.posts]
    values: dict[str, list[Any]] = {"address": [one.address for one in garden.homes.values()]}
    values |= {
        "number": [1],
        "tag": ["marigold"],
        "kind": ["post"],
        "sort": ["post"],
        "room": ["none"],
        "month": ["2026-10"],
    }
    for name, route, parameters in _patterns(get_resolver().url_patterns, "", ""):
        if name.partition(":")[0] not in SPACES or name in LEFT_OUT or parameters & SECRET:
            continue
        things = posts if "posts/" in route or "<slug:kind>" in route else topics
        here = {**values, "identifier": things, "topic": topics, "heap": things[:1]}
        unknown = parameters - set(here)
        assert not unknown, f"{name}: say what to fill {unknown} with"
        for chosen in _combined([(one, here[one]) for one in sorted(parameters)]):
            yield name, reverse(name, kwargs=chosen)


def _patterns(entries: list[Any], space: str, route: str) -> Iterator[tuple[str, str, set[str]]]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from _patterns(entry.url_patterns, inner, route + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", route + str(entry.pattern), set(entry.pattern.converters)


def _combined(parts: list[tuple[str, list[Any]]]) -> Iterator[dict[str, Any]]:
    if not parts:
        yield {}
        return
    (name, values), *rest = parts
    for value in values:
        for others in _combined(rest):
            yield {name: value, **others}


def pages(garden: Planted, who: str) -> Iterator[Told]:
    """Page, list, count, head (of which other houses make previews), held queue, people: wherever a GET leads."""
    for name, path in addresses(garden):
        if name in garden.acts:
            continue
        answer = garden.browser(who).get(path)
        assert answer.status_code < 500, (name, who)
        assert PLACES not in answer or who == "stranger", (name, who)  # kept pages are a stranger's
        if answer.status_code == 405:
            garden.acts.add(name)
        yield path, texts(answer)


def fragments(garden: Planted, who: str) -> Iterator[Told]:
    """Topics, lists and the bell, asked by scripts."""
    lists = [f"/c/{one.address}/topics/" for one in garden.homes.values()]
    for path in (*lists, *(one.get_absolute_url() for one in garden.topics), "/notices/bell/"):
        for headers in ({"hx-request": "true"}, {"x-requested-with": "potager"}):
            yield path, texts(garden.browser(who).get(path, headers=headers))


def streams(garden: Planted, who: str) -> Iterator[Told]:
    """All that was ever told live in the channels to which the person may listen."""
    for activity in Activity.objects.order_by("position"):
        if channels.may_listen(garden.identifier(who), activity.place):
            yield activity.kind, kind_of(activity.kind).fragment(activity, "en") or ""


def search(garden: Planted, who: str) -> Iterator[Told]:
    """Each word, entered, typed and as a tag, everywhere and in a community; without what was asked."""
    home, asked = (
        garden.homes["public"],
        [("/search/", "private", "marigold"), ("/search/", "members", "marigold")],
    )
    paths = [(f"/c/{garden.homes[one].address}{path}", {"q": word}) for path, one, word in asked]
    for word in READERS:
        paths += [("/search/", {"q": word}), ("/search/", {"q": word[:5], "typing": "1"})]
        paths += [("/search/", {"q": "sorrel", "tag": word}), (f"/c/{home.address}/search/", {"q": word})]
    for path, question in paths:
        answer = garden.browser(who).get(path, question, headers={"hx-request": "true"})
        assert answer.status_code in {200, 403, 404}
        for entered in question.values():  # the list alone says again what was asked, in its next address
            answer.content = answer.content.replace(f"={entered}".encode(), b"")
        yield f"{path} {question}", answer.content.decode()


def feeds(garden: Planted, who: str) -> Iterator[Told]:
    """Calendars, catalogues and the paper, for programs; what searching machines are told."""
    homes = [f"/c/{one.address}" for one in garden.homes.values()]
    paths = [f"{home}{path}" for home in homes for path in ("/calendar.ics", "/opds/")]
    paths += [
        f"{home}{path}feed.{form}" for home in homes for path in PAPER for form in ("atom", "rss", "json")
    ]
    paths += [f"{home}/{path}" for home in homes for path in ("follow/", "sitemap.xml")]
    for article in garden.articles:
        room = f"{article.community.get_absolute_url()}articles/{article.address}/"
        paths += [article.get_absolute_url(), f"{room}feed.atom"]
    paths += ["/opds/", "/opds/books/", "/opds/books.json"]
    paths += ["/robots.txt", "/sitemap.xml"] if who == "stranger" else []
    for path in paths:
        yield path, texts(garden.browser(who).get(path))


def suggestions(garden: Planted, who: str) -> Iterator[Told]:
    """Names while a mention is being typed; what a text looks like before it is sent; what is quoted."""
    client = garden.browser(who)
    for home in garden.homes.values():
        yield "names", texts(client.get(f"/c/{home.address}/names/", {"q": "sor"}))
        links = " ".join(
            f"http://testserver{one.get_absolute_url()}" for one in (*garden.topics, *garden.posts)
        )
        yield "preview", texts(client.post(f"/c/{home.address}/topics/preview/", {"text": links}))
    for post in garden.posts:
        yield "quote", texts(client.get(f"/posts/{post.pk}/quote/"))


def letters(garden: Planted, who: str) -> Iterator[Told]:
    """Notices by mail and the daily letter, as they left."""
    member = garden.people.get(who)
    for mail in Mail.objects.filter(to=member.email) if member else ():
        yield mail.subject, f"{mail.subject} {mail.body} {mail.html} {mail.headers}"


def exports(garden: Planted, who: str) -> Iterator[Told]:
    """Everything that a person takes along."""
    if who in garden.people:
        file = BytesIO()
        export.pack(garden.people[who], file)
        with ZipFile(file) as archive:
            yield from ((name, archive.read(name).decode(errors="replace")) for name in archive.namelist())


WAYS: dict[str, Callable[[Planted, str], Iterator[Told]]] = {
    one.__name__: one for one in (pages, fragments, streams, search, feeds, suggestions, letters, exports)
}
# What is registered where, and the way that walks it.
REGISTERED: dict[str, dict[str, str]] = {
    "readers": {"animation": "pages", "notices": "letters", "search": "search"},
    "channels": dict.fromkeys(
        ("care", "community", "desk", "manuscript", "member", "story", "topic"), "streams"
    ),
    "tellings": dict.fromkeys(
        ("author", "case", "decision", "juror", "post", "session", "story", "topic"), "pages"
    ),
    # Numbers of notices and of private conversations, what one has read: lists show them too.
    "pulses": dict.fromkeys(("bell.rung", "held.counted", "letters.counted", "reading.moved"), "pages"),
    "sections of letters": dict.fromkeys(("meet", "read", "soon", "talk"), "letters"),
    "maps": dict.fromkeys(("article", "community", "edition", "event", "series", "story", "topic"), "feeds"),
    "findables": dict.fromkeys(
        ("article", "contribution", "edition", "event", "membership", "post", "story", "topic"), "search"
    ),
}


def registered() -> dict[str, set[str]]:
    """What tells people something, as the apps have it."""
    return {
        "readers": {one.name for one in all_readers()},
        "channels": set(channels._channels),
        "tellings": set(tellings._tellings),
        "pulses": {one.name for one in pulses.all_pulses()},
        "sections of letters": {one.name for one in all_sections()},
        "findables": {one.kind for one in all_findables()},
        "maps": set(all_maps()),
    }


def everything_is_told() -> None:
    """The readers read to the end; a day passes, and everybody's letter is written."""
    for reader in all_readers():
        catch_up(reader)
    while work_off():
        pass
    now = timezone.now()
    while expect_letters(now):
        pass
    Wishes.objects.update(next_letter_at=now, told_until=now - timedelta(days=1))
    send_letters(now + timedelta(hours=1), seconds=20)


def test_no_way_out_is_forgotten() -> None:
    written = {where: set(names) for where, names in REGISTERED.items()}
    assert registered() == written, "a new way out: write it down in REGISTERED, with the way that walks it"
    assert {way for names in REGISTERED.values() for way in names.values()} <= set(WAYS)


def test_nobody_learns_what_they_may_not_know() -> None:
    for reader in all_readers():
        catch_up(reader)
    garden = plant()
    plant_secrets(garden)
    everything_is_told()
    found: set[tuple[str, str]] = set()
    leaks: set[tuple[str, str, str, str]] = set()
    for way, walk in WAYS.items():
        for who in PEOPLE:
            for where, text in walk(garden, who):
                told = {word for word in READERS if word in text.lower()}
                leaks |= {(way, where, who, word) for word in told if who not in READERS[word]}
                found |= {(way, word) for word in told}
    assert not leaks
    walked = {way for way, word in found if word in {"marigold", "wallflower", "nightshade"}}
    assert walked == set(WAYS), "a way on which nothing at all is met proves nothing"
    assert {word for _way, word in found} >= set(READERS) - {"belladonna"}


def shown(garden: Planted, who: str, paths: list[str]) -> list[str]:
    """Pages as somebody sees them, without what changes by itself."""
    momentary = re.compile(
        r"data-live-after=\"\d+\"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|<time.*?</time>", re.S
    )
    pages = (garden.browser(who).get(path).content.decode() for path in paths)
    return [momentary.sub("…", page) for page in pages]


def test_no_count_and_no_page_changes_with_what_one_may_not_know() -> None:
    for reader in all_readers():
        catch_up(reader)
    garden = plant()
    everything_is_told()
    home, topic = garden.homes["public"], garden.topics[0]
    place = f"/c/{home.address}/"
    paths = ["/", place, f"{place}topics/", f"{place}topics/tag/marigold/", topic.get_absolute_url()]
    paths += [
        f"{topic.get_absolute_url()}days/",
        "/search/?q=marigold",
        f"{place}search/?q=sorrel",
        "/notices/",
    ]
    outside = ("stranger", "neighbour", "former", "blocked")
    before = {who: shown(garden, who, paths) for who in outside}
    people = garden.people
    said = {"title": "Our foxglove", "body": "Marigold and foxglove.", "key": None}
    open_conversation(by=people["author"], community=home, people=[people["friend"]], **said)
    testing.a_post(topic=topic, by=people["author"], body="Marigold and oleander.", is_held=True)
    everything_is_told()
    for who in outside:
        for path, one, other in zip(paths, before[who], shown(garden, who, paths), strict=True):
            assert one == other, (who, path)
