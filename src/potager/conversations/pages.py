"""What the templates of conversations need, gathered."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.conversations import blocks, gathering, listing, queries, subjects
from potager.conversations.attending import Traces, read_among, traces_of, unread_among
from potager.conversations.called import called_in, calls
from potager.conversations.composing import fresh_composer
from potager.conversations.days import Day, days_of
from potager.conversations.models import Post, Room, Tag, Topic
from potager.conversations.ownparts import following_room, own_parts, with_unread
from potager.conversations.permissions import changes, is_asked_in, moderates, opens_topics, says
from potager.conversations.returning import reads_from
from potager.conversations.windows import Window, window_at
from potager.members.queries import is_muted

UNREAD, UNANSWERED = "unread", "unanswered"  # views of the list
DAYS_AROUND = 3  # of the table beside a page, before and after it


def frame(community: Community, standing: Standing) -> dict[str, Any]:
    """What every page of conversations needs: the community and the reader's standing there."""
    return {"community": community, "standing": standing, "here": "conversations"}


def topics_page(
    standing: Standing, *, room: Room | None = None, tag: Tag | None = None, before: str = "", show: str = ""
) -> dict[str, Any]:
    """A list of topics: all of a community, those of a room or a tag, or those that a view (`show`) leaves."""
    community = standing.community
    topics = public_topics(community)
    found = topics.filter(**({"room": room} if room else {}), **({"tags": tag} if tag else {}))
    view = show if show == UNANSWERED or (show == UNREAD and standing.member) else ""
    if view:
        found = unread_among(found, standing) if view == UNREAD else listing.unanswered(found)
    pinned = [] if before else listing.pinned_of(found)
    page = with_unread(
        _page_of(found.filter(pinned_at__isnull=True), standing, before, view), pinned, standing
    )
    return {
        **frame(community, standing),
        "rooms": listing.rooms_of(community),
        "room": room,
        "following": following_room(room, standing),
        "tag": tag,
        "tags": listing.tags_in(community, topics) if not before else [],
        "pinned": pinned,
        "page": page,
        "view": view,
        "is_further": bool(before),
        "is_empty": not (pinned or page.topics or before or view),
        "waiting": queries.topics_that_wait(community, standing.member) if not before else [],
        "opens": opens_topics(standing),
        "asked_in": is_asked_in(standing),
        "keeps": standing.animates,
    }


def _page_of(topics: QuerySet[Topic], standing: Standing, before: str, view: str) -> listing.Page:
    """For a member what is unread first, however many pages there are; in the views, the newest talk first."""
    if standing.member is None or view:
        return listing.page_of(topics, before=before)
    unread, read = unread_among(topics, standing), read_among(topics, standing)
    return listing.unread_first(unread, read, before=before)


def public_topics(community: Community) -> QuerySet[Topic]:
    """What everyone who reads the community may know of; things that are discussed have pages of their own."""
    return Topic.objects.filter(community=community, hidden_at=None, is_private=False, about="")


def topic_page(
    topic: Topic,
    standing: Standing,
    *,
    number: int,
    position: int,
    language: str,
    answers: str = "",
    quote: str = "",
) -> dict[str, Any]:
    """The posts around a number, the head, the days, the composer.

    `position` is the journal's before anything was read: what comes after it arrives live.
    """
    since = reads_from(topic, standing)
    window = window_at(number or _first_since(topic, since), topic.numbered)
    traces = traces_of(topic, standing.member) if standing.member else Traces()
    if since:
        traces = replace(traces, first=None)
    is_quiet = subjects.is_closed(topic)
    is_answering = not (topic.is_held or is_quiet) and says(standing, topic)
    has_draft = traces.has_drafts and bool(standing.member)
    return {
        **frame(topic.community, standing),
        "topic": topic,
        "window": window,
        "head": blocks.head_html(topic, language),
        "posts": posts_in(topic, window, standing, language),
        "days": _around(_days_since(topic, since), window) if not window.is_all else [],
        "position": position,
        "since": since,
        "answers": is_answering,
        "is_quiet": is_quiet,
        "changes": changes(standing, topic),
        "moderates": moderates(standing, topic),
        **gathering.extras(topic, standing, language, traces),
        **own_parts(topic, standing, window, traces),
        "composer": fresh_composer(topic, standing, answers=answers, quote=quote, has_draft=has_draft)
        if is_answering
        else None,
    }


