"""A collective book in a public community: its editor, two members who write, someone who is no member."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from potager.communities.actions import create_invitation, join_community, leave_community
from potager.communities.models import Membership
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.manuscripts import actions
from potager.manuscripts.models import Manuscript, Pen, Section, Version
from potager.members.models import Member
from potager.testing import a_community, a_manuscript, a_member


@dataclass
class Desk:
    """People before a collective book."""

    book: Manuscript
    editor: Member
    ada: Member
    bruno: Member
    stranger: Member

    def chapter(self, title: str = "Soil", *authors: Member, **brief: Any) -> Section:
        """A chapter of the plan, asked of these people."""
        section = actions.add_section(
            by=self.editor, manuscript=self.book, brief=actions.Brief(title=title, **brief), key=uuid7()
        )
        for author in authors:
            actions.assign_section(by=self.editor, section=section, member=author)
        return section

    def taken(self, section: Section, by: Member | None = None) -> Pen:
        """The pen in somebody's hand."""
        return actions.take_up_section(by=by or self.ada, section=section, agrees=True)

    def written(self, section: Section, text: str = "Soil is *alive*.", by: Member | None = None) -> Version:
        """A new version of a chapter."""
        base = Section.objects.get(pk=section.pk).version
        return actions.save_version(
            by=by or self.ada, section=section, text=text, base=base, key=uuid7(), agrees=True
        )

    def ready(self, title: str = "Soil", text: str = "Soil is *alive*.", by: Member | None = None) -> Section:
        """A chapter that is done."""
        section = self.chapter(title, by or self.ada)
        self.written(section, text, by)
        return actions.approve_section(by=self.editor, section=section)

    def browser(self, who: Member | None = None) -> Client:
        """Somebody's browser, in English."""
        client = Client(headers={"accept-language": "en"})
        if who:
            client.force_login(who)
        return client

    def leave(self, member: Member) -> None:
        """Somebody leaves the community."""
        leave_community(by=member, community=self.book.community)


@pytest.fixture
def lay(db: None) -> Callable[..., Desk]:
    """Make a book; `community` holds terms, everything else is the outline's."""

    def make(*, community: dict[str, Any] | None = None, **outline: Any) -> Desk:
        names = ("Edith", "Ada", "Bruno", "Sven")
        editor, ada, bruno, stranger = (a_member(name, language="en") for name in names)
        place = a_community(owner=editor, **(community or {}))
        link = create_invitation(by=editor, community=place, lasts=timedelta(days=1))
        for member in (ada, bruno):
            join_community(by=member, community=place, accepts_charter=True, invitation=link)
        return Desk(a_manuscript(community=place, editor=editor, **outline), editor, ada, bruno, stranger)

    return make


@pytest.fixture
def desk(lay: Callable[..., Desk]) -> Desk:
    """A book that is being written."""
    return lay()


@pytest.fixture
def english() -> Any:
    """Messages in English, as the sources have them."""
    from django.utils import translation

    with translation.override("en"):
        yield


def told(kind: str) -> Activity:
    """The newest act of that kind."""
    return Activity.objects.filter(kind=kind).latest("position")


def now(section: Section) -> Section:
    """The chapter as it is now."""
    return Section.objects.select_related("manuscript__community").get(pk=section.pk)


def role(desk: Desk, member: Member, name: str) -> None:
    """Give somebody a role in the community."""
    Membership.objects.filter(member=member, community=desk.book.community).update(role=name)


def path(section: Section, rest: str = "") -> str:
    """An address of a chapter."""
    return f"/sections/{section.pk}/{rest}"
