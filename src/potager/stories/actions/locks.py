"""Locks of rows."""

from potager.stories.models import Story


def locked_story(story: Story) -> Story:
    """The story as it is now, kept so until COMMIT (on SQLite BEGIN IMMEDIATE has locked everything already)."""
    return Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
