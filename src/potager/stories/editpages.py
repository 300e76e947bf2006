"""What the pages of editing need, gathered: the table, a correction, the history."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from potager.communities.queries import standing_of
from potager.lib.differences import Passage
from potager.lib.ids import uuid7
from potager.lib.permission import may
from potager.lib.woven import woven
from potager.members.models import Member
from potager.stories import arranging, histories, tables
from potager.stories.editforms import CorrectionForm, RemarkForm
from potager.stories.models import Contribution, Correction, Story
from potager.stories.permissions import hosts, moderates
from potager.ui.templatetags.ui import icon


def frame(story: Story, member: Member) -> dict[str, Any]:
    """What every page of editing needs."""
    standing = standing_of(member, story.community)
    return {
        "story": story,
        "community": story.community,
        "standing": standing,
        "state": story.state_at(timezone.now()),
        "moderates": moderates(standing, story),
        "hosts": hosts(standing, story),
        "rewords": may(member, "reword", story),
    }


def table_page(story: Story, member: Member, *, page: str) -> dict[str, Any]:
    """One page of the order, and what can be undone."""
    table = tables.table_of(story, page=page)
    return {
        **frame(story, member),
        "table": table,
        "page": table.page,
        "undo": histories.told_change(arranging.last_change(story)),
        "redo": histories.told_change(arranging.last_undone(story)),
        "key": uuid7(),
        "words": _words(),
        "waiting": story.corrections.filter(state=Correction.State.OPEN).count(),
    }


def _words() -> dict[str, Any]:
    """What each of many rows says, put into the reader's language and drawn once."""
    said = {
        "up": _("Move up"),
        "down": _("Move down"),
        "more": _("More for"),
        "place": _("Move to place"),
        "move": _("Move"),
        "begin": _("A chapter begins here"),
        "add": _("Add"),
        "correct": _("Correct"),
        "aside": _("Set aside"),
        "number": _("no."),
    }
    return said | {"dots": icon("more"), "pen": icon("pen"), "eye": icon("eye"), "cross": icon("close")}


def proposal_page(contribution: Contribution, member: Member, form: CorrectionForm) -> dict[str, Any]:
    """What an editor looks at while proposing."""
    earlier = contribution.corrections.select_related("editor").order_by("-proposed_at")
    return {**frame(contribution.story, member), "part": contribution, "form": form, "earlier": earlier[:20]}


def correction_page(
    found: Correction, member: Member, form: RemarkForm, *, token: str = ""
) -> dict[str, Any]:
    """A correction as its author, or an editor, sees it."""
    story = found.story
    is_author = member.pk == found.author_id
    stands = found.holds and found.contribution.text == found.after
    return {
        **frame(story, member),
        "correction": found,
        "part": found.contribution,
        "passages": difference(found),
        "remarks": found.remarks.select_related("by"),
        "form": form,
        "token": token,
        "is_author": is_author,
        "is_editor": not token and may(member, "edit", story),
        "may_undo": stands and not story.released_at,
        "silence_at": found.silence_at and found.silence_at.astimezone(story.zone),
    }


def difference(found: Correction) -> tuple[Passage, ...]:
    """Both wordings in one."""
    return (Passage(woven(found.before, found.after)),)


def history_page(story: Story, member: Member, *, page: str) -> dict[str, Any]:
    """What was changed, the newest first."""
    found = histories.history_of(story, page=page)
    return {**frame(story, member), "page": found, "edits": may(member, "edit", story), "member": member}
