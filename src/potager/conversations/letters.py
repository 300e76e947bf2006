"""Whom a new post concerns, and why: those it answers, names or is written to, and those who follow its topic.

Asked at the moment of telling: a post that is not shown concerns nobody, and nobody hears of a topic that they may
not read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.communities.models import Membership
from potager.conversations.following import levels_of
from potager.conversations.models import Follow, Mention, Participant, Post, Topic
from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member

LONGEST = 4000  # characters of a post in a mail
Level = Follow.Level


def post_added(activity: Activity) -> Iterable[Notice]:
    """To everyone whom a post concerns, for each reason that there is: whoever tells them keeps the strongest."""
    posts = Post.objects.select_related("topic__community", "answers")
    post = posts.filter(pk=activity.target_id, state=Post.State.SHOWN).first()
    if post is None:
        return
    concerned = _concerned(post)
    everyone = {member for members in concerned.values() for member in members} - {post.author_id}
    people = readers_among(post.topic, everyone)
    for reason, members in concerned.items():
        yield from _notices(post, reason, [people[member] for member in members if member in people])


def answer_accepted(activity: Activity) -> Iterable[Notice]:
    """To whoever gave the answer, while it is the one."""
    post = Post.objects.select_related("topic__community").filter(pk=activity.target_id).first()
    if post is None or not post.is_shown or post.topic.answer_id != post.pk:
        return
    people = readers_among(post.topic, {post.author_id})
    yield from _notices(post, "answer", people.values(), thing=f"post:{post.pk}", words=_accepted_words)


def readers_among(topic: Topic, members: Collection[UUID]) -> dict[UUID, Member]:
    """Which of these people read the topic now: permissions.reads, for many."""
    found = Member.objects.filter(pk__in=members, is_active=True).only("email", "language")
    here = Membership.objects.taking_part().filter(community=topic.community_id).values("member")
    if topic.hidden_at is not None:
        return {}
    if topic.is_private:
        inside = Participant.objects.filter(topic=topic, left_at=None).values("member")
        found = found.filter(pk__in=inside).filter(pk__in=here)
    elif not topic.community.is_public:
        found = found.filter(Q(pk__in=here) | Q(is_owner=True))
    return {member.pk: member for member in found}


def _concerned(post: Post) -> dict[str, set[UUID]]:
    """Who is told of a post, by the reason."""
    topic = post.topic
    if topic.is_private:
        inside = Participant.objects.filter(topic=topic, left_at=None)
        return {"private": set(inside.values_list("member", flat=True))}
    named = set(Mention.objects.filter(post=post).values_list("member", flat=True))
    answered = {post.answers.author_id} if post.answers and post.answers.is_shown else set()
    levels = levels_of(topic, before=post.number)
    follow = {member for member, level in levels.items() if level == Level.EVERYTHING}
    deaf = {member for member, level in levels.items() if level == Level.NOTHING}
    reason = "room" if post.number == 1 and not topic.about else "topic"
    return {"mention": named - deaf, "answer": answered - deaf, reason: follow}


def _notices(
    post: Post,
    reason: str,
    people: Iterable[Member],
    *,
    thing: str = "",
    words: Callable[[Post, str], tuple[str, str]] | None = None,
) -> Iterator[Notice]:
    said: dict[str, tuple[str, str]] = {}  # once per language, however many people
    for to in people:
        if to.language not in said:
            with translation.override(to.language):
                said[to.language] = (words or _words)(post, reason)
        subject, body = said[to.language]
        yield Notice(
            member=to.pk,
            address=to.email,
            language=to.language,
            subject=subject,
            body=body,
            reason=reason,
            thing=thing or _thing(post, reason),
            url=post.get_absolute_url(),
            community=post.topic.community_id,
            thread=f"topic:{post.topic_id}",
            answered="" if words else f"post:{post.pk}",  # nobody answers what was said of their own message
        )


def _thing(post: Post, reason: str) -> str:
    """What the notices of several posts have in common, by which they are told together."""
    if reason == "mention":
        return f"post:{post.pk}"
    return f"post:{post.answers_id}" if reason == "answer" else f"topic:{post.topic_id}"


def _words(post: Post, reason: str) -> tuple[str, str]:
    head = sentence(reason, who=post.signature, title=post.topic.title)
    return head, f"{head}\n\n{shortened(post.body)}\n\n{_link(post)}"


def sentence(reason: str, *, who: str, title: str, count: int = 1) -> str:
    """What happened, in one sentence: `who` may be several people, `count` how many messages."""
    facts = {"who": who, "title": title, "count": count}
    if reason == "mention":
        return _("%(who)s mentioned you in “%(title)s”") % facts
    if reason == "answer":
        return _("%(who)s answered you in “%(title)s”") % facts
    if reason == "room":
        return _("%(who)s opened the conversation “%(title)s”") % facts
    if reason == "private":
        return (
            ngettext(
                "%(who)s wrote to you in “%(title)s”",
                "%(who)s wrote to you in “%(title)s” (%(count)s messages)",
                count,
            )
            % facts
        )
    return (
        ngettext("%(who)s wrote in “%(title)s”", "%(who)s wrote in “%(title)s” (%(count)s messages)", count)
        % facts
    )


def _accepted_words(post: Post, reason: str) -> tuple[str, str]:
    head = _("Your answer in “%(title)s” was chosen") % {"title": post.topic.title}
    text = _("Whoever asked has found in it what they were looking for.")
    return head, f"{head}\n\n{text}\n\n{_link(post)}"


def shortened(text: str, most: int = LONGEST) -> str:
    """A text, or its beginning."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _link(post: Post) -> str:
    return (settings.ENV.url or "") + post.get_absolute_url()
