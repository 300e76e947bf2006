"""What moderation decides about topics and posts, and the author's new words for what was returned."""

from uuid import UUID

from django.utils import timezone

from potager.conversations import rules
from potager.conversations.actions.posts import become, locked_post, tell
from potager.conversations.actions.topics import locked_topic
from potager.conversations.acts import PostFacts
from potager.conversations.marking import rendered
from potager.conversations.models import Post, PostVersion, Topic
from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.texts import cleaned
from potager.members.models import Member

State = Post.State


def hide_post(*, by: Member, post: Post, key: UUID | None = None) -> Post:
    """Take a post out of sight: its place stays, empty. Also in a private conversation, without reading it."""
    must(by, "moderate", post.topic.community)
    with act("post.hidden", by=by, key=key) as done:
        locked = locked_post(post)
        if locked.state not in {State.SHOWN, State.HELD}:
            raise rules.NotInThisState
        was_told = locked.is_shown
        become(locked, State.HIDDEN)
        tell(done, locked, is_told=was_told)
    return locked


def unhide_post(*, by: Member, post: Post, key: UUID | None = None) -> Post:
    """Undo: the post is read again, where it was."""
    must(by, "moderate", post.topic.community)
    with act("post.unhidden", by=by, key=key) as done:
        locked = locked_post(post)
        if locked.state != State.HIDDEN:
            raise rules.NotInThisState
        become(locked, State.SHOWN)
        tell(done, locked)
    return locked


def reword_post(*, by: Member, post: Post, body: str, key: UUID | None = None) -> Post:
    """Say a hidden post better; hidden until a moderator shows it. The wordings before are forgotten."""
    body = cleaned(body)
    rules.refuse_body(body)
    must(by, "withdraw", post)
    marked = rendered(body, community=post.topic.community)
    with act("post.reworded", by=by, key=key) as done:
        locked = locked_post(post)
        if locked.state != State.HIDDEN:
            raise rules.NotInThisState
        if body == locked.body:
            raise rules.NothingNew
        PostVersion.objects.filter(post=locked).delete()
        locked.body, locked.html, locked.edited_at = body, marked.html, timezone.now()
        locked.revision += 1
        locked.save(update_fields=["body", "html", "edited_at", "revision"])
        done(locked, PostFacts(number=locked.number), place=locked, community=locked.topic.community_id)
    return locked


def hide_topic(*, by: Member, topic: Topic, key: UUID | None = None) -> Topic:
    """Take a whole conversation out of sight: only moderators know of it."""
    must(by, "moderate", topic)
    with act("topic.hidden", by=by, key=key) as done:
        locked = locked_topic(topic)
        if locked.hidden_at is not None:
            raise rules.NotInThisState
        locked.hidden_at = timezone.now()
        locked.save(update_fields=["hidden_at"])
        done(locked, community=locked.community_id)
    return locked


def unhide_topic(*, by: Member, topic: Topic, key: UUID | None = None) -> Topic:
    """Undo."""
    must(by, "moderate", topic)
    with act("topic.unhidden", by=by, key=key) as done:
        locked = locked_topic(topic)
        if locked.hidden_at is None or locked.is_held:
            raise rules.NotInThisState
        locked.hidden_at = None
        locked.save(update_fields=["hidden_at"])
        done(locked, community=locked.community_id)
    return locked
