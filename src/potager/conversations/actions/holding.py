"""What moderators say about first posts and doubtful ones, before everyone reads them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from potager.conversations import trust
from potager.conversations.actions.attached import change_links
from potager.conversations.actions.pictures import forget_pictures_of
from potager.conversations.actions.posts import locked_post
from potager.conversations.acts.holding import HeldFacts
from potager.conversations.marking import rendered
from potager.conversations.models import Post, Topic
from potager.journal.record import Act, act
from potager.lib.permission import must
from potager.lib.texts import cleaned, is_blank
from potager.members.models import Member

State = Post.State


def accept_post(*, by: Member, post: Post) -> Post:
    """Let everyone read a held post: at the end of its topic, as if it were said now; raises NothingWaits.

    A topic that waits with its first post opens.

    So readers who are there see it arrive, and nobody's read mark has passed it.
    """
    with _judging("post.accepted", by=by, post=post) as (found, done):
        topic, now = found.topic, timezone.now()
        if topic.is_held:
            _open(topic, now)
        changed = {"numbered": F("numbered") + 1, "shown": F("shown") + 1, "last_at": now}
        Topic.objects.filter(pk=topic.pk).update(**changed)
        found.number, found.written_at, found.state = topic.numbered + 1, now, State.SHOWN
        found.revision += 1
        found.save(update_fields=["number", "written_at", "state", "revision"])
        topic.numbered, topic.shown, topic.last_at = topic.numbered + 1, topic.shown + 1, now
        change_links(found, rendered(found.body, community=topic.community).links)
        done(found, HeldFacts(number=found.number), place=topic, community=topic.community_id)
    return found


def decline_post(*, by: Member, post: Post, reason: str) -> Post:
    """Keep a held post from everyone; its author gets it back by letter, with a kind word. Raises NothingWaits."""
    reason = cleaned(reason)[:500]
    if is_blank(reason):
        raise trust.NoReason
    with _judging("post.declined", by=by, post=post) as (found, done):
        found.state, found.reason = State.DECLINED, reason
        found.save(update_fields=["state", "reason"])
        Topic.objects.filter(pk=found.topic_id, is_held=True).update(is_held=False)  # and stays hidden
        forget_pictures_of(found)
        done(found, HeldFacts(number=0), place=found, community=found.topic.community_id)
    return found


def _open(topic: Topic, now: datetime) -> None:
    """A conversation that waited with its first post is there now, as if it were opened now."""
    topic.is_held, topic.hidden_at, topic.opened_at = False, None, now
    topic.revision += 1
    topic.save(update_fields=["is_held", "hidden_at", "opened_at", "revision"])


@contextmanager
def _judging(name: str, *, by: Member, post: Post) -> Iterator[tuple[Post, Act]]:
    must(by, "moderate", post)
    with act(name, by=by) as done:
        found = locked_post(post)
        if found.state != State.HELD:
            raise trust.NothingWaits
        yield found, done
