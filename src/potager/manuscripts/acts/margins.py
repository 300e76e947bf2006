"""What is told of the margins."""

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import declare
from potager.manuscripts import marginletters
from potager.manuscripts.acts.common import section_kind as kind

declare(
    kind(
        "comment.made", "make_comment", _("%(actor)s wrote in the margin of a chapter"), "Create",
        notices=marginletters.comment_made,
    ),
    kind(
        "comment.answered", "answer_comment", _("%(actor)s answered in a margin"), "Create",
        notices=marginletters.comment_answered,
    ),
    kind("comment.resolved", "resolve_comment", _("%(actor)s settled a remark"), "Accept"),
    kind("comment.reopened", "reopen_comment", _("%(actor)s took a remark up again"), "Undo"),
    kind("comment.hidden", "hide_comment", _("%(actor)s hid a remark"), "Delete"),
    kind("comment.unhidden", "unhide_comment", _("%(actor)s showed a remark again"), "Undo"),
    kind("reply.hidden", "hide_reply", _("%(actor)s hid an answer in a margin"), "Delete"),
    kind("reply.unhidden", "unhide_reply", _("%(actor)s showed an answer in a margin again"), "Undo"),
)  # fmt: skip
