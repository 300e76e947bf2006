"""The name under which somebody appears in a story."""

from potager.authorship.models import Choice
from potager.authorship.queries import choice_of
from potager.members.models import Member
from potager.stories.models import Story
from potager.stories.queries import work_of
from potager.stories.texts import one_line


def signed_as(story: Story, by: Member, signature: str | None) -> dict[str, str | None]:
    """What was signed; whoever chose another name, or none, for this story goes by that here too."""
    signed = (by.display_name if signature is None else one_line(signature))[:80]
    chosen = choice_of(work_of(story), by.pk) if story.bylines else None
    if chosen is None or chosen.naming == Choice.Naming.AS_SIGNED:
        return {"signature": signed}
    return {"signature": chosen.name, "signed": signed}
