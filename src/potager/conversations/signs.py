"""What people say and thank in conversations that others read, as signs of life between them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from potager.conversations.models import Mention, Post
from potager.journal.signs import Sign, Told, declare_signs

SOME = 500  # identifiers in one question


def _said(acts: Sequence[Told]) -> Iterable[Sign]:
    """Posts, once they can be read: whom they answer, and whom they call by name."""
    open_ = [told for told in acts if told.place.startswith("topic:")]
    posts, mentions = _posts(_targets(open_)), _mentions(_targets(open_))
    for told in open_:
        post = UUID(told.target[5:])
        if post not in posts:  # of a private conversation
            continue
        author, answered = posts[post]
        toward = [(answered, "answered")] if answered and answered != author else []
        toward += [(one, "mentioned") for one in mentions.get(post, ()) if one != author]
        yield Sign(told.happened_at, author, _community(told), told.place, words=True, toward=tuple(toward))


def _thanked(acts: Sequence[Told]) -> Iterable[Sign]:
    """Reactions, and answers that somebody found right: toward whoever wrote the post."""
    open_ = [told for told in acts if told.place.startswith("topic:") and told.actor]
    posts = _posts(_targets(open_))
    for told in open_:
        found = posts.get(UUID(told.target[5:]))
        if found and told.actor and found[0] != told.actor:
            count = -1 if told.kind in {"reaction.removed", "answer.unaccepted"} else 1
            toward = ((found[0], "thanked"),)
            yield Sign(told.happened_at, told.actor, _community(told), told.place, toward=toward, count=count)


def _community(told: Told) -> UUID:
    assert told.community is not None  # noqa: S101 (asked for by signs_of)
    return told.community


def _targets(acts: Sequence[Told]) -> list[UUID]:
    return [UUID(told.target[5:]) for told in acts if told.target.startswith("post:")]


def _posts(ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, UUID | None]]:
    """Who wrote each post of a conversation that is not private, and whom it answers: the one named, or the opener."""
    found: dict[UUID, tuple[UUID, UUID | None]] = {}
    columns = ("pk", "author", "answers__author", "number", "topic__author")
    for some in (ids[at : at + SOME] for at in range(0, len(ids), SOME)):
        rows = Post.objects.filter(pk__in=some, topic__is_private=False).order_by().values_list(*columns)
        for post, author, answered, number, opener in rows:
            found[post] = (author, answered or (opener if number > 1 else None))
    return found


def _mentions(ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for some in (ids[at : at + SOME] for at in range(0, len(ids), SOME)):
        for post, member in Mention.objects.filter(post__in=some).values_list("post", "member"):
            found.setdefault(post, []).append(member)
    return found


declare_signs(("post.added", "post.accepted"), _said)
declare_signs(("reaction.added", "reaction.removed", "answer.accepted", "answer.unaccepted"), _thanked)
