"""Reminders: given by the clock, once each; and who wants no more of them."""

from django.utils import timezone

from potager.journal.record import act
from potager.members.models import Member
from potager.stories import reminding, rules
from potager.stories.actions.locks import locked_story
from potager.stories.acts import ReminderFacts
from potager.stories.models import Quiet, Story


def remind_story(*, story: Story, moment: str) -> Story:
    """Remind those who wrote, at "middle" or "end"; raises NotInThisState if that is not due, or was done."""
    with act("story.reminded", by=None) as done:
        now, locked = timezone.now(), locked_story(story)
        if reminding.due_in(locked, now) != moment:
            raise rules.NotInThisState
        field = f"reminded_{moment}_at"
        setattr(locked, field, now)
        locked.save(update_fields=[field])
        done(locked, ReminderFacts(moment=moment), community=locked.community_id)
    return locked


def stop_reminders(*, of: Member, story: Story) -> None:
    """Remind this person of the story no more. A wish, and no act: nobody is told."""
    Quiet.objects.get_or_create(story=story, member=of)


def resume_reminders(*, of: Member, story: Story) -> None:
    """Undo stop_reminders."""
    Quiet.objects.filter(story=story, member=of).delete()
