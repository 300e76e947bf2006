"""How notices of posts and topics are told: sentences made when they are read, of what the person may see then."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from uuid import UUID

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.conversations import queries
from potager.conversations.letters import sentence
from potager.conversations.models import Mention, Post, Reaction, Topic
from potager.conversations.reactions import THANKS
from potager.journal.tellings import Heap, Line, Telling, declare_telling
from potager.members.models import Member

EXTRACT = 140  # characters
GONE = frozenset({"post.withdrawn", "post.hidden", "topic.hidden"})
TAKEN_BACK = frozenset({"reaction.removed", "answer.unaccepted"})
LEFT = frozenset({"participant.left"})

Names = dict[UUID, str]


@dataclass(frozen=True)
class Reactors:
    """Who reacts to a post still: the name of each, and who does more, or something else, than thank."""

    names: Names = field(default_factory=dict)
    otherwise: set[UUID] = field(default_factory=set)


def _of_posts(member: UUID, heaps: Sequence[Heap]) -> Mapping[Heap, Line]:
    """Answers, mentions, reactions, and what became of one's own message."""
    person = Member.objects.filter(pk=member, is_active=True).first()
    asked = Post.objects.filter(pk__in=[_identifier(heap) for heap in heaps]).select_related("topic")
    posts = {post.pk: post for post in _visible(asked, person)} if person else {}
    told = [heap for heap in heaps if _identifier(heap) in posts]
    answers, reactors = _answers(told, person), _reactors(told)
    found: dict[Heap, Line] = {}
    for heap in told:
        post = posts[_identifier(heap)]
        line = _post_line(heap, post, answers.get(post.pk, []), reactors.get(post.pk, Reactors()), person)
        if line:
            found[heap] = line
    return found


def _post_line(
    heap: Heap, post: Post, answers: list[Post], reactors: Reactors, person: Member | None
) -> Line | None:
    title = {"title": post.topic.title}
    if heap.kind == "answer.accepted":
        is_so = post.topic.answer_id == post.pk
        return (
            Line(_("Your answer in “%(title)s” was chosen") % title, extract=extract(post)) if is_so else None
        )
    if heap.reason == "reaction":
        who = _who(heap, reactors.names)
        text = _("%(who)s thanked you for your message in “%(title)s”")
        if reactors.otherwise & set(heap.actors):
            text = _("%(who)s reacted to your message in “%(title)s”")
        return Line(text % {**title, "who": who}, extract=extract(post)) if who else None
    if heap.reason == "mention":
        is_so = person is not None and Mention.objects.filter(post=post, member=person).exists()
        said = sentence("mention", who=post.signature, title=post.topic.title)
        return Line(said, extract=extract(post)) if is_so else None
    who = _who(heap, {answer.author_id: answer.signature for answer in answers})
    return (
        Line(sentence("answer", who=who, title=post.topic.title), extract=extract(answers[0]))
        if who
        else None
    )


def _of_topics(member: UUID, heaps: Sequence[Heap]) -> Mapping[Heap, Line]:
    """What was said in topics that the person follows, and in private conversations."""
    person = Member.objects.filter(pk=member, is_active=True).first()
    asked = {_identifier(heap) for heap in heaps}
    topics = Topic.objects.in_bulk(queries.visible_among(asked, person)) if person else {}
    said = _said(heaps, topics, person)
    lines = {
        heap: _topic_line(heap, topics.get(_identifier(heap)), said.get(_identifier(heap), []))
        for heap in heaps
    }
    return {heap: line for heap, line in lines.items() if line}


def _topic_line(heap: Heap, topic: Topic | None, posts: list[Post]) -> Line | None:
    who = _who(heap, {post.author_id: post.signature for post in posts})
    if topic is None or not who:
        return None
    return Line(
        sentence(heap.reason, who=who, title=topic.title, count=heap.count), extract=extract(posts[0])
    )


def _said(
    heaps: Sequence[Heap], topics: Mapping[UUID, Topic], person: Member | None
) -> dict[UUID, list[Post]]:
    """What the people of these heaps said there, the newest first, as far as it is shown: one post of each."""
    found: dict[UUID, list[Post]] = {}
    for heap in heaps:
        identifier = _identifier(heap)
        if identifier in topics and identifier not in found:
            is_private = topics[identifier].is_private
            theirs = (
                queries.posts_visible_to(person)
                if is_private
                else Post.objects.filter(state=Post.State.SHOWN)
            )
            theirs = theirs.filter(topic=identifier, author__in=heap.actors)
            found[identifier] = list(theirs.order_by("-number")[:20])
    return found


def _answers(heaps: Sequence[Heap], person: Member | None) -> dict[UUID, list[Post]]:
    """The answers to these posts that are shown, the newest first."""
    asked = [
        _identifier(heap) for heap in heaps if heap.reason == "answer" and heap.kind != "answer.accepted"
    ]
    found = defaultdict(list)
    answers = Post.objects.filter(answers__in=asked).select_related("topic") if asked else Post.objects.none()
    for post in _visible(answers.order_by("-written_at"), person):
        found[post.answers_id].append(post)
    return {key: value for key, value in found.items() if key}


def _visible(posts: QuerySet[Post], person: Member | None) -> list[Post]:
    """Those of a few posts that are shown in topics that the person may know of: queries.posts_visible_to, cheaper."""
    shown = list(posts.filter(state=Post.State.SHOWN))
    seen = queries.visible_among({post.topic_id for post in shown}, person) if shown else set()
    private = [post.pk for post in shown if post.topic.is_private]
    heard = (
        queries.posts_visible_to(person).filter(pk__in=private).values_list("pk", flat=True)
        if private
        else ()
    )
    may = {post.pk for post in shown if not post.topic.is_private and post.topic_id in seen}.union(heard)
    return [post for post in shown if post.pk in may]


def _reactors(heaps: Sequence[Heap]) -> dict[UUID, Reactors]:
    """Who reacts to these posts still, and is here."""
    asked = [_identifier(heap) for heap in heaps if heap.reason == "reaction"]
    found: dict[UUID, Reactors] = defaultdict(Reactors)
    if not asked:
        return found
    rows = Reaction.objects.filter(post__in=asked, member__is_active=True)
    for post, member, called, sort in rows.values_list("post", "member", "member__display_name", "name"):
        found[post].names[member] = called
        if sort != THANKS:
            found[post].otherwise.add(member)
    return found


def _who(heap: Heap, names: Names) -> str:
    """ "Ada", "Ada and Bob", "Ada and 2 others": those of the heap who have a name here, the newest first."""
    known = [names[actor] for actor in heap.actors if names.get(actor)]
    if len(known) < 3:
        return _(" and ").join(known)
    others = len(known) - 1
    return ngettext("%(who)s and %(others)s other", "%(who)s and %(others)s others", others) % {
        "who": known[0],
        "others": others,
    }


def _identifier(heap: Heap) -> UUID:
    return UUID(heap.thing.partition(":")[2])


def extract(post: Post) -> str:
    """The beginning of what a post says, without its marks."""
    return Truncator(" ".join(unescape(strip_tags(post.html)).split())).chars(EXTRACT)


declare_telling("post", Telling(lines=_of_posts, ended_by=GONE, unsettled_by=TAKEN_BACK))
declare_telling("topic", Telling(lines=_of_topics, ended_by=GONE, unsettled_by=LEFT))
