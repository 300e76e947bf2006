"""What the templates of collective books need, gathered."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from potager.authorship.queries import digest_of, has_agreed
from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.lib import prose
from potager.lib.differences import differences
from potager.lib.ids import uuid7
from potager.lib.typography import typeset
from potager.manuscripts import queries, rendering, rules
from potager.manuscripts.agreements import agreement_of
from potager.manuscripts.forms import AssignForm, CommentForm, PledgeForm, WritingForm
from potager.manuscripts.margins import margin_of
from potager.manuscripts.models import Manuscript, Pledge, Section, Version
from potager.manuscripts.permissions import belongs, edits, pledges, reads_text, writes
from potager.members.models import Member

PER_PAGE, VERSIONS_PER_PAGE, BOOKS_PER_PAGE = 50, 50, 30


def frame(manuscript: Manuscript, standing: Standing) -> dict[str, Any]:
    """What every page of a book needs: itself, its community, the reader's standing there."""
    return {
        "manuscript": manuscript,
        "title": _set(manuscript.title, manuscript),
        "community": manuscript.community,
        "standing": standing,
        "edits": edits(standing, manuscript),
        "belongs": belongs(standing),
    }


def shelf_page(community: Community, standing: Standing, *, page: str) -> dict[str, Any]:
    """The collective books of a community, the newest first."""
    books = Manuscript.objects.filter(community=community).order_by("-opened_at")
    found = Paginator(books, BOOKS_PER_PAGE).get_page(page)
    return {
        "community": community,
        "standing": standing,
        "page": found,
        "rows": with_progress(list(found)),
        "may_open": standing.edits,
    }


def with_progress(books: list[Manuscript]) -> list[tuple[Manuscript, queries.Progress]]:
    """Each book with how far it is, in one query."""
    progress = queries.progress_of(book.pk for book in books)
    return [(book, progress.get(book.pk, queries.Progress())) for book in books]


def plan_page(manuscript: Manuscript, standing: Standing, *, page: str, language: str) -> dict[str, Any]:
    """The plan, fifty chapters at a time; editors also see what waits for them."""
    context = frame(manuscript, standing)
    found = Paginator(queries.plan_of(manuscript), PER_PAGE).get_page(page)
    rows = rendering.rows_of(manuscript, found)
    is_editor = context["edits"]
    return {
        **context,
        "page": found,
        "rows": [(row.section, rendering.row_html(row, language)) for row in rows],
        "progress": rendering.progress_html(manuscript, language),
        "intention": _paragraphs(manuscript.intention, manuscript),
        "pledges": list(queries.waiting_pledges(manuscript)[:PER_PAGE]) if is_editor else [],
        "to_read": _to_read(manuscript) if is_editor else [],
        "late": list(queries.late_in(manuscript, timezone.localdate())[:PER_PAGE]) if is_editor else [],
        "removed": list(queries.removed_from(manuscript)[:PER_PAGE]) if is_editor else [],
        "may_pledge": pledges(standing, manuscript),
    }


def _to_read(manuscript: Manuscript) -> list[Section]:
    waiting = queries.plan_of(manuscript).filter(state=Section.State.REVIEW)
    return list(waiting[:PER_PAGE])


def section_page(
    section: Section, standing: Standing, *, language: str, comment: CommentForm | None = None
) -> dict[str, Any]:
    """A chapter: its text, its margin, its pen, and what this person may do with it."""
    manuscript = section.manuscript
    context = frame(manuscript, standing)
    [row] = rendering.rows_of(manuscript, rendering.with_surroundings(Section.objects.filter(pk=section.pk)))
    is_read = reads_text(standing, section)
    blocks = prose.parse(section.text) if is_read else ()
    return {
        **context,
        **_for_member(section, standing, row),
        "section": section,
        "row": row,
        "state": rendering.state_html(row, language),
        "pen": rendering.pen_html(row, language),
        "is_read": is_read,
        "text": text_html(blocks, manuscript, anchor="p"),
        "brief": _paragraphs(section.brief, manuscript),
        "margin": margin_of(blocks, queries.comments_on(section)) if context["belongs"] else None,
        "comment": comment or CommentForm(),
        "neighbours": _neighbours(section),
    }


def _for_member(section: Section, standing: Standing, row: rendering.Row) -> dict[str, Any]:
    """What this person may do: write, offer themselves, ask somebody."""
    member, is_editor = standing.member, edits(standing, section.manuscript)
    is_live = section.manuscript.released_at is None and section.removed_at is None and not section.hidden_at
    may_write = is_live and member is not None and writes(standing, section)
    authors = [author.member_id for author in row.section.authors.all()]
    pen = rules.held_pen(queries.pen_of(section), timezone.now())
    return {
        "is_live": is_live,
        "is_late": is_live and belongs(standing) and _is_late(section),
        "writes": may_write and (is_editor or not section.is_ready),
        "is_author": member is not None and member.pk in authors,
        "holds": bool(pen and member and pen.holder_id == member.pk),
        "held": pen is not None,
        "wanted_by_me": bool(pen and member and pen.wanted_by_id == member.pk),
        "wanted": bool(pen and pen.wanted_by_id),
        "draft": queries.draft_of(section, member) if may_write and member else None,
        "may_pledge": is_live
        and pledges(standing, section.manuscript)
        and row.is_free
        and not section.is_ready,
        "my_pledge": _my_pledge(section, member) if member else None,
        "pledge": PledgeForm(),
        "authors": section.authors.select_related("member") if is_editor else [],
        "waiting": section.pledges.filter(state=Pledge.State.WAITING).select_related("by")
        if is_editor
        else [],
        "assign": assign_form(section.manuscript) if is_editor and is_live else None,
    }


