"""What saying something leaves besides the post: who was named, how far its author has read, a draft that is done."""

from collections.abc import Collection
from uuid import UUID

from django.db import models
from django.utils import timezone

from potager.conversations.models import Draft, Mention, Post, ReadMark
from potager.journal.record import reference
from potager.lib.statements import change, primary_key_where
from potager.members.models import Member


def leave_traces(post: Post, mentioned: Collection[UUID]) -> None:
    """To be called in the transaction that stores the post."""
    name_members(post, mentioned)
    forget_draft(post.author, post.topic)
    if post.is_unseen:  # it has no place in the topic yet
        return
    mark: dict[str, object] = {"member": post.author_id, "topic": post.topic_id}
    before = {**mark, "number": post.number - 1}
    had_read_all = change(ReadMark, before, number=post.number, at=timezone.now())
    if not had_read_all and primary_key_where(ReadMark, **mark) is None:
        ReadMark.objects.create(member=post.author, topic=post.topic, number=post.number)


def name_members(post: Post, mentioned: Collection[UUID]) -> None:
    """Remember whom a post calls by name, who were not called before; nobody calls themselves."""
    rows = [Mention(post=post, member_id=member) for member in mentioned if member != post.author_id]
    if rows:
        Mention.objects.bulk_create(rows, ignore_conflicts=True)


def rename_members(post: Post, mentioned: Collection[UUID]) -> None:
    """The same after its wording has changed: whoever is called no more is forgotten."""
    Mention.objects.filter(post=post).exclude(member__in=list(mentioned)).delete()
    name_members(post, mentioned)


def forget_draft(by: Member, place: models.Model) -> None:
    """What was typed there has been sent."""
    found = primary_key_where(Draft, member=by.pk, place=reference(place))
    if found is not None:
        Draft.objects.filter(pk=found).delete()
