"""Reacting to what somebody said, and taking it back: by the same button, so both may be asked for twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from potager.communities.permissions import must_have_accepted
from potager.conversations import rules
from potager.conversations.acts import ReactionFacts
from potager.conversations.attending import reactions_of
from potager.conversations.models import Post, Reaction
from potager.journal.record import act
from potager.lib.permission import must
from potager.members.actions.tries import count, refuse_too_many
from potager.members.models import Member
from potager.members.queries import scopes


def add_reaction(*, by: Member, post: Post, name: str, key: UUID | None = None) -> Post:
    """React to a post; who did so already changes nothing. Raises NoSuchReaction, OwnPost, TooManyTries."""
    must(by, "react", post)
    must_have_accepted(by, post.topic.community)
    if post.author_id == by.pk:
        raise rules.OwnPost
    if name not in {sort.name for sort in reactions_of(post.topic.community)}:
        raise rules.NoSuchReaction
    with _locked(post) as locked:
        mine = Reaction(post=locked, member=by, name=name)
        if not Reaction.objects.filter(post=locked, member=by, name=name).exists():
            _record("reaction.added", by, locked, mine, key)
    return locked


def remove_reaction(*, by: Member, post: Post, name: str, key: UUID | None = None) -> Post:
    """Take a reaction back; where there is none, nothing changes."""
    must(by, "react", post)
    with _locked(post) as locked:
        mine = Reaction.objects.filter(post=locked, member=by, name=name).first()
        if mine is not None:
            _record("reaction.removed", by, locked, mine, key)
    return locked


@contextmanager
def _locked(post: Post) -> Iterator[Post]:
    with transaction.atomic():
        locked = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        locked.topic = post.topic
        rules.refuse_gone(locked)
        yield locked


def _record(kind: str, by: Member, post: Post, reaction: Reaction, key: UUID | None) -> None:
    now, uses = timezone.now(), scopes(react=str(by.pk))
    refuse_too_many(uses, now=now)
    with act(kind, by=by, key=key) as done:
        count(uses, now=now)
        if reaction._state.adding:
            reaction.save(force_insert=True)
        else:
            reaction.delete()
        _count_again(post)
        facts = ReactionFacts(name=reaction.name, number=post.number)
        done(post, facts, place=post.topic, community=post.topic.community_id)


def _count_again(post: Post) -> None:
    rows = Reaction.objects.filter(post=post).values_list("name").order_by("name")
    post.tally = dict(rows.annotate(people=Count("pk")))
    post.stirred += 1
    post.save(update_fields=["tally", "stirred"])
