"""What is told of the margin: never a word that was written there."""

from django.utils.translation import gettext_lazy as _

from potager.editorial import marginletters
from potager.journal.kinds import Kind, declare

declare(
    Kind(
        name="remark.made", action="make_remark", sentence=_("%(actor)s wrote in the margin of an article"),
        activitystreams="Note", is_seen=False, notices=marginletters.remark_made,
    ),
    Kind(
        name="remark.answered", action="answer_remark",
        sentence=_("%(actor)s answered in the margin of an article"), activitystreams="Note", is_seen=False,
        notices=marginletters.remark_answered,
    ),
    Kind(
        name="remark.taken", action="take_remark", sentence=_("%(actor)s took a suggested change over"),
        activitystreams="Accept", is_seen=False,
    ),
    Kind(
        name="remark.declined", action="decline_remark", sentence=_("%(actor)s did not take a suggested change over"),
        activitystreams="Reject", is_seen=False,
    ),
    Kind(
        name="remark.resolved", action="resolve_remark", sentence=_("%(actor)s settled a remark"),
        activitystreams="Update", is_seen=False,
    ),
    Kind(
        name="remark.reopened", action="reopen_remark", sentence=_("%(actor)s opened a remark again"),
        activitystreams="Undo", is_seen=False,
    ),
)  # fmt: skip
