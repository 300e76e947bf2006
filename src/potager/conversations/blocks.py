"""Posts and heads of topics as they are shown, kept in this process: all readers of a language share them."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from itertools import chain
from uuid import UUID

from django.utils.safestring import SafeString

from potager.conversations import rendering
from potager.conversations.called import called_in, gone_among
from potager.conversations.models import Post, Topic

Name = tuple[UUID, int, str]  # a post or a topic, how often what is shown of it changed, a language
ROOM = 48_000_000  # characters of rendered posts kept, of all topics and languages together

_kept: OrderedDict[Name, SafeString] = OrderedDict()
_guard = threading.Lock()
_size = 0


def post_html(post: Post, language: str) -> SafeString:
    """A post as it is shown, rendered once per wording and language; names lead to those who are here."""
    made = _post_html(post, language)
    return rendering.without_links(made, gone_among(called_in(made), post.topic_id))


def _post_html(post: Post, language: str) -> SafeString:
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


def posts_html(topic: Topic, versions: Iterable[tuple[UUID, int]], language: str) -> dict[UUID, SafeString]:
    """Posts of a topic, by their ids and revisions, as `post_html` has them; those that nobody has looked at yet are
    read from the database.
    """
    wanted = {pk: _known((pk, revision, language)) for pk, revision in versions}
    found: dict[UUID, SafeString] = {pk: html for pk, html in wanted.items() if html is not None}
    missing = [pk for pk in wanted if pk not in found]
    if missing:
        posts = Post.objects.filter(pk__in=missing).select_related("topic", "answers")
        posts = posts.prefetch_related("pictures", "links__preview")
        found |= {post.pk: _post_html(post, language) for post in posts.order_by("number")}
    called = {pk: people for pk, html in found.items() if (people := called_in(html))}
    gone = gone_among(chain.from_iterable(called.values()), topic.pk)
    return found | {pk: rendering.without_links(found[pk], gone) for pk in called}


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
