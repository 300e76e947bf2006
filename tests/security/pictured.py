"""What a village has under its messages: pictures of a private conversation, and of pages that are linked to there."""

from typing import Any

import gathered
from village import Village

from potager.conversations.actions import keep_picture
from potager.conversations.models import LinkPreview, Picture, Post, PostLink
from potager.testing import a_picture


def picture(village: Village) -> dict[str, Any]:
    """A picture of the private conversation."""
    return {"identifier": _picture(village).pk}


def picture_file(village: Village) -> dict[str, Any]:
    """Its bytes."""
    found = _picture(village)
    return {"identifier": found.pk, "digest": found.digest, "side": found.sides[0]}


def _picture(village: Village) -> Picture:
    post = Post.objects.get(pk=gathered.whispered_post(village)["identifier"])
    if not post.pictures.exists():
        made = keep_picture(by=village.people["member"], community=village.community, data=a_picture())
        Picture.objects.filter(pk=made.pk).update(post=post)
    return post.pictures.get()


def link_file(village: Village) -> dict[str, Any]:
    """The picture of a page that a message of the private conversation would link to."""
    post = Post.objects.get(pk=gathered.whispered_post(village)["identifier"])
    preview, _new = LinkPreview.objects.get_or_create(
        digest="0" * 64, defaults={"address": "http://beans.example/", "title": "Beans", "picture": "1" * 32}
    )
    PostLink.objects.get_or_create(post=post, preview=preview, defaults={"position": 1})
    return {"identifier": preview.pk, "digest": preview.picture}


def story(village: Village) -> dict[str, Any]:
    """A story, to be talked about."""
    return {"sort": "story", "identifier": village.story.pk}
