"""What stories bring to an export of one's data: what one wrote, hosted, corrected and said in margins."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Q
from django.template.loader import render_to_string

from potager.members.export import Part, as_json, name_of, register_export
from potager.members.models import Member
from potager.stories.models import (
    Arrangement,
    Contribution,
    Correction,
    Host,
    Illustration,
    Quiet,
    Remark,
    Story,
    Word,
)
from potager.stories.queries import visible_to


def _contributions(member: Member) -> Iterator[Part]:
    rows = Contribution.objects.filter(author=member).order_by("story_id", "position")
    known = _known(member, {row.story_id for row in rows})
    yield as_json("stories/contributions.json", [_contribution(row, known.get(row.story_id)) for row in rows])
    for number, (story, parts) in enumerate(groupby(rows, key=lambda row: row.story_id), start=1):
        context = {"story": known.get(story), "parts": list(parts)}
        title = known[story].title if story in known else ""
        text = render_to_string("stories/export.md", context)
        yield Part(f"stories/{name_of(title, number=number)}.md", text)


def _known(member: Member, stories: Iterable[UUID]) -> dict[UUID, Story]:
    """The stories that the person may still read: of others, not even the title is told."""
    return {story.pk: story for story in visible_to(member).filter(pk__in=list(stories))}


def _contribution(row: Contribution, story: Story | None) -> dict[str, Any]:
    own = ("id", "signature", "signed", "position", "text", "state", "reason", "written_at")
    place = {"title": story.title, "path": story.get_absolute_url()} if story else {}
    return {"story": row.story_id, **place, **{name: getattr(row, name) for name in own}}


def _hosting(member: Member) -> Iterator[Part]:
    own = ("id", "title", "language", "opening", "guidance", "licence", "agreement", "opens_at", "closes_at")
    hosted = Story.objects.filter(host=member).order_by("created_at")
    words = Word.objects.filter(by=member).order_by("said_at")
    known = _known(member, hosted.values_list("pk", flat=True))  # of others, what they are now is not told
    yield as_json(
        "stories/hosted.json", list(hosted.filter(Q(pk__in=known) | ~Q(hidden_at=None)).values(*own))
    )
    yield as_json("stories/words.json", list(words.values("story", "text", "said_at", "withdrawn_at")))
    helped = Host.objects.filter(member=member).order_by("added_at")
    quiet = Quiet.objects.filter(member=member).order_by("pk")
    arranged = Arrangement.objects.filter(by=member).order_by("made_at")
    content = {
        "hosts_with_others": list(helped.values("story", "added_at")),
        "wants_no_letters_of": list(quiet.values_list("story", flat=True)),
        "arrangements": list(arranged.values("story", "number", "what", "worded", "made_at")),
    }
    yield as_json("stories/hosting.json", content)


def _corrections(member: Member) -> Iterator[Part]:
    """Those of one's own texts, those that one proposed, and what one said under them."""
    told = ("contribution", "before", "after", "reason", "state", "proposed_at", "decided_at")
    mine = Correction.objects.filter(author=member).order_by("proposed_at")
    proposed = Correction.objects.filter(editor=member).order_by("proposed_at")
    remarks = Remark.objects.filter(by=member).order_by("said_at")
    content = {
        "of_my_texts": list(mine.values(*told)),
        "proposed_by_me": list(proposed.values("contribution", "after", "reason", "state", "proposed_at")),
        "remarks": list(remarks.values("correction", "text", "said_at")),
    }
    yield as_json("stories/corrections.json", content)


def _illustrations(member: Member) -> Iterator[Part]:
    """What one brought, with its files as we wrote them anew."""
    own = ("id", "story", "alternative", "caption", "credit", "licence", "state", "reason", "added_at")
    brought = Illustration.objects.filter(by=member).order_by("added_at", "pk")
    yield as_json("stories/illustrations.json", list(brought.values(*own)))
    for number, one in enumerate(brought.exclude(state=Illustration.State.WITHDRAWN), start=1):
        path = one.path_of(one.sides[0])
        if default_storage.exists(path):
            name = name_of(one.alternative, number=number)
            with default_storage.open(path) as file:
                yield Part(f"stories/illustrations/{name}.{one.ending}", file.read())


register_export("stories: contributions", _contributions)
register_export("stories: hosting", _hosting)
register_export("stories: corrections", _corrections)
register_export("stories: illustrations", _illustrations)
