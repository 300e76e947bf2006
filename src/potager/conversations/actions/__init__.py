"""What people do in conversations: one function per act."""

from potager.conversations.actions.answers import accept_answer, unaccept_answer
from potager.conversations.actions.attention import (
    Typed,
    drop_draft,
    follow_community,
    follow_room,
    follow_topic,
    forget_attention,
    keep_draft,
    mark_read,
)
from potager.conversations.actions.holding import accept_post, decline_post
from potager.conversations.actions.judging import (
    hide_post,
    hide_topic,
    reword_post,
    unhide_post,
    unhide_topic,
)
from potager.conversations.actions.leaving import forget_post, unsign_post
from potager.conversations.actions.links import illustrate_post, show_link
from potager.conversations.actions.pictures import (
    add_picture,
    forget_pictures,
    keep_picture,
    remove_picture,
    reword_picture,
)
from potager.conversations.actions.polls import cast_ballot, close_poll, open_poll
from potager.conversations.actions.posts import add_post, edit_post, restore_post, withdraw_post
from potager.conversations.actions.private import add_participant, leave_conversation, open_conversation
from potager.conversations.actions.reactions import add_reaction, remove_reaction
from potager.conversations.actions.rooms import (
    Wishes,
    change_room,
    change_rules,
    close_room,
    move_room,
    open_room,
    reopen_room,
)
from potager.conversations.actions.things import talk_about
from potager.conversations.actions.topics import (
    change_topic,
    close_topic,
    open_topic,
    pin_topic,
    reopen_topic,
    unpin_topic,
)

__all__ = [
    "Typed",
    "Wishes",
    "accept_answer",
    "accept_post",
    "add_participant",
    "add_picture",
    "add_post",
    "add_reaction",
    "cast_ballot",
    "change_room",
    "change_rules",
    "change_topic",
    "close_poll",
    "close_room",
    "close_topic",
    "decline_post",
    "drop_draft",
    "edit_post",
    "follow_community",
    "follow_room",
    "follow_topic",
    "forget_attention",
    "forget_pictures",
    "forget_post",
    "hide_post",
    "hide_topic",
    "illustrate_post",
    "keep_draft",
    "keep_picture",
    "leave_conversation",
    "mark_read",
    "move_room",
    "open_conversation",
    "open_poll",
    "open_room",
    "open_topic",
    "pin_topic",
    "remove_picture",
    "remove_reaction",
    "reopen_room",
    "reopen_topic",
    "restore_post",
    "reword_picture",
    "reword_post",
    "show_link",
    "talk_about",
    "unaccept_answer",
    "unhide_post",
    "unhide_topic",
    "unpin_topic",
    "unsign_post",
    "withdraw_post",
]
