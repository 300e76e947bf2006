"""Who may open topics, answer, edit what they said, and look after a conversation."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.conversations.models import Post, Topic
from potager.lib.permission import allows
from potager.members.models import Member


@allows("open topics", Community)
def may_open_topics(by: Member | None, community: Community) -> bool:
    """Its members."""
    return by is not None and belongs(standing_of(by, community))


@allows("keep rooms", Community)
def may_keep_rooms(by: Member | None, community: Community) -> bool:
    """Whoever animates it."""
    return by is not None and standing_of(by, community).animates


@allows("read", Topic)
def may_read(by: Member | None, topic: Topic) -> bool:
    """Whoever reads the community; what is hidden, those who look after it."""
    return reads(standing_of(by, topic.community), topic)


@allows("answer", Topic)
def may_answer(by: Member | None, topic: Topic) -> bool:
    """Members of the community."""
    return by is not None and answers(standing_of(by, topic.community), topic)


@allows("change", Topic)
def may_change(by: Member | None, topic: Topic) -> bool:
    """Whoever opened it, while a member, and those who look after the community."""
    return by is not None and changes(standing_of(by, topic.community), topic)


@allows("moderate", Topic)
def may_moderate(by: Member | None, topic: Topic) -> bool:
    """Those who look after the community."""
    return by is not None and moderates(standing_of(by, topic.community), topic)


@allows("edit", Post)
def may_edit(by: Member | None, post: Post) -> bool:
    """Whoever wrote it, while they may answer there; nobody puts words into another's mouth."""
    return is_author(by, post) and may_answer(by, post.topic)


@allows("withdraw", Post)
def may_withdraw(by: Member | None, post: Post) -> bool:
    """Whoever wrote it, wherever they are now."""
    return is_author(by, post)


@allows("moderate", Post)
def may_moderate_post(by: Member | None, post: Post) -> bool:
    """Those who look after the community."""
    return may_moderate(by, post.topic)


def is_author(by: Member | None, post: Post) -> bool:
    """Whether the person wrote the post, and is here still."""
    return by is not None and by.is_active and by.pk == post.author_id


def belongs(standing: Standing) -> bool:
    """Whether a person of that standing talks in the community."""
    return standing.is_member or standing.animates


def reads(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing may know of the topic."""
    if topic.is_private:
        return False
    return standing.reads and (topic.hidden_at is None or standing.moderates)


def answers(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing writes in the topic, while it is open."""
    return belongs(standing) and reads(standing, topic)


def changes(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing gives the topic its title, room and tags, closes and reopens it."""
    opened_it = standing.member is not None and topic.author_id == standing.member.pk
    return moderates(standing, topic) or (opened_it and answers(standing, topic))


def moderates(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing looks after the topic."""
    return standing.moderates and not topic.is_private
