"""How the bell tells that a story has closed, is a book, or is still open: of one person, however many wrote in it."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from potager.journal.tellings import Heap, Line, Telling, declare_telling
from potager.members.models import Member
from potager.stories.models import Contribution, Story
from potager.stories.permissions import may_host, may_read
from potager.stories.turns import to_remind

TURNS = frozenset({"story.closed", "story.reopened", "story.released", "story.unreleased"})


def _closed(person: Member, story: Story) -> Line | None:
    """To its hosts, until it is a book."""
    is_theirs = story.closed_at and not story.released_at and may_host(person, story)
    return Line(_("“%(title)s” is closed") % {"title": story.title}) if is_theirs else None


def _released(person: Member, story: Story) -> Line | None:
    """To those whose sentences are in it."""
    shown = Contribution.objects.filter(story=story, author=person, state=Contribution.State.SHOWN)
    is_theirs = story.released_at and may_read(person, story) and shown.exists()
    return Line(_("“%(title)s” is a book") % {"title": story.title}) if is_theirs else None


def _reminded(person: Member, story: Story) -> Line | None:
    """To those who wrote and may write on."""
    is_theirs = story.state_at(timezone.now()) == "open" and to_remind(story).filter(pk=person.pk).exists()
    return (
        Line(_("“%(title)s”, in which you wrote, is still open") % {"title": story.title})
        if is_theirs
        else None
    )


TOLD: dict[str, Callable[[Member, Story], Line | None]] = {
    "story.closed": _closed,
    "story.released": _released,
    "story.reminded": _reminded,
}


def _lines(member: UUID, heaps: Sequence[Heap]) -> Mapping[Heap, Line]:
    person = Member.objects.filter(pk=member, is_active=True).first()
    wanted = {heap: UUID(heap.thing.partition(":")[2]) for heap in heaps if heap.kind in TOLD}
    stories = Story.objects.select_related("community").in_bulk(wanted.values()) if person else {}
    told = {
        heap: TOLD[heap.kind](person, stories[story])
        for heap, story in wanted.items()
        if person and story in stories
    }
    return {heap: line for heap, line in told.items() if line}


declare_telling("story", Telling(lines=_lines, unsettled_by=TURNS))
