"""One word for each thing that a decision hides, in a public community, and who may still read it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from village import browser

from potager import testing
from potager.communities.actions import change_role, join_community
from potager.communities.models import Community, Membership
from potager.directory import actions as directory
from potager.editorial import actions as paper
from potager.lib.ids import uuid7
from potager.manuscripts import actions as chapters
from potager.members.models import Member
from potager.press import actions as press
from potager.press.models import Edition
from potager.stories import actions as stories

PEOPLE = ("stranger", "friend", "author", "moderator")
STORY, PART, BOOK, CHAPTER, REMARK, PERSON, ARTICLE = (
    "hawthorn",
    "bryony",
    "celandine",
    "dodder",
    "euphorbia",
    "fumitory",
    "gromwell",
)
WORDS = (STORY, PART, BOOK, CHAPTER, REMARK, PERSON, ARTICLE)


@dataclass
class Judged:
    """The place, its people, where the words stand, and how a moderator hides each thing and shows it again."""

    home: Community
    people: dict[str, Member]
    paths: list[str] = field(default_factory=list)
    deciding: dict[str, tuple[Callable[..., Any], Callable[..., Any], dict[str, Any]]] = field(
        default_factory=dict
    )
    _browsers: dict[str, Client] = field(default_factory=dict)

    def browser(self, who: str) -> Client:
        """A browser of theirs."""
        if who not in self._browsers:
            self._browsers[who] = browser(self.people.get(who))
        return self._browsers[who]

    def decide(self, *, hides: bool) -> None:
        """Hide all of it, or show it again."""
        for hide, show, thing in self.deciding.values():
            (hide if hides else show)(by=self.people["moderator"], **thing)


def plant() -> Judged:
    """The author hosts, edits and writes; the friend only reads."""
    people = {who: testing.a_member(f"{who.capitalize()} Sorrel", language="en") for who in PEOPLE[1:]}
    home = testing.a_community(owner=people["author"], name="The beds")
    for who in ("friend", "moderator"):
        join_community(by=people[who], community=home, accepts_charter=True)
    moderator = Membership.objects.get(community=home, member=people["moderator"])
    change_role(by=people["author"], membership=moderator, role="moderator")
    garden = Judged(home, people)
    address = f"/c/{home.address}"
    shelves = (
        "",
        "stories/",
        "calendar/",
        "calendar.ics",
        "manuscripts/",
        "books/",
        "opds/",
        "members/",
        "topics/",
    )
    garden.paths += [
        "/",
        "/opds/",
        "/opds/books/",
        "/opds/books.json",
        *(f"{address}/{one}" for one in shelves),
    ]
    garden.paths += [f"{address}/directory/", f"{address}/directory/map/"]
    for make in (_story, _part, _book, _chapter, _person, _article):
        make(garden)
    Edition.objects.update(state=Edition.State.READY)  # the files are not what is looked at
    return garden


def _told(garden: Judged, title: str, opening: str) -> Any:
    host = garden.people["author"]
    return testing.a_story(
        community=garden.home, host=host, title=title, opening=opening, twice_in_a_row=True
    )


def _written(garden: Judged, story: Any, text: str) -> Any:
    return stories.add_contribution(
        by=garden.people["author"], story=story, text=text, key=uuid7(), anyway=True
    )


def _printed(garden: Judged, story: Any, title: str) -> Edition:
    host = garden.people["author"]
    stories.close_story(by=host, story=story)
    return press.release_book(by=host, story=story, title=title, address="http://testserver/", key=uuid7())


def _story(garden: Judged) -> None:
    story = _told(garden, f"On {STORY}", f"The {STORY} opens.")
    _written(garden, story, f"The {STORY} grows.")
    edition = _printed(garden, story, f"Of {STORY}")
    garden.deciding[STORY] = (stories.hide_story, stories.unhide_story, {"story": story})
    pages = (
        "",
        "call/",
        "river/",
        "replay/",
        "screen/",
        "contributions/new/",
        "history/",
        "illustrations/",
        "book/",
    )
    garden.paths += [f"/stories/{story.pk}/{one}" for one in (*pages, "host/", "edit/", "mine/")]
    garden.paths += [f"/discuss/story/{story.pk}/", f"/report/story/{story.pk}/", *_pages_of(edition)]


def _part(garden: Judged) -> None:
    story = _told(garden, "On beds", "A bed.")
    part = _written(garden, story, f"The {PART} climbs.")
    _written(garden, story, "Something else.")
    edition = _printed(garden, story, "Of beds")
    thing = {"contribution": part}
    garden.deciding[PART] = (stories.hide_contribution, stories.unhide_contribution, thing)
    garden.paths += [f"/stories/{story.pk}/{one}" for one in ("", "replay/", "screen/", "history/")]
    garden.paths += [
        f"/discuss/contribution/{part.pk}/",
        f"/report/contribution/{part.pk}/",
        *_pages_of(edition),
    ]


def _book(garden: Judged) -> None:
    story = _told(garden, "On marshes", "A marsh.")
    _written(garden, story, "It is wet.")
    edition = _printed(garden, story, f"The {BOOK}")
    garden.deciding[BOOK] = (press.hide_book, press.unhide_book, {"edition": edition})
    garden.paths += [*_pages_of(edition), f"/stories/{story.pk}/", f"/stories/{story.pk}/book/"]


def _pages_of(edition: Edition) -> list[str]:
    pages = ("", "read/", "downloads/", "cite.bib", "cite.json")
    about = [f"/discuss/book/{edition.pk}/", f"/report/edition/{edition.pk}/"]
    return [*(f"/books/{edition.pk}/{one}" for one in pages), *about]


def _chapter(garden: Judged) -> None:
    author = garden.people["author"]
    book = testing.a_manuscript(community=garden.home, editor=author, title="On soil")
    hidden, other = (
        chapters.add_section(by=author, manuscript=book, brief=chapters.Brief(title=title))
        for title in (f"Of {CHAPTER}", "Of worms")
    )
    for one, text in ((hidden, f"The {CHAPTER} strangles."), (other, "Worms dig.")):
        chapters.assign_section(by=author, section=one, member=author)
        chapters.save_version(by=author, section=one, text=text, base=0, key=uuid7(), agrees=True)
        chapters.approve_section(by=author, section=one)
    comment = chapters.make_comment(
        by=author, section=other, text=f"Like {REMARK}.", passage=chapters.Passage()
    )
    edition = press.release_chapters(by=author, manuscript=book, title="On soil", address="", key=uuid7())
    garden.deciding[CHAPTER] = (chapters.hide_section, chapters.unhide_section, {"section": hidden})
    garden.deciding[REMARK] = (chapters.hide_comment, chapters.unhide_comment, {"comment": comment})
    garden.paths += [f"/sections/{hidden.pk}/{one}" for one in ("", "versions/", "versions/1/", "write/")]
    garden.paths += [
        f"/report/section/{hidden.pk}/",
        f"/report/comment/{comment.pk}/",
        f"/sections/{other.pk}/",
    ]
    garden.paths += [book.get_absolute_url(), f"{book.get_absolute_url()}book/", *_pages_of(edition)]


def _person(garden: Judged) -> None:
    circles = {"about": "everyone", "talents": "everyone", "place": "everyone"}
    said = directory.Said(
        about=f"I am {PERSON}.", talents=(PERSON,), place=PERSON, point=(45.0, 4.0), circles=circles
    )
    author = garden.people["author"]
    directory.change_profile(by=author, said=said, key=uuid7())
    membership = Membership.objects.get(community=garden.home, member=author)
    garden.deciding[PERSON] = (directory.hide_profile, directory.unhide_profile, {"membership": membership})
    garden.paths.append(f"/people/{author.pk}/")


def _article(garden: Judged) -> None:
    said = {"title": "On flowers", "standfirst": f"Of {ARTICLE}.", "body": f"The {ARTICLE} flowers."}
    article = testing.an_article(community=garden.home, by=garden.people["author"], **said)
    garden.deciding[ARTICLE] = (paper.hide_article, paper.unhide_article, {"article": article})
    garden.paths += [f"/c/{garden.home.address}/articles/", article.get_absolute_url()]
    garden.paths += [f"/articles/{article.pk}/edit/", f"/report/article/{article.pk}/"]
    garden.paths += [f"/discuss/article/{article.pk}/"]
