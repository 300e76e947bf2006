"""The pieces of a conversation's pages, the same for every reader: rendered once per language, on the page and live."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.template.backends.django import Template
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from potager.conversations import reactions, subjects
from potager.conversations.called import without
from potager.conversations.marking import Marked
from potager.conversations.models import Post, Topic


@dataclass(frozen=True)
class Moment:
    """A point in time, for programs and in words, on the installation's clock."""

    iso: str
    told: str


def post_html(post: Post, language: str) -> SafeString:
    """A post. What is taken back or hidden leaves an empty place; nothing of the viewer stands here."""
    context = {
        "post": post,
        "text": mark_safe(post.html),  # noqa: S308 (marking.rendered, looked through by nh3)
        "written": moment(post.written_at, language),
        "edited": moment(post.edited_at, language) if post.edited_at else None,
        "reactions": reactions.counts(post.tally),
    }
    with translation.override(language):
        return _rendered("post.html", context)


def without_links(html: SafeString, gone: Collection[UUID]) -> SafeString:
    """A post whose names of people who have gone lead nowhere."""
    return mark_safe(without(html, gone)) if gone else html  # noqa: S308 (it takes marks away)


def reactions_html(post: Post, language: str) -> SafeString:
    """What people answered to a post without a word: the part of it that live pages replace."""
    with translation.override(language):
        return _rendered("post_reactions.html", {"post": post, "reactions": reactions.counts(post.tally)})


def text_html(marked: Marked) -> SafeString:
    """A text that was just rendered, and is stored nowhere."""
    return mark_safe(marked.html)  # noqa: S308 (marking.rendered, looked through by nh3)


def links_html(post: Post, language: str) -> SafeString:
    """Where a post's links lead: the part of it that live pages replace."""
    with translation.override(language):
        return _rendered("post_links.html", {"post": post})


def head_html(topic: Topic, language: str) -> SafeString:
    """The title of a topic with its room, its tags and its state; two queries at most."""
    context = {
        "topic": topic,
        "community": topic.community,
        "tags": list(topic.tags.order_by("folded")),
        "foreign": topic.language if topic.language != language else "",
        "thing": subjects.thing_of(topic) if topic.about else None,
    }
    with translation.override(language):
        return _rendered("topic_head.html", context)


def moment(when: datetime, language: str) -> Moment:
    """A moment as pages tell it to everyone."""
    local = timezone.localtime(when, timezone.get_default_timezone())
    with translation.override(language):
        return Moment(local.isoformat(timespec="seconds"), date_format(local, "DATETIME_FORMAT"))


def _rendered(name: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(_template(name).render(context).strip())  # noqa: S308 (a template's output)


@cache
def _template(name: str) -> Template:
    return get_template(f"conversations/{name}")  # type: ignore[return-value]
