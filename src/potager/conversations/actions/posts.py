"""Saying something, saying it better, taking it back."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from potager.communities.permissions import must_be_free, must_have_accepted
from potager.communities.queries import Standing, standing_of
from potager.conversations import private, rules, subjects, trust
from potager.conversations.actions.attached import attach_pictures, change_links, keep_links
from potager.conversations.actions.traces import forget_draft, leave_traces, rename_members
from potager.conversations.acts import PostFacts
from potager.conversations.attaching import Wanted
from potager.conversations.marking import rendered
from potager.conversations.models import UNSEEN, Post, PostVersion, Topic
from potager.conversations.permissions import answers, passes_by
from potager.journal.record import Act, act, once
from potager.lib.permission import must
from potager.lib.statements import greatest, increment, insert, twin
from potager.lib.texts import cleaned, one_line
from potager.members.models import Member

State = Post.State
AS_IT_IS = ("closed_at", "hidden_at")  # what may have changed since the topic was read


@once(Post)
def add_post(
    *,
    by: Member,
    topic: Topic,
    body: str,
    key: UUID | None,
    answers: Post | None = None,
    is_held: bool = False,
    signature: str = "",
    pictures: Sequence[Wanted] = (),
) -> Post:
    """Say something at the end of a topic; raises the refusal of the first rule broken (rules.py, attaching.py).

    `answers` is the post of that topic which it answers. What `is_held` waits for a moderator: only they and its
    author learn of it. `signature` is the name to appear under, the display name if empty.
    """
    body = cleaned(body)
    if body or not pictures:
        rules.refuse_body(body)
    marked = rendered(body, community=topic.community)  # what takes time comes before the lock
    with act("post.added", by=by, key=key) as done:
        is_held = trust.waits_first(_refuse_person(by, topic)) or (is_held and not topic.is_private)
        post = Post(
            author=by,
            signature=(one_line(signature) or by.display_name)[:80],
            body=body,
            html=marked.html,
            answers=_answered(answers, topic),
            state=State.HELD if is_held else State.SHOWN,
        )
        post.topic, post.number = _next(topic, post)
        rules.refuse_state(post.topic)
        insert(post)
        attach_pictures(post, pictures)
        keep_links(post, marked.links)
        leave_traces(post, marked.mentioned)
        tell(done, post)
    return post


def _refuse_person(by: Member, topic: Topic) -> Standing:
    standing = standing_of(by, topic.community)
    must_be_free(standing)
    if not (answers(standing, topic) or passes_by(standing, topic)):
        raise rules.OnlyMembersAnswer(topic.community.name)
    if topic.is_held:
        raise rules.TopicWaits
    if subjects.is_closed(topic):
        raise rules.NoMoreWords
    if topic.is_private:
        private.refuse_unwanted(by, topic)
    return standing


def _answered(post: Post | None, topic: Topic) -> Post | None:
    if post is not None and post.topic_id != topic.pk:
        raise rules.OtherCommunity
    return post


def _next(topic: Topic, post: Post) -> tuple[Topic, int]:
    """The topic as it is now, one post longer, its row locked; numbers follow the order of commits."""
    locked = twin(topic)
    if post.is_shown:
        increment(locked, "numbered", "shown", read=AS_IT_IS, last_at=post.written_at)
        return locked, locked.numbered
    trust.refuse_pile(post.author, topic.community)
    locked = Topic.objects.select_for_update().get(pk=topic.pk)
    locked.community = topic.community
    held = greatest(Post, "number", topic=topic.pk) or 0
    return locked, max(UNSEEN, held) + 1  # takes its place among the others when it is accepted


def edit_post(
    *, by: Member, post: Post, body: str, revision: int | None = None, key: UUID | None = None
) -> Post:
    """Change what one said; the wording before stays in its history, for everyone who reads it.

    `revision` is that of the post the text was begun on: raises PostMovedOn if it was changed since.
    """
    body = cleaned(body)
    rules.refuse_body(body)
    must(by, "edit", post)
    must_have_accepted(by, post.topic.community)
    marked = rendered(body, community=post.topic.community)
    with act("post.edited", by=by, key=key) as done:
        locked = locked_post(post)
        _refuse_edit(locked, body, revision)
        _keep_wording(locked)
        locked.body, locked.html, locked.edited_at = body, marked.html, timezone.now()
        locked.revision += 1
        locked.save(update_fields=["body", "html", "edited_at", "revision"])
        change_links(locked, marked.links)
        rename_members(locked, marked.mentioned)
        forget_draft(by, locked)
        tell(done, locked)
    return locked


def _refuse_edit(locked: Post, body: str, revision: int | None) -> None:
    rules.refuse_state(locked.topic)
    rules.refuse_gone(locked)
    if revision is not None and revision != locked.revision:
        raise rules.PostMovedOn
    if body == locked.body:
        raise rules.NothingNew


def _keep_wording(post: Post) -> None:
    number = PostVersion.objects.filter(post=post).count() + 1
    PostVersion.objects.create(
        post=post, number=number, body=post.body, written_at=post.edited_at or post.written_at
    )


def withdraw_post(*, by: Member, post: Post, key: UUID | None = None) -> Post:
    """Take back what one said: an empty place stays, so that it can come back."""
    must(by, "withdraw", post)
    with act("post.withdrawn", by=by, key=key) as done:
        locked = locked_post(post)
        rules.refuse_gone(locked)
        was_told = locked.state == State.SHOWN
        become(locked, State.WITHDRAWN)
        tell(done, locked, is_told=was_told)
    return locked


def restore_post(*, by: Member, post: Post, key: UUID | None = None) -> Post:
    """Bring back what one took back; what was never shown waits for a moderator again."""
    must(by, "withdraw", post)
    with act("post.restored", by=by, key=key) as done:
        locked = locked_post(post)
        rules.refuse_state(locked.topic)
        if locked.state != State.WITHDRAWN:
            raise rules.NotInThisState
        become(locked, State.HELD if locked.is_unseen else State.SHOWN)
        tell(done, locked)
    return locked


def become(post: Post, state: str) -> None:
    """Put a locked post into another state; its topic counts what is shown, and knows when the newest was written."""
    was_shown, post.state = post.is_shown, state
    post.revision += 1
    post.save(update_fields=["state", "revision"])
    if was_shown == post.is_shown:
        return
    shown = Post.objects.filter(topic=post.topic_id, state=State.SHOWN).order_by("-number")
    last = shown.values_list("written_at", flat=True).first()
    more = 1 if post.is_shown else -1
    Topic.objects.filter(pk=post.topic_id).update(shown=F("shown") + more, last_at=last or F("opened_at"))


def tell(done: Act, post: Post, *, is_told: bool = True) -> None:
    """Tell at the topic what its readers may learn of; what only few know of is told at the post itself."""
    place = post.topic if is_told and post.state != State.HELD else post
    done(
        post,
        PostFacts(number=post.number, about=post.topic.about),
        place=place,
        community=post.topic.community_id,
    )


def locked_post(post: Post) -> Post:
    """The post as it is now, its topic's row and its own kept so until COMMIT."""
    topic = Topic.objects.select_for_update().get(pk=post.topic_id)
    topic.community = post.topic.community
    locked = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    locked.topic = topic
    return locked
