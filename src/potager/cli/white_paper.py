"""The demo's collective book: three short chapters, one ready, one being written, one that looks for its author."""

from collections.abc import Mapping
from typing import Any

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.manuscripts import actions
from potager.manuscripts.models import Manuscript, Section
from potager.members.models import Member


def begin_book(community: Community, people: Mapping[str, Member], texts: Mapping[str, Any]) -> Manuscript:
    """Open it and write what there is of it, through the same actions as everybody."""
    editor = people[texts["editor"]]
    outline = actions.Outline(
        title=texts["title"],
        subtitle=texts["subtitle"],
        intention=texts["intention"],
        language=community.language,
    )
    book = actions.open_manuscript(by=editor, community=community, outline=outline)
    for chapter in texts["chapters"]:
        _add(book, editor, people.get(chapter.get("by", "")), chapter)
    return book


def _add(book: Manuscript, editor: Member, author: Member | None, chapter: Mapping[str, Any]) -> None:
    brief = actions.Brief(title=chapter["title"], brief=chapter["brief"])
    section: Section = actions.add_section(by=editor, manuscript=book, brief=brief)
    if author is None:
        return
    actions.assign_section(by=editor, section=section, member=author)
    actions.save_version(by=author, section=section, text=chapter["text"], base=0, key=uuid7(), agrees=True)
    if "remark" in chapter:
        passage = actions.Passage(quote=chapter["passage"])
        actions.make_comment(by=editor, section=section, text=chapter["remark"], passage=passage)
    if chapter.get("is_ready"):
        actions.approve_section(by=editor, section=section)
