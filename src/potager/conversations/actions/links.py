"""What links of posts lead to, told when the worker has read the pages."""

import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from potager.conversations import linking
from potager.conversations.actions.posts import locked_post
from potager.conversations.acts.pictures import LinksFacts
from potager.conversations.models import LinkPreview, Post, PostLink
from potager.journal.record import act
from potager.lib.images import Picture

MOST_TOLD = (
    50  # posts that are told at once what one page says; older ones show it when they are next rendered
)


def show_link(*, preview: LinkPreview, told: linking.Told) -> None:
    """Write down what a page says of itself, and tell it where posts link to it."""
    before = preview.picture_path if preview.picture else ""
    with transaction.atomic():
        preview.title, preview.description = told.page.title, told.page.description
        preview.site, preview.fetched_at = told.page.site, timezone.now()
        _store(preview, told.picture)
        preview.save()
        if before:
            transaction.on_commit(lambda: default_storage.delete(before))
    shown = Post.objects.filter(links__preview=preview, state=Post.State.SHOWN, topic__is_private=False)
    for post in shown.select_related("topic__community").order_by("-written_at")[:MOST_TOLD]:
        illustrate_post(post=post)


def illustrate_post(*, post: Post) -> None:
    """Show what a post's links lead to, where people are reading it."""
    with act("post.illustrated", by=None) as done:
        locked = locked_post(post)
        locked.stirred += 1
        locked.save(update_fields=["stirred"])
        told = PostLink.objects.filter(post=post).exclude(preview__title="").count()
        facts = LinksFacts(number=locked.number, links=told)
        place = locked.topic if locked.is_shown else locked
        done(locked, facts, place=place, community=locked.topic.community_id)


def _store(preview: LinkPreview, picture: Picture | None) -> None:
    preview.picture = secrets.token_hex(16) if picture else ""
    preview.width, preview.height = (picture.width, picture.height) if picture else (0, 0)
    if picture:
        default_storage.save(preview.picture_path, ContentFile(picture.data))
