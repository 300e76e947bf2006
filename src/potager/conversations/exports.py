"""What conversations bring to an export of one's data: what one said, asked, chose, reacted and follows.

Only one's own words: never what others wrote or are called, and of a place that one may not read any more not even
its title.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage

from potager.conversations.models import Ballot, Draft, Follow, Picture, Poll, Post, Reaction
from potager.conversations.queries import visible_to
from potager.members.export import Part, as_json, name_of, register_export
from potager.members.models import Member


def _posts(member: Member) -> Iterator[Part]:
    own = ("id", "topic", "number", "signature", "body", "state", "reason", "written_at", "edited_at")
    rows = list(Post.objects.filter(author=member).order_by("written_at", "pk").values(*own))
    known = _known(member, {row["topic"] for row in rows})
    yield as_json("conversations/messages.json", [{**row, **known.get(row["topic"], {})} for row in rows])


def _known(member: Member, topics: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What may be told of the topics that the person still reads."""
    found = visible_to(member).filter(pk__in=list(topics)).values("pk", "title", "is_private")
    return {row["pk"]: {"title": row["title"], "is_private": row["is_private"]} for row in found}


def _topics(member: Member) -> Iterator[Part]:
    own = ("id", "community", "title", "is_private", "is_question", "opened_at", "closed_at")
    opened = visible_to(member).filter(author=member).order_by("opened_at")
    yield as_json("conversations/opened.json", list(opened.values(*own)))
    took = member.participations.order_by("joined_at").values("topic", "joined_at", "left_at")
    yield as_json("conversations/private.json", list(took))


def _polls(member: Member) -> Iterator[Part]:
    """What one asked, and what one chose as long as it can be changed: the end of a poll forgets that."""
    asked = Poll.objects.filter(author=member).prefetch_related("options").order_by("opened_at")
    cast = Ballot.objects.filter(member=member).order_by("cast_at").values("poll", "choices", "cast_at")
    content = {
        "asked": [
            {"topic": one.topic_id, "question": one.question, "options": [str(o) for o in one.options.all()]}
            for one in asked
        ],
        "ballots": list(cast),
    }
    yield as_json("conversations/polls.json", content)


def _attention(member: Member) -> Iterator[Part]:
    reactions = Reaction.objects.filter(member=member).order_by("at").values("post", "name", "at")
    follows = Follow.objects.filter(member=member).values("community", "room", "topic", "level")
    drafts = Draft.objects.filter(member=member).values("place", "title", "body", "saved_at")
    content = {"reactions": list(reactions), "follows": list(follows), "drafts": list(drafts)}
    yield as_json("conversations/attention.json", content)


def _pictures(member: Member) -> Iterator[Part]:
    """What one put under messages, as we wrote it anew."""
    sent = Picture.objects.filter(author=member).order_by("added_at", "pk")
    yield as_json("conversations/pictures.json", list(sent.values("id", "post", "alternative", "added_at")))
    for number, one in enumerate(sent, start=1):
        path = one.path_of(one.sides[0])
        if default_storage.exists(path):
            with default_storage.open(path) as file:
                yield Part(
                    f"conversations/pictures/{name_of(one.alternative, number=number)}.webp", file.read()
                )


register_export("conversations: messages", _posts)
register_export("conversations: pictures", _pictures)
register_export("conversations: topics", _topics)
register_export("conversations: polls", _polls)
register_export("conversations: attention", _attention)
