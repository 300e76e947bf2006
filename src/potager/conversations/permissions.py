"""Who may open topics, answer, edit what they said, and look after a conversation."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, standing_of
from potager.conversations import subjects
from potager.conversations.models import Participant, Picture, Poll, Post, Rules, Topic
from potager.lib.permission import allows
from potager.lib.statements import first_where
from potager.members.models import Member


@allows("open topics", Community)
def may_open_topics(by: Member | None, community: Community) -> bool:
    """Its members; where it wants them, passers-by."""
    return by is not None and opens_topics(standing_of(by, community))


@allows("send pictures", Community)
def may_send_pictures(by: Member | None, community: Community) -> bool:
    """Whoever writes there: members, and passers-by, signed in or not, where they are welcome."""
    return sends_pictures(standing_of(by, community))


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
    """Members of the community; where it wants them, passers-by."""
    standing = standing_of(by, topic.community)
    return by is not None and (answers(standing, topic) or passes_by(standing, topic))


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


@allows("react", Post)
def may_react(by: Member | None, post: Post) -> bool:
    """Members of the community who read the topic, closed or not."""
    return post.is_shown and by is not None and answers(standing_of(by, post.topic.community), post.topic)


@allows("withdraw", Post)
def may_withdraw(by: Member | None, post: Post) -> bool:
    """Whoever wrote it, wherever they are now."""
    return is_author(by, post)


@allows("remove", Picture)
def may_remove(by: Member | None, picture: Picture) -> bool:
    """Whoever sent it."""
    return by is not None and by.is_active and by.pk == picture.author_id


@allows("moderate", Post)
def may_moderate_post(by: Member | None, post: Post) -> bool:
    """Those who look after the community."""
    return may_moderate(by, post.topic)


@allows("accept answers", Topic)
def may_accept_answers(by: Member | None, topic: Topic) -> bool:
    """Whoever opened it, while a member, and those who look after the community."""
    return may_change(by, topic)


@allows("talk in private", Community)
def may_talk_in_private(by: Member | None, community: Community) -> bool:
    """Its members, where it wants that."""
    rules = first_where(Rules, community=community.pk)
    return standing_of(by, community).is_member and (rules is None or rules.has_private)


@allows("take part", Topic)
def may_take_part(by: Member | None, topic: Topic) -> bool:
    """In a private conversation: whoever is in it."""
    return topic.is_private and by is not None and takes_part(standing_of(by, topic.community), topic)


@allows("open polls", Topic)
def may_open_polls(by: Member | None, topic: Topic) -> bool:
    """Whoever opened the topic and those who look after it; in a private conversation, everyone in it."""
    return by is not None and opens_polls(standing_of(by, topic.community), topic)


@allows("vote", Poll)
def may_vote(by: Member | None, poll: Poll) -> bool:
    """Members of the community who read the topic."""
    return by is not None and votes(standing_of(by, poll.topic.community), poll.topic)


@allows("close", Poll)
def may_close_poll(by: Member | None, poll: Poll) -> bool:
    """Whoever opened it, and those who look after the topic."""
    return by is not None and closes_poll(standing_of(by, poll.topic.community), poll)


def is_author(by: Member | None, post: Post) -> bool:
    """Whether the person wrote the post, and is here still."""
    return by is not None and by.is_active and by.pk == post.author_id


def belongs(standing: Standing) -> bool:
    """Whether a person of that standing talks in the community."""
    return standing.is_member or standing.animates


def reads(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing may know of the topic."""
    if topic.is_private:
        return takes_part(standing, topic)
    is_mine = topic.is_held and standing.member is not None and topic.author_id == standing.member.pk
    is_known = standing.reads and (topic.hidden_at is None or standing.moderates or is_mine)
    return is_known and subjects.is_seen(topic, standing.member)


def takes_part(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing is in the private conversation now: a member, and nobody for their role."""
    if standing.member is None or not standing.is_member:
        return False
    found = first_where(Participant, topic=topic.pk, member=standing.member.pk)
    return found is not None and found.left_at is None


def answers(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing writes in the topic, while it is open."""
    return belongs(standing) and reads(standing, topic)


def passes_by(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing answers without belonging: not whoever was removed or is suspended."""
    is_passing = not _is_out(standing) and not belongs(standing)
    return is_passing and reads(standing, topic) and welcomes_passers_by(topic)


def _is_out(standing: Standing) -> bool:
    mine = standing.membership
    was_removed = mine is not None and (mine.was_removed or mine.state == Membership.State.REMOVED)
    return was_removed or standing.is_suspended


def welcomes_passers_by(topic: Topic) -> bool:
    """Whether a name and an e-mail address are enough to answer here."""
    if topic.is_private or (topic.hidden_at is not None and not topic.is_held):
        return False
    return in_passing(topic.community) != Rules.PassersBy.NOBODY


def in_passing(community: Community) -> str:
    """What passers-by do in a community (Rules.PassersBy): nothing where strangers do not read."""
    if not community.is_public:
        return Rules.PassersBy.NOBODY
    rules = first_where(Rules, community=community.pk)
    return rules.passers_by if rules else Rules.PassersBy.REVIEWED


def is_asked_in(standing: Standing) -> bool:
    """Whether whoever looks, without an account, is told that a name and an address are enough to answer."""
    return standing.member is None and in_passing(standing.community) != Rules.PassersBy.NOBODY


def opens_topics(standing: Standing) -> bool:
    """Whether a person of that standing, signed in or not, opens conversations: members; passers-by where wanted."""
    if belongs(standing):
        return True
    return not _is_out(standing) and in_passing(standing.community) == Rules.PassersBy.OPENING


def says_first(standing: Standing, *, in_passing_too: bool) -> bool:
    """Whether a person of that standing, signed in or not, says the first word about a thing.

    `in_passing_too`: also whoever may only answer otherwise.
    """
    may_answer = not _is_out(standing) and in_passing(standing.community) != Rules.PassersBy.NOBODY
    return opens_topics(standing) or (in_passing_too and may_answer)


def sends_pictures(standing: Standing) -> bool:
    """Whether a person of that standing, signed in or not, puts pictures under what they write."""
    if belongs(standing):
        return True
    return not _is_out(standing) and in_passing(standing.community) != Rules.PassersBy.NOBODY


def says(standing: Standing, topic: Topic) -> bool:
    """Whether the page lets whoever looks at it answer: members, and passers-by, signed in or not, where welcome."""
    if standing.member is None:
        return standing.reads and welcomes_passers_by(topic)
    return answers(standing, topic) or passes_by(standing, topic)


def changes(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing gives the topic its title, room and tags, closes and reopens it."""
    opened_it = standing.member is not None and topic.author_id == standing.member.pk
    return moderates(standing, topic) or (opened_it and answers(standing, topic))


def moderates(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing looks after the topic."""
    return standing.moderates and not topic.is_private


def votes(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing votes in the topic's polls."""
    return belongs(standing) and reads(standing, topic)


def opens_polls(standing: Standing, topic: Topic) -> bool:
    """Whether a person of that standing asks everybody something there."""
    if topic.is_held:
        return False
    return changes(standing, topic) or (topic.is_private and takes_part(standing, topic))


def closes_poll(standing: Standing, poll: Poll) -> bool:
    """Whether a person of that standing ends the poll before its hour."""
    opened_it = standing.member is not None and poll.author_id == standing.member.pk
    return moderates(standing, poll.topic) or (opened_it and votes(standing, poll.topic))
