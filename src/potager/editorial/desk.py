"""What the pages of the desk show: an article while it is written, its versions, its way to readers."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import get_language

from potager.communities.models import Community
from potager.communities.queries import Standing, names_of
from potager.editorial import entries, listing, looking, marking, pages, queries, shelfpages
from potager.editorial.deskforms import (
    AddressForm,
    CorrectForm,
    ReturnForm,
    ScheduleForm,
    SettingsForm,
)
from potager.editorial.forms import TextForm
from potager.editorial.models import Article, Draft, Version
from potager.lib.differences import Passage, changes, differences
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.lib.zones import zone_in_words
from potager.members.models import Member

PER_PAGE, VERSIONS_PER_PAGE = 30, 50
WRITES = timedelta(minutes=2)  # after which whoever typed last is no longer said to be writing
Written = Article | Version | Draft


def frame(article: Article, standing: Standing) -> dict[str, Any]:
    """What every page of the desk needs: the article, and how far it is from its readers."""
    shown = getattr(article, "shown", None)
    member = standing.member
    zone = ZoneInfo(member.time_zone) if member else ZoneInfo("UTC")
    return {
        "article": article,
        "community": article.community,
        "standing": standing,
        "shown": shown,
        "is_changed": bool(shown and shown.version != article.version),
        "due_at": article.due_at.astimezone(zone) if article.due_at else None,
        "zone": zone_in_words(member.time_zone, get_language() or "fr") if member else "",
        "may_change": standing.edits or article.published_at is None,
    }


def writing_page(
    article: Article, standing: Standing, form: TextForm | None = None, refusal: Refusal | None = None
) -> dict[str, Any]:
    """The desk: what was typed and not kept yet, the newest version otherwise."""
    member = standing.member
    draft = queries.draft_of(article, member) if member else None
    is_newer = draft is not None and fields(draft) != fields(article)
    written = draft if draft and is_newer else article
    base = draft.base if draft and is_newer else article.version
    initial = {"title": written.title, "standfirst": written.standfirst, "body": written.body, "base": base}
    return {
        **frame(article, standing),
        **company(article, member, base=base),
        "form": form or TextForm(initial=initial),
        "entries": written.entries,
        **listing.on_desk(article, written.entries),
        "shelf": shelfpages.drawer(article),
        "words": len(written.body.split()),
        "refusal": refusal,
        "draft": draft if is_newer else None,
        "is_behind": is_newer and base != article.version,
    }


def company(article: Article, member: Member | None, *, base: int) -> dict[str, Any]:
    """Who else writes here now, and who kept a version since `base`, by name."""
    now = timezone.now()
    others = Draft.objects.filter(article=article, saved_at__gt=now - WRITES, by__is_active=True)
    if member is not None:
        others = others.exclude(by=member)
    newer = Version.objects.filter(article=article, number=article.version).select_related("by")
    newest = newer.defer("body", "entries").first() if article.version > base else None
    names = others.order_by("by__display_name").values_list("by__display_name", flat=True)
    return {"article": article, "others": list(names), "newest": newest}


def two_texts_page(article: Article, standing: Standing, form: TextForm, mine: list[Any]) -> dict[str, Any]:
    """What somebody typed beside what was kept meanwhile, with the differences; to be kept on top of it, or beside."""
    typed = form.data or form.initial
    mine_whole = whole(typed.get("title", ""), typed.get("standfirst", ""), typed.get("body", ""), mine)
    newest = queries.version_of(article, article.version)
    return {
        **frame(article, standing),
        "form": form,
        "entries": mine,
        "newest": newest,
        "by": names_of([newest.by_id]).get(newest.by_id, "") if newest else "",
        "passages": passages(text_of(article), mine_whole),
    }


def versions_page(article: Article, standing: Standing, *, page: str) -> dict[str, Any]:
    """The history, the newest first."""
    found = Paginator(queries.versions_of(article), VERSIONS_PER_PAGE).get_page(page)
    names = names_of(one.by_id for one in found)
    rows = [(one, names.get(one.by_id, "")) for one in found]
    return {**frame(article, standing), "page": found, "rows": rows}


def version_page(article: Article, version: Version, standing: Standing) -> dict[str, Any]:
    """A version as readers would read it."""
    held = looking.shown_with(article)
    made = marking.rendered(version.body, **held)
    html = made.html + entries.entries_html(version.entries, held)
    by = names_of([version.by_id]).get(version.by_id, "")
    return {**frame(article, standing), "version": version, "by": by, "text": pages.text_html(html)}


def compare_page(article: Article, a: Version | None, b: Version, standing: Standing) -> dict[str, Any]:
    """What changed from one version (None: from nothing) to another."""
    found = passages(text_of(a) if a else "", text_of(b))
    both = [one for one in (a, b) if one and one.number != article.version]
    return {
        **frame(article, standing),
        "a": a.number if a else 0,
        "b": b.number,
        "passages": found,
        "is_same": not any(one.is_changed for one in found),
        "restorable": [one.number for one in both],
    }


def publishing_page(article: Article, standing: Standing, **forms: Any) -> dict[str, Any]:
    """The last look: now, at an hour, or back to its authors; of a published one, what was put right."""
    looked = {"key": uuid7(), "version": article.version}
    zone = standing.member.time_zone if standing.member else "UTC"
    wanted = article.due_at or (timezone.now() + timedelta(days=1)).replace(minute=0, second=0)
    context = frame(article, standing)
    if context["shown"] and context["is_changed"]:
        before = queries.version_of(article, context["shown"].version)
        context["passages"] = changes(text_of(before) if before else "", text_of(article))
    return {
        **context,
        "words": len(article.body.split()),
        "schedule": ScheduleForm(zone=zone, initial={**looked, "at": wanted}),
        "back": ReturnForm(),
        "correct": CorrectForm(initial=looked),
        **forms,
    }


def settings_page(article: Article, standing: Standing, **forms: Any) -> dict[str, Any]:
    """For whom it is, where it is found, and whether it still is."""
    kept = {"audience": article.audience, "language": article.language}
    return {
        **frame(article, standing),
        "settings": SettingsForm(initial={**kept, "takes_comments": article.takes_comments}),
        "renaming": AddressForm(initial={"address": article.address}),
        "old_addresses": article.old_addresses.order_by("pk").values_list("address", flat=True),
        **forms,
    }


def mine_page(community: Community, standing: Standing, *, page: str) -> dict[str, Any]:
    """What one writes oneself, the last touched first."""
    member = standing.member
    mine = queries.written_by(member, community) if member else Article.objects.none()
    found = Paginator(mine.select_related("shown").defer("body", "entries"), PER_PAGE).get_page(page)
    return _listed(community, standing, found)


def desk_page(community: Community, standing: Standing, *, page: str) -> dict[str, Any]:
    """What is being written, for whoever edits: what waits for them first."""
    found = Paginator(queries.at_desk(community), PER_PAGE).get_page(page)
    names = names_of(one.opened_by_id for one in found)
    rows = [{"article": one, "name": names.get(one.opened_by_id, "")} for one in found]
    return {**_listed(community, standing, found), "rows": rows}


def _listed(community: Community, standing: Standing, found: Any) -> dict[str, Any]:
    zone = ZoneInfo(standing.member.time_zone) if standing.member else ZoneInfo("UTC")
    for one in found:
        one.community = community
        one.due_at = one.due_at and one.due_at.astimezone(zone)
    return {**pages.frame(community, standing), "page": found, "found": list(found)}


def text_of(written: Written) -> str:
    """All that a version says, as one text."""
    return whole(written.title, written.standfirst, written.body, written.entries)


def whole(title: str, standfirst: str, body: str, listed: Iterable[Any]) -> str:
    """A text as one reads it: title, standfirst, body, entries."""
    return "\n\n".join(filter(None, (title, standfirst, body, entries.as_text(listed))))


def fields(written: Written) -> tuple[Any, ...]:
    """What of a text makes it another."""
    return written.title, written.standfirst, written.body, written.entries


def passages(before: str, after: str) -> tuple[Passage, ...]:
    """What changed, passage by passage."""
    return differences(before, after)
