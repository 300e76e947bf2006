"""Writing stories: one function per act."""

from potager.stories.actions.arranging import (
    arrange_story,
    redo_arrangement,
    reword_story,
    undo_arrangement,
)
from potager.stories.actions.authors import return_contribution, sign_contributions, withdraw_contribution
from potager.stories.actions.calls import (
    DAY,
    Call,
    begin_story,
    cancel_story,
    open_story,
    publish_story,
    schedule_story,
)
from potager.stories.actions.contributions import add_contribution
from potager.stories.actions.correcting import (
    agree_correction,
    agree_correction_tacitly,
    discuss_correction,
    propose_correction,
    refuse_correction,
    take_back_correction,
    undo_correction,
)
from potager.stories.actions.hiding import (
    hide_contribution,
    hide_illustration,
    hide_story,
    reword_contribution,
    unhide_contribution,
    unhide_illustration,
    unhide_story,
)
from potager.stories.actions.hosting import (
    close_story,
    extend_story,
    pause_story,
    release_story,
    reopen_story,
    resume_story,
    unrelease_story,
)
from potager.stories.actions.hosts import add_host, remove_host
from potager.stories.actions.illustrations import (
    Label,
    accept_illustration,
    add_illustration,
    decline_illustration,
    restore_illustration,
    withdraw_illustration,
)
from potager.stories.actions.judging import (
    accept_contribution,
    decline_contribution,
    restore_contribution,
    set_aside_contribution,
)
from potager.stories.actions.pens import return_pen, take_pen
from potager.stories.actions.reminders import remind_story, resume_reminders, stop_reminders
from potager.stories.actions.words import say_word, withdraw_word

__all__ = [
    "DAY",
    "Call",
    "Label",
    "accept_contribution",
    "accept_illustration",
    "add_contribution",
    "add_host",
    "add_illustration",
    "agree_correction",
    "agree_correction_tacitly",
    "arrange_story",
    "begin_story",
    "cancel_story",
    "close_story",
    "decline_contribution",
    "decline_illustration",
    "discuss_correction",
    "extend_story",
    "hide_contribution",
    "hide_illustration",
    "hide_story",
    "open_story",
    "pause_story",
    "propose_correction",
    "publish_story",
    "redo_arrangement",
    "refuse_correction",
    "release_story",
    "remind_story",
    "remove_host",
    "reopen_story",
    "restore_contribution",
    "restore_illustration",
    "resume_reminders",
    "resume_story",
    "return_contribution",
    "return_pen",
    "reword_contribution",
    "reword_story",
    "say_word",
    "schedule_story",
    "set_aside_contribution",
    "sign_contributions",
    "stop_reminders",
    "take_back_correction",
    "take_pen",
    "undo_arrangement",
    "undo_correction",
    "unhide_contribution",
    "unhide_illustration",
    "unhide_story",
    "unrelease_story",
    "withdraw_contribution",
    "withdraw_illustration",
    "withdraw_word",
]
