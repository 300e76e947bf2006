"""A collective book in the village: one chapter that is ready, one that is being written, all that stands around it."""

from dataclasses import dataclass

from potager import testing
from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.manuscripts import actions
from potager.manuscripts.models import Comment, Manuscript, Pledge, Section
from potager.members.models import Member
from potager.press.actions import release_chapters

READY, UNREADY, REMARK = (
    "The ready turnip is printed.",
    "The shy turnip is not ready.",
    "Is this turnip true?",
)
OFFER, DRAFT = "I know turnips.", "Half a sentence about turn"


@dataclass(frozen=True)
class WritingDesk:
    """What there is to ask for."""

    book: Manuscript
    ready: Section
    section: Section
    free: Section
    comment: Comment
    pledge: Pledge
    printed: Manuscript


def lay_desk(community: Community, people: dict[str, Member]) -> WritingDesk:
    """Lay it, by real acts: the host edits, the member writes."""
    editor, author = people["host"], people["member"]
    book = testing.a_manuscript(community=community, editor=editor, title="The turnips")
    ready, section, free = (
        actions.add_section(by=editor, manuscript=book, brief=actions.Brief(title=title))
        for title in ("Roots", "Leaves", "Flowers")
    )
    for one, text in ((ready, READY), (section, UNREADY)):
        actions.assign_section(by=editor, section=one, member=author)
        actions.save_version(by=author, section=one, text=text, base=0, key=uuid7(), agrees=True)
    actions.approve_section(by=editor, section=ready)
    actions.take_up_section(by=author, section=section)
    actions.keep_draft(by=author, section=section, text=DRAFT, base=1)
    passage = actions.Passage(quote="shy turnip")
    comment = actions.make_comment(by=editor, section=section, text=REMARK, passage=passage)
    pledge = actions.make_pledge(by=author, section=free, note=OFFER)
    return WritingDesk(book, ready, section, free, comment, pledge, _printed(community, editor, author))


def _printed(community: Community, editor: Member, author: Member) -> Manuscript:
    """Another one, that is a book."""
    book = testing.a_manuscript(community=community, editor=editor, title="The leeks")
    section = actions.add_section(by=editor, manuscript=book, brief=actions.Brief(title="Leaves"))
    actions.assign_section(by=editor, section=section, member=author)
    actions.save_version(by=author, section=section, text=READY, base=0, key=uuid7(), agrees=True)
    actions.approve_section(by=editor, section=section)
    address = f"http://testserver/manuscripts/{book.pk}/"
    release_chapters(by=editor, manuscript=book, title="The leeks", address=address, key=uuid7())
    return book
