"""The tables of conversations."""

from potager.conversations.models.posts import Post, PostVersion
from potager.conversations.models.rooms import Room, Rules, Tag
from potager.conversations.models.topics import Topic

__all__ = ["Post", "PostVersion", "Room", "Rules", "Tag", "Topic"]
