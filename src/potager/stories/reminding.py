"""When those who wrote are reminded: at mid-time, and a while before the end, in proportion to the story's length."""

from datetime import datetime, timedelta

from potager.stories.models import Story

SHORTEST = timedelta(hours=2)  # shorter stories need no reminder
MIDDLE, END = "middle", "end"


def before_the_end(story: Story) -> timedelta:
    """How long before the end the last reminder comes: an hour for a day's story."""
    share = (story.closes_at - story.opens_at) / 24
    return min(max(share, timedelta(minutes=15)), timedelta(days=1))


def due_in(story: Story, now: datetime) -> str | None:
    """Which reminder is due at this moment, "middle" or "end"; None if none is, or if it would come too late."""
    if not story.reminds or story.closes_at - story.opens_at < SHORTEST or story.state_at(now) != "open":
        return None
    lead = before_the_end(story)
    middle, end = story.opens_at + (story.closes_at - story.opens_at) / 2, story.closes_at - lead
    if not story.reminded_middle_at and middle <= now < min(middle + lead, end):
        return MIDDLE
    return END if not story.reminded_end_at and end <= now < story.closes_at - lead / 4 else None


def told_now(story: Story, now: datetime) -> str | None:
    """What the page says: the last reminder that was given, while it is true."""
    if story.state_at(now) != "open":
        return None
    if story.reminded_end_at and now >= story.closes_at - before_the_end(story):
        return END
    return MIDDLE if story.reminded_middle_at else None
