"""Releasing collective books."""

from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.manuscripts import actions as manuscript_actions
from potager.manuscripts.models import Manuscript
from potager.manuscripts.queries import ready_sections
from potager.members.models import Member
from potager.press import tasks
from potager.press.actions.telling import tell
from potager.press.choices import Design
from potager.press.models import Edition
from potager.press.snapshot import taken_of_manuscript

DESIGN = ("layout", "paper", "bulk")  # names stand above each chapter, wherever a story has them


class NoChapterReady(Refusal):
    """Nothing to print yet."""

    message = _("No chapter is ready yet. Say of one that it is, and the book can be released.")


@once(Edition)
def release_chapters(
    *,
    by: Member,
    manuscript: Manuscript,
    title: str,
    subtitle: str = "",
    design: Design | None = None,
    address: str,
    key: UUID,
) -> Edition:
    """Freeze the chapters that are ready as an edition and send it to the press; `address` is the plan's public URL."""
    must(by, "edit", manuscript)
    with act("book.released", by=by, key=key) as done:
        released = manuscript_actions.release_manuscript(by=by, manuscript=manuscript)
        sections = ready_sections(released)
        if not sections:
            raise NoChapterReady
        number = (released.editions.filter(original=None).aggregate(last=Max("number"))["last"] or 0) + 1
        kept = (design or Design()).kept()
        taken = taken_of_manuscript(
            released, sections, address=address, closed_at=timezone.now(),
            design={name: kept[name] for name in DESIGN},
        )  # fmt: skip
        edition = Edition.objects.create(
            manuscript=released, by=by, number=number, title=title, subtitle=subtitle,
            language=released.language, book=taken,
        )  # fmt: skip
        tell(done, edition)
        tasks.press_edition.enqueue(str(edition.pk))
    return edition
