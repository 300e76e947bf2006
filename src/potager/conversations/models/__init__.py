"""The tables of conversations."""

from potager.conversations.models.attention import Draft, Follow, ReadMark
from potager.conversations.models.links import LinkPreview, PostLink
from potager.conversations.models.participants import Participant
from potager.conversations.models.pictures import SIDES, Picture, PictureVersion
from potager.conversations.models.polls import Ballot, Option, Poll
from potager.conversations.models.posts import UNSEEN, Post, PostVersion
from potager.conversations.models.reactions import Mention, Reaction
from potager.conversations.models.rooms import Room, Rules, Tag
from potager.conversations.models.topics import Topic

__all__ = [
    "SIDES",
    "UNSEEN",
    "Ballot",
    "Draft",
    "Follow",
    "LinkPreview",
    "Mention",
    "Option",
    "Participant",
    "Picture",
    "PictureVersion",
    "Poll",
    "Post",
    "PostLink",
    "PostVersion",
    "Reaction",
    "ReadMark",
    "Room",
    "Rules",
    "Tag",
    "Topic",
]
