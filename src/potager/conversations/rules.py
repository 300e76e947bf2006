"""The rules of conversations, and the refusals that name them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.conversations.models import Post, Room, Topic
from potager.lib.permission import NotAllowed
from potager.lib.refusals import Refusal
from potager.lib.texts import is_blank

LONGEST_POST = 20_000  # characters of a post, as it is typed
LONGEST_TITLE = 160
MOST_TAGS = 5  # of a topic
LONGEST_TAG = 40
MOST_ROOMS = 12  # of a community
LONGEST_ROOM = 60


class OnlyMembersAnswer(NotAllowed):
    """The community keeps its conversations to its members."""

    def __init__(self, community: str) -> None:
        super().__init__(
            _("Only members of %(community)s answer here. Join them, then send: your text is kept.")
            % {"community": community}
        )


class TopicClosed(Refusal):
    """Nobody answers any more."""

    message = gettext_lazy(
        "This conversation is closed: nobody answers here any more. You may copy your text to keep it."
    )


class NoMoreWords(Refusal):
    """Whoever looks after the thing wants nothing more said about it."""

    message = gettext_lazy(
        "Nothing more is said about it for now: what was said stays. You may copy your text to keep it."
    )


class TopicHidden(Refusal):
    """A moderator hid the topic."""

    message = gettext_lazy("This conversation is hidden for now: nobody answers here.")


class TopicWaits(Refusal):
    """Nobody has read its first post yet."""

    message = gettext_lazy("This conversation waits for a moderator. It goes on once they have read it.")


class NothingSaid(Refusal):
    """Nothing that can be seen."""

    message = gettext_lazy("There is nothing to send yet. Write a few words, then send.")


class PostTooLong(Refusal):
    """Longer than a post may be."""

    status = 413

    def __init__(self, counted: int) -> None:
        super().__init__(
            _("Your text has %(counted)s characters; a message takes %(most)s at most. Please shorten it.")
            % {"counted": counted, "most": LONGEST_POST}
        )


class NoTitle(Refusal):
    """A topic without a title."""

    message = gettext_lazy("What is it about? Give the conversation a title.")


class TitleTooLong(Refusal):
    """Longer than a title may be."""

    status = 413
    message = gettext_lazy("A title takes 160 characters at most. Please shorten it.")


class TooManyTags(Refusal):
    """More tags than a topic takes."""

    message = gettext_lazy("A conversation has five tags at most. Please keep the most telling ones.")


class RoomClosed(Refusal):
    """No new topics in that room."""

    message = gettext_lazy("No new conversations begin in this room. Please choose another one.")


class OtherCommunity(Refusal):
    """A room or a post of somewhere else."""

    message = gettext_lazy("That belongs to another conversation. Reload the page, then try again.")


class TooManyRooms(Refusal):
    """More rooms than a person takes in at a glance."""

    message = gettext_lazy("Twelve rooms are enough for anyone to choose from. Rename or close one instead.")


class NoRoomName(Refusal):
    """A room without a name."""

    message = gettext_lazy("Give the room a name.")


class RoomNameTooLong(Refusal):
    """Longer than the name of a room may be."""

    status = 413
    message = gettext_lazy("The name of a room takes 60 characters at most. Please shorten it.")


class PostMovedOn(Refusal):
    """The post was changed meanwhile, in another window."""

    message = gettext_lazy(
        "This message was changed meanwhile. Your text is kept: compare, then send again if you still want to."
    )


class NothingNew(Refusal):
    """An edit that changes nothing."""

    message = gettext_lazy("Nothing has changed.")


class NotInThisState(Refusal):
    """An act that makes no sense now (close what is closed, bring back what is there)."""

    message = gettext_lazy("It is not in that state any more. Reload the page to see how it stands.")


class OwnPost(Refusal):
    """A reaction to what one said oneself."""

    message = gettext_lazy("This is your own message: the others react to it.")


class NoSuchReaction(Refusal):
    """A reaction that the community does not offer (any more)."""

    message = gettext_lazy("This community does not use that reaction. Reload the page to see which it has.")


class DraftElsewhere(Refusal):
    """Another window or device has gone on with the draft; `revision` is the one that is kept, 0 if none is.

    `is_sent`: this very form was sent already.
    """

    message = gettext_lazy(
        "You have gone on with this text in another window. What is typed here is not lost."
    )

    def __init__(self, revision: int = 0, *, is_sent: bool = False) -> None:
        self.revision, self.is_sent = revision, is_sent
        super().__init__()


class DraftTooLong(Refusal):
    """More than a draft may hold."""

    status = 413
    message = gettext_lazy("This text is too long to be kept on the server; it is kept in this browser.")


class HiddenByDecision(Refusal):
    """A moderator hid it: its author cannot bring it back, or change it."""

    message = gettext_lazy("This message was hidden by a moderator. Only they can show it again.")


def refuse_body(body: str) -> None:
    """Raise unless the text (cleaned) can be a post."""
    if is_blank(body):
        raise NothingSaid
    if len(body) > LONGEST_POST:
        raise PostTooLong(len(body))


def refuse_title(title: str) -> None:
    """Raise unless the title (on one line) can stand over a topic."""
    if is_blank(title):
        raise NoTitle
    if len(title) > LONGEST_TITLE:
        raise TitleTooLong


def refuse_room(room: Room | None, topic: Topic) -> None:
    """Raise unless new topics of the topic's community may begin in the room."""
    if room is None:
        return
    if room.community_id != topic.community_id:
        raise OtherCommunity
    if room.closed_at is not None:
        raise RoomClosed


def refuse_state(topic: Topic) -> None:
    """Raise unless people answer in the topic."""
    if topic.is_closed:
        raise TopicClosed
    if topic.hidden_at is not None and not topic.is_held:
        raise TopicHidden


def refuse_gone(post: Post) -> None:
    """Raise unless the post stands there, shown or held."""
    if post.state == Post.State.HIDDEN:
        raise HiddenByDecision
    if post.state in {Post.State.WITHDRAWN, Post.State.DECLINED}:
        raise NotInThisState


def refuse_draft(title: str, body: str, more: dict[str, list[str]]) -> None:
    """Raise unless this can be kept for somebody who is writing."""
    sizes = [len(title) - LONGEST_TITLE * 3, len(body) - LONGEST_POST * 5, len(more) - 20]
    if max(*sizes, len(str(more)) - 20_000) > 0:
        raise DraftTooLong
