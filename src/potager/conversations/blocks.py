"""Posts and heads of topics as they are shown, kept in this process: all readers of a language share them."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from uuid import UUID

from django.utils.safestring import SafeString

from potager.conversations import rendering
from potager.conversations.models import Post, Topic

Name = tuple[UUID, int, str]  # a post or a topic, how often what is shown of it changed, a language
ROOM = 48_000_000  # characters of rendered posts kept, of all topics and languages together

_kept: OrderedDict[Name, SafeString] = OrderedDict()
_guard = threading.Lock()
_size = 0


def post_html(post: Post, language: str) -> SafeString:
    """A post as it is shown, rendered once per wording and language."""
    name = (post.pk, post.version, language)
    if kept := _known(name):
        return kept
    made = rendering.post_html(post, language)
    _keep(name, made)
    return made


def head_html(topic: Topic, language: str) -> SafeString:
    """The head of a topic, rendered once per wording and language."""
    name = (topic.pk, topic.revision, language)
    if kept := _known(name):
        return kept
    made = rendering.head_html(topic, language)
    _keep(name, made)
    return made


def posts_html(versions: Iterable[tuple[UUID, int]], language: str) -> dict[UUID, SafeString]:
    """Posts, by their ids and revisions; only those that nobody has looked at yet are read from the database."""
    wanted = {pk: _known((pk, revision, language)) for pk, revision in versions}
    found: dict[UUID, SafeString] = {pk: html for pk, html in wanted.items() if html is not None}
    missing = [pk for pk in wanted if pk not in found]
    if missing:
        posts = Post.objects.filter(pk__in=missing).select_related("topic", "answers")
        posts = posts.prefetch_related("pictures", "links__preview")
        found |= {post.pk: post_html(post, language) for post in posts.order_by("number")}
    return found


def _known(name: Name) -> SafeString | None:
    with _guard:
        kept = _kept.get(name)
        if kept is not None:
            _kept.move_to_end(name)
        return kept


def _keep(name: Name, html: SafeString) -> None:
    global _size
    with _guard:
        if name not in _kept:
            _kept[name] = html
            _size += len(html)
        while _size > ROOM and len(_kept) > 1:
            _size -= len(_kept.popitem(last=False)[1])


def forget_all() -> None:
    """Start afresh (tests, benchmarks)."""
    global _size
    with _guard:
        _kept.clear()
        _size = 0
