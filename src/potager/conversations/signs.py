"""What people say and thank in conversations that others read, as signs of life between them.

Acts that only few know of (held, withdrawn before anybody read them) are told at the post, not at the topic: no sign.
What is taken back or hidden later was said, and brings nobody together any more until it is back.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from potager.conversations.models import Mention, Post
from potager.journal.signs import Sign, Told, declare_signs, moments_of
from potager.lib.statements import for_each

SAID = ("post.added", "post.accepted")
GONE = ("post.withdrawn", "post.hidden")
BACK = ("post.restored", "post.unhidden")
THANKED = ("reaction.added", "answer.accepted")
UNTHANKED = ("reaction.removed", "answer.unaccepted")


class Said(NamedTuple):
    """Who wrote a post, and to whom they turned with it."""

    author: UUID
    toward: tuple[tuple[UUID, str], ...]


def _said(acts: Sequence[Told]) -> Iterable[Sign]:
    """Posts, once they can be read: whom they answer, and whom they call by name."""
    open_ = [told for told in acts if told.place.startswith("topic:")]
    posts = _posts(open_)
    for told in open_:
        if found := posts.get(told.target):  # of a private conversation there is none
            yield Sign(told, found.author, words=True, toward=found.toward)


def _gone(acts: Sequence[Told]) -> Iterable[Sign]:
    """What is taken back or hidden, and what comes back: it was told at the moment when it was said."""
    open_ = [told for told in acts if told.place.startswith("topic:")]
    posts, moments = _posts(open_), moments_of(open_, SAID)
    for told in open_:
        found, moment = posts.get(told.target), moments.get(told.position)
        if found and moment and found.toward:
            times = 1 if told.kind in BACK else -1
            yield Sign(told, found.author, toward=found.toward, times=times, is_alive=False, moment=moment)


def _thanked(acts: Sequence[Told]) -> Iterable[Sign]:
    """Reactions, and answers that somebody found right: toward whoever wrote the post."""
    open_ = [told for told in acts if told.place.startswith("topic:") and told.actor]
    authors = _authors(open_)
    back = [told for told in open_ if told.kind in UNTHANKED]
    moments = moments_of(back, THANKED, of_actor=True)
    for told in open_:
        author = authors.get(told.target)
        if author is None or told.actor is None or author == told.actor:
            continue
        toward = ((author, "thanked"),)
        if told.kind not in UNTHANKED:
            yield Sign(told, told.actor, toward=toward)
        elif moment := moments.get(told.position):
            yield Sign(told, told.actor, toward=toward, times=-1, is_alive=False, moment=moment)


def _ids(acts: Sequence[Told]) -> list[UUID]:
    return [UUID(told.target[5:]) for told in acts if told.target.startswith("post:")]


def _rows(ids: Sequence[UUID]) -> QuerySet[Post, tuple[UUID, UUID, UUID | None, int, UUID | None]]:
    rows = Post.objects.filter(pk__in=ids, topic__is_private=False).order_by()
    return rows.values_list("pk", "author", "answers__author", "number", "topic__author")


def _named(ids: Sequence[UUID]) -> QuerySet[Mention, tuple[UUID, UUID]]:
    return Mention.objects.filter(post__in=ids).order_by("pk").values_list("post", "member")


def _wrote(ids: Sequence[UUID]) -> QuerySet[Post, tuple[UUID, UUID]]:
    rows = Post.objects.filter(pk__in=ids, topic__is_private=False).order_by()
    return rows.values_list("pk", "author")


def _posts(acts: Sequence[Told]) -> dict[str, Said]:
    """By target, the posts of conversations that are not private. One answers whom it names, or else the opener."""
    found: dict[str, Said] = {}
    ids = _ids(acts)
    mentions = _mentions(ids)
    for post, author, answered, number, opener in for_each(_rows, ids):
        turned = answered or (opener if number > 1 else None)
        toward = [(turned, "answered")] if turned and turned != author else []
        toward += [(one, "mentioned") for one in mentions.get(post, ()) if one != author]
        found[f"post:{post}"] = Said(author, tuple(toward))
    return found


def _authors(acts: Sequence[Told]) -> dict[str, UUID]:
    return {f"post:{post}": author for post, author in for_each(_wrote, _ids(acts))}


def _mentions(ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for post, member in for_each(_named, ids):
        found.setdefault(post, []).append(member)
    return found


declare_signs(SAID, _said)
declare_signs((*GONE, *BACK), _gone)
declare_signs((*THANKED, *UNTHANKED), _thanked)
