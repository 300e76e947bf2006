"""Writing collective books: one function per act."""

from potager.manuscripts.actions.authors import (
    accept_pledge,
    assign_section,
    decline_pledge,
    free_section,
    make_pledge,
    withdraw_pledge,
)
from potager.manuscripts.actions.manuscripts import (
    Outline,
    change_manuscript,
    open_manuscript,
    release_manuscript,
    unrelease_manuscript,
)
from potager.manuscripts.actions.margins import (
    Passage,
    answer_comment,
    make_comment,
    reopen_comment,
    resolve_comment,
)
from potager.manuscripts.actions.pens import (
    ask_for_section,
    drop_draft,
    hand_over_section,
    hold_back_section,
    keep_draft,
    lapse_section,
    lay_down_section,
    renew_pen,
    take_up_section,
)
from potager.manuscripts.actions.plans import (
    Brief,
    add_section,
    bring_back_section,
    change_section,
    move_section,
    remove_section,
)
from potager.manuscripts.actions.reviewing import (
    approve_section,
    remind_section,
    return_section,
    submit_section,
)
from potager.manuscripts.actions.versions import keep_version_beside, restore_version, save_version

__all__ = [
    "Brief",
    "Outline",
    "Passage",
    "accept_pledge",
    "add_section",
    "answer_comment",
    "approve_section",
    "ask_for_section",
    "assign_section",
    "bring_back_section",
    "change_manuscript",
    "change_section",
    "decline_pledge",
    "drop_draft",
    "free_section",
    "hand_over_section",
    "hold_back_section",
    "keep_draft",
    "keep_version_beside",
    "lapse_section",
    "lay_down_section",
    "make_comment",
    "make_pledge",
    "move_section",
    "open_manuscript",
    "release_manuscript",
    "remind_section",
    "remove_section",
    "renew_pen",
    "reopen_comment",
    "resolve_comment",
    "restore_version",
    "return_section",
    "save_version",
    "submit_section",
    "take_up_section",
    "unrelease_manuscript",
    "withdraw_pledge",
]