def assign_form(manuscript: Manuscript, data: Any = None) -> AssignForm:
    """The members whom one can ask."""
    people = queries.people_to_ask(manuscript).values("member")
    members = Member.objects.filter(pk__in=people).order_by("display_name", "pk")
    return AssignForm(data, members=members)


def _is_late(section: Section) -> bool:
    return section.due_on is not None and not section.is_ready and section.due_on < timezone.localdate()


def _my_pledge(section: Section, member: Member) -> Pledge | None:
    return Pledge.objects.filter(section=section, by=member, state=Pledge.State.WAITING).first()


def _neighbours(section: Section) -> dict[str, Section | None]:
    plan = queries.plan_of(section.manuscript).select_related(None).prefetch_related(None)
    before = plan.filter(position__lt=section.position).order_by("-position").first()
    return {
        "before": before,
        "after": plan.filter(position__gt=section.position).order_by("position").first(),
    }


def writing_page(
    section: Section, standing: Standing, form: WritingForm | None = None, **more: Any
) -> dict[str, Any]:
    """The page to write a chapter: the pen's countdown, the text, the brief beside it."""
    member = standing.member
    draft = queries.draft_of(section, member) if member else None
    pen = rules.held_pen(queries.pen_of(section), timezone.now())
    is_newer = draft is not None and draft.text != section.text
    shown = {"text": draft.text, "base": draft.base} if draft and is_newer else {
        "text": section.text, "base": section.version,
    }  # fmt: skip
    zone = ZoneInfo(member.time_zone) if member else ZoneInfo("UTC")
    return {
        **frame(section.manuscript, standing),
        "section": section,
        "form": form or WritingForm(initial={**shown, "key": uuid7()}),
        "pen": pen,
        "until": pen.until.astimezone(zone) if pen else None,
        "holds": bool(pen and member and pen.holder_id == member.pk),
        "draft": draft if is_newer else None,
        "is_behind": bool(draft and is_newer and draft.base != section.version),
        "brief": _paragraphs(section.brief, section.manuscript),
        "must_agree": must_agree(section.manuscript, member),
        "agreement": agreement_of(section.manuscript),
        "most": rules.MOST_CHARACTERS,
        **more,
    }


def must_agree(manuscript: Manuscript, member: Member | None) -> bool:
    """Whether the person has yet to agree to what may be done with their words."""
    digest = digest_of(agreement_of(manuscript))
    return member is None or not has_agreed(member.pk, queries.work_of(manuscript), digest)


def versions_page(section: Section, standing: Standing, *, page: str) -> dict[str, Any]:
    """The history of a chapter, the newest first."""
    found = Paginator(queries.versions_of(section), VERSIONS_PER_PAGE).get_page(page)
    names = queries.names_in(section.manuscript, {version.by_id: version.signature for version in found})
    rows = [(version, names.get(version.by_id, "")) for version in found]
    return {**frame(section.manuscript, standing), "section": section, "page": found, "rows": rows}


def comparison_page(section: Section, standing: Standing, *, a: int, b: int) -> dict[str, Any] | None:
    """Two versions with their differences; None if there is no such version. Number 0 is the empty page."""
    first, second = _text_of(section, a), _text_of(section, b)
    if first is None or second is None:
        return None
    return {
        **frame(section.manuscript, standing),
        "section": section,
        "a": a,
        "b": b,
        "passages": differences(first, second),
        "is_same": first == second,
        "may_restore": writes(standing, section) and section.manuscript.released_at is None,
        "restorable": [number for number in sorted({a, b}) if number and number != section.version],
    }


def _text_of(section: Section, number: int) -> str | None:
    if number == 0:
        return ""
    version = queries.version_of(section, number)
    return version.text if version else None


def version_page(section: Section, standing: Standing, version: Version) -> dict[str, Any]:
    """One version to read."""
    names = queries.names_in(section.manuscript, {version.by_id: version.signature})
    return {
        **frame(section.manuscript, standing),
        "section": section,
        "version": version,
        "by": names.get(version.by_id, ""),
        "text": text_html(prose.parse(version.text), section.manuscript),
        "may_restore": writes(standing, section) and section.manuscript.released_at is None,
    }


def text_html(blocks: tuple[prose.Block, ...], manuscript: Manuscript, *, anchor: str = "") -> SafeString:
    """The text of a chapter for a page: typeset, escaped, and looked through once more."""
    made = prose.html(blocks, anchor=anchor, set_=lambda text: _set(text, manuscript))
    return mark_safe(prose.fenced(made))  # noqa: S308 (escaped by prose, cleaned by nh3)


def _set(text: str, manuscript: Manuscript) -> str:
    return typeset(text, language=manuscript.language, medium="web")


def _paragraphs(text: str, manuscript: Manuscript) -> list[str]:
    return [_set(line, manuscript) for line in text.split("\n") if line.strip()]


def places_of(manuscript: Manuscript) -> list[str]:
    """What makes a kept page of the book untrue."""
    return [f"manuscript:{manuscript.pk}", f"community:{manuscript.community_id}"]


OUTLINE = ("title", "subtitle", "intention", "pledges", "due_on", "language", "licence")
BRIEF = ("title", "brief", "due_on")


def where(place: int | None) -> str:
    """On which page of the plan a chapter stands, as a query."""
    return f"?page={(place - 1) // PER_PAGE + 1}" if place and place > PER_PAGE else ""


def author_in(section: Section, identifier: str, otherwise: Member) -> Member:
    """The author of a chapter with that identifier, else the person who asks."""
    authors = section.authors.select_related("member")
    return next((one.member for one in authors if str(one.member_id) == identifier), otherwise)
