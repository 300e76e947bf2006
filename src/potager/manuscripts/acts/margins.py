"""What is told of the margins."""

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import declare
from potager.manuscripts.acts.common import section_kind as kind

declare(
    kind("comment.made", "make_comment", _("%(actor)s wrote in the margin of a chapter"), "Create"),
    kind("comment.answered", "answer_comment", _("%(actor)s answered in a margin"), "Create"),
    kind("comment.resolved", "resolve_comment", _("%(actor)s settled a remark"), "Accept"),
    kind("comment.reopened", "reopen_comment", _("%(actor)s took a remark up again"), "Undo"),
)
