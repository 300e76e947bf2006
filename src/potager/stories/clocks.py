"""Stories that open and close by themselves, and corrections that silence agrees to."""

from datetime import datetime

from potager.jobs.worker import Clock, register_clock
from potager.lib.permission import may
from potager.stories import queries, reminding, turns
from potager.stories.actions import (
    agree_correction_tacitly,
    begin_story,
    cancel_story,
    close_story,
    publish_story,
    remind_story,
    return_pen,
)
from potager.stories.editing import Answered, BookIsOut
from potager.stories.models import Correction, Story
from potager.stories.rules import NotInThisState


def run_due(now: datetime) -> int:
    """Publish, open and close what is due, once each, also long after its minute; returns how many acts that was."""
    called = [_called(story) for story in queries.due_to_publish(now)]
    begun = [_began(story) for story in queries.due_to_begin(now)]
    closed = [_closed(story) for story in queries.due_to_close(now)]
    return sum(called) + sum(begun) + sum(closed)


def _called(story: Story) -> bool:
    """In the name of a host; if none of them may open stories any more, its hour passes."""
    hosts = (host for host in queries.hosts_of(story) if host.is_active)
    by = next((host for host in hosts if may(host, "open stories", story.community)), None)
    try:
        publish_story(by=by, story=story, is_by_clock=True) if by else cancel_story(by=None, story=story)
    except NotInThisState:
        return False
    return True


# Refused: another worker was faster, or the host moved the hour meanwhile.
def _began(story: Story) -> bool:
    try:
        begin_story(story=story)
    except NotInThisState:
        return False
    return True


def _closed(story: Story) -> bool:
    try:
        close_story(by=None, story=story)
    except NotInThisState:
        return False
    return True


def run_reminders(now: datetime) -> int:
    """Give the reminders that are due; those whose time has passed are skipped. Returns how many were given."""
    due = [(story, reminding.due_in(story, now)) for story in turns.maybe_to_remind(now)]
    return sum(_reminded(story, moment) for story, moment in due if moment)


# Refused: another worker was faster, or the host moved the hour meanwhile.
def _reminded(story: Story, moment: str) -> bool:
    try:
        remind_story(story=story, moment=moment)
    except NotInThisState:
        return False
    return True


def run_silences(now: datetime) -> int:
    """Agree for those who kept silent as long as the call announced; returns how many acts that was."""
    return sum(_agreed(correction) for correction in queries.due_to_agree(now))


# Refused: its author answered meanwhile, or cannot be told any more, or the book is out.
def _agreed(correction: Correction) -> bool:
    try:
        agree_correction_tacitly(correction=correction)
    except (Answered, BookIsOut):
        return False
    return True


def run_pens(now: datetime) -> int:
    """Take back the pens whose minutes are over; returns how many that was."""
    return sum(_laid_down(pen.story) for pen in turns.pens_over(now))


# Refused: another worker was faster, or it was given back meanwhile.
def _laid_down(story: Story) -> bool:
    try:
        return_pen(by=None, story=story)
    except NotInThisState:
        return False
    return True


register_clock(Clock(name="stories", run_due=run_due))
register_clock(Clock(name="stories: silences", run_due=run_silences))
register_clock(Clock(name="stories: pens", run_due=run_pens))
register_clock(Clock(name="stories: reminders", run_due=run_reminders))
