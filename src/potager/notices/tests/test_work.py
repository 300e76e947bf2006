"""What waits for people in stories, books and communities: under the bell, and by mail as each of them wishes."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

import potager
from potager.communities.actions import join_community, remove_member
from potager.communities.models import Community
from potager.communities.queries import membership_of
from potager.journal.models import Cursor
from potager.journal.read import all_readers, catch_up
from potager.manuscripts import actions as books
from potager.members.actions import mute_member
from potager.members.models import Member
from potager.notices import queries
from potager.notices.models import Bell, Mail, Notice, Wishes
from potager.notices.readers import NAME
from potager.stories import actions as stories
from potager.testing import a_community, a_manuscript, a_member, a_story

pytestmark = pytest.mark.django_db
READER = next(reader for reader in all_readers() if reader.name == NAME)
# Letters that no wish keeps away: security, what one asked for, and how a book names its author.
ALWAYS = {"members/acts.py", "authorship/letters.py"}


@pytest.fixture(autouse=True)
def begun(db: None) -> Iterator[None]:
    Cursor.objects.get_or_create(pk=NAME)
    with translation.override("en"):
        yield


@pytest.fixture
def olive() -> Member:
    return a_member("Olive", language="en")


@pytest.fixture
def community(olive: Member) -> Community:
    return a_community(owner=olive, name="The garden")


@pytest.fixture
def ada(community: Community) -> Member:
    ada = a_member("Ada", language="en")
    join_community(by=ada, community=community, accepts_charter=True)
    return ada


def told(member: Member) -> list[str]:
    catch_up(READER)
    return [entry.line.text for entry in queries.entries(member)[0]]


def mails(member: Member) -> list[Mail]:
    return list(Mail.objects.filter(to=member.email).order_by("created_at", "pk"))


def test_only_what_is_named_here_leaves_whatever_one_wishes() -> None:
    """A new kind of mail has a reason, or a place in this list."""
    without = set()
    root = Path(potager.__file__).parent
    for path in root.rglob("*.py"):
        calls = re.findall(r"(?<![.\w])Notice\((.*?)\n    *\)", path.read_text(), re.S)
        if "journal.kinds import" in path.read_text() and any("reason=" not in call for call in calls):
            without.add(str(path.relative_to(root)))
    assert without == ALWAYS


def test_a_host_hears_that_the_story_has_closed_and_may_end_such_mail(
    client: Client, community: Community, ada: Member, olive: Member
) -> None:
    story = a_story(community=community, host=olive, title="Beans")
    stories.add_host(by=olive, story=story, member=ada)
    assert told(ada) == ["You host “Beans”"]
    stories.remove_host(by=ada, story=story, member=ada)
    assert told(ada) == [] and Bell.objects.get(pk=ada.pk).unread == 0
    stories.add_host(by=olive, story=story, member=ada)
    stories.close_story(by=olive, story=story)
    assert told(ada) == ["“Beans” is closed", "You host “Beans”"]
    mail = mails(ada)[-1]
    assert mail.headers["References"].startswith("<story.") and "Reply-To" not in mail.headers
    link = mail.headers["List-Unsubscribe"].strip("<>")
    client.post(link, {"List-Unsubscribe": "One-Click"})
    assert Wishes.objects.get(pk=ada.pk).work == "page"
    stories.reopen_story(by=olive, story=story, until=timezone.now() + timedelta(days=2))
    assert told(ada) == ["You host “Beans”"] and Bell.objects.get(pk=ada.pk).unread == 1
    stories.close_story(by=olive, story=story)
    assert told(ada) == ["“Beans” is closed", "You host “Beans”"]
    assert len(mails(ada)) == 3, "asked twice, told once that it has closed"


def test_a_decision_about_ones_own_words_always_comes_and_goes_with_it(
    community: Community, ada: Member, olive: Member
) -> None:
    Wishes.objects.create(member=ada, work="page", addressed="page", letter="never")
    mute_member(by=ada, toward=olive, name="Olive")
    story = a_story(community=community, host=olive, title="Beans")
    written = stories.add_contribution(by=ada, story=story, text="A bean stirred.", key=None)
    stories.decline_contribution(by=olive, contribution=written, reason="It is a pea.")
    assert told(ada) == ["Your sentences in “Beans”"]
    (mail,) = mails(ada)
    assert "It is a pea." in mail.body and "List-Unsubscribe" not in mail.headers
    stories.restore_contribution(by=olive, contribution=written)
    assert told(ada) == ["Your sentences are back in “Beans”"]
    assert Bell.objects.get(pk=ada.pk).unread == 1


def test_what_waits_may_come_in_the_letter(community: Community, ada: Member, olive: Member) -> None:
    Wishes.objects.create(member=ada, work="letter")
    book = a_manuscript(community=community, editor=olive)
    section = books.add_section(by=olive, manuscript=book, brief=books.Brief(title="Soil"), key=None)
    books.assign_section(by=olive, section=section, member=ada)
    assert told(ada) == ["Would you write “Soil”?"]
    assert not mails(ada) and Notice.objects.get(member=ada).is_for_letter
    assert [entry.line.text for entry in queries.told_in_letter(ada)] == ["Would you write “Soil”?"]


def test_remarks_in_the_margin_reach_who_writes_the_chapter_and_who_spoke(
    community: Community, ada: Member, olive: Member
) -> None:
    bob, eve = (a_member(name, language="en") for name in ("Bob", "Eve"))
    join_community(by=bob, community=community, accepts_charter=True)
    Wishes.objects.create(member=ada, addressed="mail")
    book = a_manuscript(community=community, editor=olive)
    section = books.add_section(by=olive, manuscript=book, brief=books.Brief(title="Soil"), key=None)
    books.assign_section(by=olive, section=section, member=ada)
    passage = books.Passage(quote="alive")
    remark = books.make_comment(by=bob, section=section, text="Is it?", passage=passage)
    assert told(ada)[0] == "A remark in the margin of “Soil”"
    assert "> alive" in mails(ada)[-1].body and "Is it?" in mails(ada)[-1].body
    assert not {*told(bob), *told(eve), *told(olive)}
    books.answer_comment(by=ada, comment=remark, text="It is.")
    assert told(bob) == ["An answer in the margin of “Soil”"] and told(ada)[0].startswith("A remark")
    remove_member(by=olive, membership=_membership(bob, community))
    assert told(bob) == ["You are no longer a member of The garden"]
    assert Bell.objects.get(pk=bob.pk).unread == 1, "what one sees no more does not ring"


def _membership(member: Member, community: Community) -> Any:
    return membership_of(member, community)
