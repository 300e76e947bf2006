"""What moderation decides about stories, contributions and pictures, and new words for what was returned."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from potager.journal.record import act
from potager.lib.permission import must
from potager.members.models import Member
from potager.stories import rules
from potager.stories.actions.correcting import forget_wordings
from potager.stories.actions.illustrations import tell_illustration
from potager.stories.actions.judging import contribution_facts, place_of
from potager.stories.actions.locks import locked_story
from potager.stories.models import Contribution, Illustration, Story
from potager.stories.texts import cleaned


def hide_story(*, by: Member, story: Story) -> Story:
    """Take a whole story out of sight, with its books: only its hosts and those who decide know of it."""
    return _become("story.hidden", by=by, story=story, is_hidden=True)


def unhide_story(*, by: Member, story: Story) -> Story:
    """Undo: the story is what it was; what was due meanwhile is done now."""
    return _become("story.unhidden", by=by, story=story, is_hidden=False)


def _become(name: str, *, by: Member, story: Story, is_hidden: bool) -> Story:
    must(by, "moderate", story.community)
    with act(name, by=by) as done:
        locked = locked_story(story)
        if is_hidden == (locked.hidden_at is not None):
            raise rules.NotInThisState
        locked.hidden_at = timezone.now() if is_hidden else None
        locked.save(update_fields=["hidden_at"])
        done(locked, community=locked.community_id)
    return locked


def hide_contribution(*, by: Member, contribution: Contribution) -> Contribution:
    """Take a contribution out of the story, and of its book if it is out: the press makes it anew."""
    with _deciding("contribution.hidden", by=by, contribution=contribution, is_hidden=False) as found:
        found.state_before, found.state = found.state, Contribution.State.DECLINED
    return found


def unhide_contribution(*, by: Member, contribution: Contribution) -> Contribution:
    """Undo: it is what it was, where it was, also in the book."""
    with _deciding("contribution.unhidden", by=by, contribution=contribution, is_hidden=True) as found:
        found.state, found.state_before = found.state_before or Contribution.State.SHOWN, ""
    return found


@contextmanager
def _deciding(
    name: str, *, by: Member, contribution: Contribution, is_hidden: bool
) -> Iterator[Contribution]:
    """A contribution that is hidden already, or not, with its story's row locked; afterwards it is the other."""
    must(by, "moderate", contribution.story.community)
    with act(name, by=by) as done:
        story, found = _locked(contribution)
        if found.state == Contribution.State.WITHDRAWN:
            raise rules.Withdrawn
        if found.is_hidden != is_hidden:
            raise rules.NotInThisState
        was_shown = found.state == Contribution.State.SHOWN
        yield found
        found.is_hidden = not is_hidden
        found.save(update_fields=["state", "state_before", "is_hidden"])
        if was_shown or found.state == Contribution.State.SHOWN:
            _renew(story)
        done(found, contribution_facts(found), place=place_of(found, story), community=story.community_id)


def _locked(contribution: Contribution) -> tuple[Story, Contribution]:
    """The story's row, kept until COMMIT, and the contribution as it is now."""
    story = locked_story(contribution.story)
    return story, Contribution.objects.select_related("author").get(pk=contribution.pk)


def _renew(story: Story) -> None:
    """Nobody reads a book that is out as it was printed: the press makes the next edition by itself."""
    if story.released_at:
        story.withdrawn_at = timezone.now()
        story.save(update_fields=["withdrawn_at"])


def reword_contribution(*, by: Member, contribution: Contribution, text: str) -> Contribution:
    """Say what is hidden in other words; hidden until a moderator shows it. The wordings before are forgotten."""
    must(by, "withdraw", contribution)
    text = cleaned(text)
    rules.refuse_text(text, sentences := rules.sentences_of(text, contribution.story), contribution.story)
    with act("contribution.reworded", by=by) as done:
        story, found = _locked(contribution)
        if not found.is_hidden or found.text == text:
            raise rules.NotInThisState
        forget_wordings(Contribution.objects.filter(pk=found.pk))
        found.text, found.sentences = text, sentences
        found.revision += 1
        found.save(update_fields=["text", "sentences", "revision"])
        done(found, contribution_facts(found), place=found, community=story.community_id)
    return found


def hide_illustration(*, by: Member, illustration: Illustration) -> Illustration:
    """Take a picture off the page, and out of the book if it is out."""
    with _looking("illustration.hidden", by=by, illustration=illustration, is_hidden=False) as found:
        found.state = Illustration.State.DECLINED
    return found


def unhide_illustration(*, by: Member, illustration: Illustration) -> Illustration:
    """Undo: the picture is where it was."""
    with _looking("illustration.unhidden", by=by, illustration=illustration, is_hidden=True) as found:
        found.state = Illustration.State.SHOWN
    return found


@contextmanager
def _looking(name: str, *, by: Member, illustration: Illustration, is_hidden: bool) -> Iterator[Illustration]:
    must(by, "moderate", illustration.story.community)
    with act(name, by=by) as done:
        story, found = locked_story(illustration.story), Illustration.objects.get(pk=illustration.pk)
        if found.state == Illustration.State.WITHDRAWN or found.is_hidden != is_hidden:
            raise rules.NotInThisState
        was_shown = found.is_shown
        yield found
        found.is_hidden = not is_hidden
        found.save(update_fields=["state", "is_hidden"])
        if was_shown or found.is_shown:
            _renew(story)
        tell_illustration(done, found, story)
