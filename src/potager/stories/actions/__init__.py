"""Writing stories: one function per act."""

from potager.stories.actions.calls import DAY, Call, begin_story, open_story
from potager.stories.actions.contributions import add_contribution
from potager.stories.actions.hosting import (
    close_story,
    extend_story,
    pause_story,
    release_story,
    reopen_story,
    resume_story,
    unrelease_story,
)
from potager.stories.actions.judging import (
    accept_contribution,
    decline_contribution,
    restore_contribution,
    set_aside_contribution,
)

__all__ = [
    "DAY",
    "Call",
    "accept_contribution",
    "add_contribution",
    "begin_story",
    "close_story",
    "decline_contribution",
    "extend_story",
    "open_story",
    "pause_story",
    "release_story",
    "reopen_story",
    "restore_contribution",
    "resume_story",
    "set_aside_contribution",
    "unrelease_story",
]
