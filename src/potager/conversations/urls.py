"""The addresses of conversations."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from potager.conversations.views import (
    attention,
    editing,
    gathering,
    messages,
    pictures,
    polls,
    posts,
    reactions,
    reading,
    rooms,
    things,
    topics,
)

app_name = "conversations"
LIST, TOPIC, POST = "c/<slug:address>/topics/", "topics/<uuid:identifier>/", "posts/<uuid:identifier>/"
POLL = "polls/<uuid:identifier>/"
ROOM = "c/<slug:address>/rooms/<uuid:identifier>/"


def _act(route: str, view: Callable[..., Any]) -> URLPattern:
    """An address of the view's own name."""
    return path(route, view, name=view.__name__)


urlpatterns = [
    _act(LIST, reading.topics),
    _act(LIST + "new/", topics.open_topic),
    _act(LIST + "room/<slug:room>/", reading.room),
    _act(LIST + "tag/<str:tag>/", reading.tag),
    _act("c/<slug:address>/rooms/", rooms.change_rules),
    _act("c/<slug:address>/rooms/new/", rooms.open_room),
    _act(ROOM + "change/", rooms.change_room),
    _act(ROOM + "move/", rooms.move_room),
    _act(ROOM + "close/", rooms.close_room),
    _act(ROOM + "follow/", attention.follow_room),
    _act(ROOM + "reopen/", rooms.reopen_room),
    _act(TOPIC, reading.topic),
    path(TOPIC + "<int:number>/", reading.topic, name="topic_at"),
    _act(TOPIC + "days/", reading.days),
    _act(TOPIC + "read/", attention.mark_read),
    _act(TOPIC + "unread/", attention.first_unread),
    _act(TOPIC + "follow/", attention.follow_topic),
    _act("drafts/", attention.keep_draft),
    _act("drafts/drop/", attention.drop_draft),
    _act("c/<slug:address>/names/", attention.names),
    _act(TOPIC + "answer/", posts.add_post),
    _act(TOPIC + "settings/", topics.change_topic),
    _act(TOPIC + "close/", topics.close_topic),
    _act(TOPIC + "reopen/", topics.reopen_topic),
    _act(TOPIC + "pin/", topics.pin_topic),
    _act(TOPIC + "unpin/", topics.unpin_topic),
    _act(POST + "history/", reading.post_history),
    _act(POST + "edit/", posts.edit_post),
    _act(POST + "quote/", editing.quote),
    _act(POST + "pictures/upload/", pictures.add_picture),
    _act("c/<slug:address>/pictures/upload/", pictures.keep_picture),
    path("pictures/<uuid:identifier>/<str:digest>-<int:side>.webp", pictures.picture, name="picture"),
    _act("pictures/<uuid:identifier>/remove/", pictures.remove_picture),
    _act("pictures/<uuid:identifier>/words/", pictures.reword_picture),
    path("links/<uuid:identifier>/<str:digest>.webp", pictures.link_picture, name="link_picture"),
    _act(LIST + "preview/", editing.preview),
    path("discuss/<slug:sort>/<uuid:identifier>/", things.talk_about, name="talk_about"),
    _act(POST + "reactions/", reactions.add_reaction),
    _act(POST + "withdraw/", posts.withdraw_post),
    _act(POST + "restore/", posts.restore_post),
    _act(POST + "answer/accept/", gathering.accept_answer),
    _act(POST + "answer/take-back/", gathering.unaccept_answer),
    _act(POST + "accept/", gathering.accept_post),
    _act(POST + "decline/", gathering.decline_post),
    _act("c/<slug:address>/held/", gathering.held),
    _act(TOPIC + "polls/new/", polls.open_poll),
    _act(POLL, polls.cast_ballot),
    _act(POLL + "counts/", polls.poll_counts),
    _act(POLL + "close/", polls.close_poll),
    _act("messages/", messages.messages),
    _act("messages/new/", messages.open_conversation),
    _act(TOPIC + "people/add/", messages.add_participant),
    _act(TOPIC + "people/leave/", messages.leave_conversation),
]
