"""Who talks and what is said, as it can be reported: messages, conversations, members. For works see works.py."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.communities.models import Membership
from potager.communities.queries import standing_of
from potager.conversations import queries as conversations
from potager.conversations.actions import judging
from potager.conversations.models import Post, Topic
from potager.directory import actions as profiles
from potager.directory import queries as directory
from potager.members.models import Member
from potager.moderation.subjects import LONGEST_EXCERPT, Found, Subject, hiding, register, rows_of

BEFORE = 2  # messages that whoever reports one of a private conversation may show with it


def _post(post: Post) -> Found:
    topic = post.topic
    return Found(
        community=topic.community,
        title=_("Message %(number)s of “%(title)s”") % {"number": post.number, "title": topic.title},
        url=post.get_absolute_url(),
        text=post.body,
        signed=post.signature,
        author=post.author,
        is_private=topic.is_private,
        is_out=not post.is_shown,
    )


def _find_post(identifier: UUID, member: Member | None) -> Found | None:
    shown = conversations.posts_visible_to(member).filter(pk=identifier)
    found = shown.select_related("topic__community", "author").first()
    if found is None or not found.topic.is_private:
        return _post(found) if found else None
    before = conversations.posts_visible_to(member).filter(topic=found.topic_id, number__lt=found.number)
    return replace(_post(found), context=_context(list(before.order_by("-number")[:BEFORE])))


def _context(newest: list[Post]) -> str:
    """What was said just before, each message under its name, the oldest first."""
    return "\n\n".join(f"{post.signature}: {post.body[:LONGEST_EXCERPT]}" for post in reversed(newest))


def _look_at_post(identifier: UUID) -> Found | None:
    found = Post.objects.select_related("topic__community", "author").filter(pk=identifier).first()
    is_seen = found is not None and not found.topic.is_private and found.state != Post.State.WITHDRAWN
    return _post(found) if found and is_seen else None


_post_of = rows_of(Post, "topic__community", "author")


def _own_post(by: Member, identifier: UUID) -> str:
    found = Post.objects.filter(pk=identifier, author=by).first()
    return found.body if found else ""


def _topic(topic: Topic) -> Found:
    first = Post.objects.filter(topic=topic, state=Post.State.SHOWN).order_by("number").first()
    return Found(
        community=topic.community,
        title=topic.title,
        url=topic.get_absolute_url(),
        text=first.body if first else "",
        signed=first.signature if first and first.author_id == topic.author_id else "",
        author=topic.author,
        is_out=topic.hidden_at is not None,
    )


def _find_topic(identifier: UUID, member: Member | None) -> Found | None:
    known = conversations.visible_to(member).filter(pk=identifier, is_private=False)
    found = known.select_related("community", "author").first()
    return _topic(found) if found else None


def _look_at_topic(identifier: UUID) -> Found | None:
    rows = Topic.objects.select_related("community", "author").filter(pk=identifier, is_private=False)
    found = rows.first()
    return _topic(found) if found else None


_topic_of = rows_of(Topic, "community")


def _member(found: Membership) -> Found:
    """A member, with all that they say of themselves to members."""
    name = found.member.display_name
    return Found(
        community=found.community,
        title=name,
        url=f"{found.community.get_absolute_url()}members/",
        text="\n".join(directory.said_by(found.member)),
        signed=name,
        author=found.member,
        is_out=not found.is_active or directory.is_veiled(found),
    )


def _find_member(identifier: UUID, member: Member | None) -> Found | None:
    rows = Membership.objects.select_related("community", "member")
    found = rows.filter(pk=identifier, state=Membership.State.ACTIVE, member__is_active=True).first()
    if found is None or member is None:
        return None
    standing = standing_of(member, found.community)
    return _member(found) if standing.is_member or standing.manages else None


_membership_of = rows_of(Membership, "community", "member")


def _look_at_member(identifier: UUID) -> Found | None:
    found = Membership.objects.select_related("community", "member").filter(pk=identifier).first()
    return _member(found) if found else None


register(
    "post",
    Subject(
        name=gettext_lazy("a message"),
        find=_find_post,
        look=_look_at_post,
        **hiding("post", _post_of, judging.hide_post, judging.unhide_post),
        reword=lambda by, pk, text: judging.reword_post(by=by, post=_post_of(pk), body=text),
        own=_own_post,
        meets=True,
    ),
)
register(
    "topic",
    Subject(
        name=gettext_lazy("a conversation"),
        find=_find_topic,
        look=_look_at_topic,
        **hiding("topic", _topic_of, judging.hide_topic, judging.unhide_topic),
        meets=True,
    ),
)
register(
    "membership",
    Subject(
        name=gettext_lazy("a member"),
        find=_find_member,
        look=_look_at_member,
        **hiding("membership", _membership_of, profiles.hide_profile, profiles.unhide_profile),
        meets=True,
    ),
)