def _first_since(topic: Topic, since: datetime | None) -> int:
    """Where somebody who was away begins to read; 0 for everybody else."""
    if since is None:
        return 0
    later = Post.objects.filter(topic=topic, written_at__gte=since, number__lte=topic.numbered)
    return later.order_by("number").values_list("number", flat=True).first() or topic.numbered


def _days_since(topic: Topic, since: datetime | None) -> tuple[Day, ...]:
    days = days_of(topic)
    return days if since is None else tuple(day for day in days if day.date >= timezone.localdate(since))


def _around(days: tuple[Day, ...], window: Window) -> list[Day]:
    """The first day, those around the page, and the last one: a table that fits beside the text."""
    here = max((at for at, day in enumerate(days) if day.first <= window.first), default=0)
    near = {0, len(days) - 1, *range(here - DAYS_AROUND, here + DAYS_AROUND + 1)}
    return [day for at, day in enumerate(days) if at in near]


def posts_in(
    topic: Topic, window: Window, standing: Standing, language: str
) -> list[tuple[SafeString, bool, bool]]:
    """What the page shows of these posts, whether each is the reader's own, and whether they would rather not read it.

    One query, two if some are new.
    """
    found = Post.objects.filter(topic=topic, number__gte=window.first, number__lt=window.end)
    shown = found.exclude(state=Post.State.HELD).order_by("number")
    if since := reads_from(topic, standing):
        shown = shown.filter(written_at__gte=since)
    version = F("revision") + F("stirred")  # Post.version
    rows = list(shown.values_list("pk", version, "author_id", is_muted(standing.member)))
    html = blocks.posts_html(topic, [row[:2] for row in rows], language)
    me = standing.member.pk if standing.member else None
    return [(html[pk], author == me, muted) for pk, _version, author, muted in rows if pk in html]


def places_of_people(topic: Topic, posts: list[tuple[SafeString, bool, bool]]) -> list[str]:
    """What makes a page untrue on which names lead to people: that one of them goes, or comes back."""
    called = {person for html, _mine, _muted in posts for person in called_in(html)}
    members = [f"members:{topic.community_id}"] if any(calls(one[0]) for one in posts) else []
    return [*members, *sorted(f"member:{person}" for person in called)]


def added_page(topic: Topic, post: Post, *, language: str) -> dict[str, Any]:
    """The answer to a post: itself, what waits of its author's, and an empty composer."""
    standing = standing_of(post.author, topic.community)  # a passer-by came in on the way
    return {
        "topic": topic,
        "html": blocks.post_html(post, language) if post.is_shown else "",
        "waiting": queries.held_of(topic, post.author),
        "composer": fresh_composer(topic, standing),
    }


def history_page(post: Post, standing: Standing) -> dict[str, Any]:
    """How a post was worded, and what changed each time, the newest change first."""
    wordings = queries.wordings_of(post)
    return {
        **frame(post.topic.community, standing),
        "topic": post.topic,
        "post": post,
        "changes": list(reversed(queries.changes_between(wordings))),
        "pictures": queries.wordings_of_pictures(post),
    }


def days_page(topic: Topic, standing: Standing) -> dict[str, Any]:
    """Every day on which something was said, the newest first."""
    days = _days_since(topic, reads_from(topic, standing))
    return {**frame(topic.community, standing), "topic": topic, "days": list(reversed(days))}


def place_in(topic: Topic, wanted: str) -> str:
    """The page of a topic around a number that somebody typed; its beginning if that is no number."""
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 0
    number = min(number, topic.numbered)
    return f"{topic.get_absolute_url()}{number}/" if number else topic.get_absolute_url()
