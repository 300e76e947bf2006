"""What a village says aloud: a topic with a room and a tag, a post that was changed, and one that was taken back."""

from typing import Any

from village import SAID, TAKEN_BACK, UNSAID, Village

from potager import testing
from potager.conversations import actions
from potager.conversations.models import Post, Room, Topic
from potager.lib.ids import uuid7

TITLE, TAG = "Of radishes, aloud", "Radishes"


def a_talk(village: Village) -> Topic:
    """The topic; made when it is first asked for."""
    found = Topic.objects.select_related("community").filter(community=village.community, title=TITLE)
    return found.first() or _begun(village)


def _begun(village: Village) -> Topic:
    by, owner, place = village.people["member"], village.people["owner"], village.community
    room = actions.open_room(by=owner, community=place, name="The glasshouse", key=uuid7())
    topic = testing.a_topic(community=place, by=by, title=TITLE, body=UNSAID, room=room, tags=[TAG])
    actions.edit_post(by=by, post=_post(topic, 1), body=SAID)
    withdrawn = testing.a_post(topic=topic, by=by, body=UNSAID)
    withdrawn = actions.edit_post(by=by, post=withdrawn, body=TAKEN_BACK)
    actions.withdraw_post(by=by, post=withdrawn)
    return topic


def _post(topic: Topic, number: int) -> Post:
    return Post.objects.select_related("topic__community").get(topic=topic, number=number)


def topic(village: Village) -> dict[str, Any]:
    """Where it is said."""
    return {"identifier": a_talk(village).pk}


def place(village: Village) -> dict[str, Any]:
    """A place in it."""
    return {**topic(village), "number": 2}


def said(village: Village) -> dict[str, Any]:
    """The member's post, as it is now."""
    return {"identifier": _post(a_talk(village), 1).pk}


def taken_back(village: Village) -> dict[str, Any]:
    """The post that the member took back."""
    return {"identifier": _post(a_talk(village), 2).pk}


def room(village: Village) -> dict[str, Any]:
    """Where the topic stands."""
    found = Room.objects.get(pk=a_talk(village).room_id)
    return {"address": village.community.address, "identifier": found.pk}


def room_list(village: Village) -> dict[str, Any]:
    """The list of that room."""
    a_talk(village)
    return {"address": village.community.address, "room": "the-glasshouse"}


def tag_list(village: Village) -> dict[str, Any]:
    """The list of its tag."""
    a_talk(village)
    return {"address": village.community.address, "tag": "radishes"}
