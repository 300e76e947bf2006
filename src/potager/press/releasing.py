"""What the page of a release shows, and the preview that it asks for."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.press import pdf, works
from potager.press.choices import Design
from potager.press.forms import ReleaseForm
from potager.press.models import CoverPicture, Edition
from potager.press.queries import edition_of
from potager.press.snapshot import book_of, taken_of
from potager.stories import queries as stories
from potager.stories.models import Story
from potager.stories.naming import naming_of

PREVIEWS, WINDOW = 20, 60.0  # at most so many in so many seconds, for each person
LIMITS = pdf.Limits(seconds=10, memory=1024**3)
LOOKS = ("layout", "attribution", "paper", "bulk")

_asked: defaultdict[UUID, deque[float]] = defaultdict(deque)
_guard, _one_at_a_time = threading.Lock(), threading.Lock()


class TooManyPreviews(Refusal):
    """More previews than anybody looks at."""

    status = 429
    message = _("That was a lot of previews. Wait a minute, then look again; your choices are kept.")


class PressBusy(Refusal):
    """Others look at their previews."""

    status = 503
    message = _("The press is busy. Look again in a moment; your choices are kept.")


class NoPreview(Refusal):
    """The press could not set these pages."""

    status = 422
    message = _("The press could not set these pages. Choose another look, or release the book as it is.")


def form_for(story: Story, data: Any, *, chosen: Mapping[str, str]) -> ReleaseForm:
    """The form: as it was sent, or with what was chosen, or as the edition before was made."""
    before = edition_of(story)
    told = {"title": story.title, **(_look_of(before) if before else {}), **chosen}
    told |= {"after": before.number if before else 0}
    told.pop("key", None)
    return ReleaseForm(data, initial=told, picture=picture_of(story))


def _look_of(before: Edition) -> dict[str, Any]:
    cover = before.book.get("cover", {})
    looks = {name: before.book[name] for name in LOOKS if name in before.book}
    cover_looks = {"cover": cover.get("template", "row"), "colours": cover.get("colours", "")}
    return {"title": before.title, "subtitle": before.subtitle, **looks, **cover_looks}


def picture_of(story: Story) -> UUID | None:
    """The picture that was brought last for the cover of the story's book."""
    return story.cover_pictures.order_by("-added_at").values_list("pk", flat=True).first()


def release_page(story: Story, form: ReleaseForm, *, look: str) -> dict[str, Any]:
    """What the editor looks over before the release; `look` are the choices to preview, as a query."""
    return {
        "parts": stories.book_contributions(story),
        "naming": naming_of(story),
        "is_closed": story.state_at(timezone.now()) in {"closed", "released"},
        "before": edition_of(story),
        "look": look,
        "picture": CoverPicture.objects.filter(pk=form.picture).first() if form.picture else None,
    }


def preview_of(story: Story, design: Design, *, title: str, subtitle: str) -> bytes:
    """The cover and the first pages of the book as it would be now, as PNG; raises NoPreview. Writes nothing."""
    cover: dict[str, Any] = {"template": design.cover, "colours": design.colours}
    if design.cover == "picture" and design.picture:
        cover["picture"] = CoverPicture.objects.get(story=story, pk=design.picture).as_kept()
    taken = taken_of(story, stories.text_of(story), address="", design={**design.kept(), "cover": cover})
    edition = Edition(
        story=story, number=1, title=title[:120] or story.title, subtitle=subtitle, language=story.language, book=taken
    )  # fmt: skip
    book = book_of(edition)
    try:
        return pdf.preview(
            book, plates=works.plates_of(book), limits=getattr(settings, "PRESS_LIMITS", LIMITS)
        )
    except pdf.PressFailed as failure:
        raise NoPreview from failure


@contextmanager
def turn_of(member: Member) -> Iterator[None]:
    """One preview at a time in a process, and not too many for anybody; raises TooManyPreviews or PressBusy."""
    _count(member.pk, time.monotonic())
    if not _one_at_a_time.acquire(timeout=8):
        raise PressBusy
    try:
        yield
    finally:
        _one_at_a_time.release()


def _count(who: UUID, now: float) -> None:
    with _guard:
        for one in [one for one, times in _asked.items() if times and times[-1] < now - WINDOW]:
            del _asked[one]
        times = _asked[who]
        while times and times[0] < now - WINDOW:
            times.popleft()
        if len(times) >= PREVIEWS:
            raise TooManyPreviews
        times.append(now)
