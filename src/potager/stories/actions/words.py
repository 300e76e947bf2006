"""What hosts say in the margin."""

from uuid import UUID

from django.utils import timezone

from potager.communities.permissions import must_have_accepted
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.members.models import Member
from potager.stories import queries, rules
from potager.stories.actions.locks import locked_story
from potager.stories.acts import WordFacts
from potager.stories.models import Story, Word
from potager.stories.texts import cleaned, is_blank


@once(Word)
def say_word(*, by: Member, story: Story, text: str, key: UUID) -> Word:
    """Say something to all who read, beside the story's present end; it is never in the book.

    Raises NothingWritten, StoryReleased.
    """
    must(by, "host", story)
    must_have_accepted(by, story.community)
    with act("word.said", by=by, key=key) as done:
        locked = locked_story(story)
        if locked.released_at:
            raise rules.StoryReleased
        text = cleaned(text)[: rules.LONGEST_WORD]
        if is_blank(text):
            raise rules.NothingWritten
        word = Word.objects.create(story=locked, by=by, after=queries.read_up_to(locked), text=text)
        done(word, WordFacts(after=word.after), place=locked, community=locked.community_id)
    return word


def withdraw_word(*, by: Member, word: Word) -> Word:
    """Take back what was said in the margin; raises NotInThisState if it was taken back already."""
    must(by, "host", word.story)
    with act("word.withdrawn", by=by) as done:
        story = locked_story(word.story)
        found = Word.objects.get(pk=word.pk)
        if found.withdrawn_at:
            raise rules.NotInThisState
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["withdrawn_at"])
        done(found, WordFacts(after=found.after), place=story, community=story.community_id)
    return found
