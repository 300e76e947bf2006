"""What people say and thank in conversations that others read, as signs of life between them.

Acts that only few know of (held, withdrawn before anybody read them) are told at the post, not at the topic: no sign.
What is taken back or hidden later was said, and brings nobody together any more until it is back.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from potager.conversations.models import Mention, Post
from potager.journal.signs import Sign, Told, declare_signs, moments_of

SOME = 500  # identifiers in one question

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


def _ids(acts: Sequence[Told]) -> Iterable[list[UUID]]:
    ids = [UUID(told.target[5:]) for told in acts if told.target.startswith("post:")]
    return (ids[at : at + SOME] for at in range(0, len(ids), SOME))


def _posts(acts: Sequence[Told]) -> dict[str, Said]:
    """By target, the posts of conversations that are not private. One answers whom it names, or else the opener."""
    found: dict[str, Said] = {}
    columns = ("pk", "author", "answers__author", "number", "topic__author")
    for some in _ids(acts):
        rows = Post.objects.filter(pk__in=some, topic__is_private=False).order_by().values_list(*columns)
        mentions = _mentions(some)
        for post, author, answered, number, opener in rows:
            turned = answered or (opener if number > 1 else None)
            toward = [(turned, "answered")] if turned and turned != author else []
            toward += [(one, "mentioned") for one in mentions.get(post, ()) if one != author]
            found[f"post:{post}"] = Said(author, tuple(toward))
    return found


def _authors(acts: Sequence[Told]) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    for some in _ids(acts):
        rows = Post.objects.filter(pk__in=some, topic__is_private=False).order_by()
        found.update((f"post:{post}", author) for post, author in rows.values_list("pk", "author"))
    return found


def _mentions(ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    rows = Mention.objects.filter(post__in=ids).order_by("pk").values_list("post", "member")
    for post, member in rows:
        found.setdefault(post, []).append(member)
    return found


declare_signs(SAID, _said)
declare_signs((*GONE, *BACK), _gone)
declare_signs((*THANKED, *UNTHANKED), _thanked)
