"""Pictures of posts: sent while one writes, shown with the post, taken away."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from potager.communities.models import Community
from potager.communities.permissions import must_have_accepted
from potager.conversations import attaching, rules
from potager.conversations.actions.posts import locked_post
from potager.conversations.acts.pictures import PictureFacts
from potager.conversations.models import SIDES, Picture, PictureVersion, Post
from potager.journal.record import Act, act, once
from potager.lib.images import Picture as Written
from potager.lib.images import Size, in_sizes
from potager.lib.permission import must
from potager.members.models import Member

KEPT = timedelta(days=1)  # a picture that no post shows
KEPT_NAMELESS = timedelta(hours=2)  # the same, sent by somebody who has not said who they are


def keep_picture(*, by: Member | None, community: Community, data: bytes) -> Picture:
    """Take in a picture for a post that is being written: no act yet, and nobody but its author sees it.

    `by` is None for a passer-by who has not said who they are: nobody at all sees it. Raises what lib.images raises,
    and TooManyWait.
    """
    must(by, "send pictures", community)
    most = attaching.MOST_WAITING if by else attaching.MOST_NAMELESS
    if Picture.objects.filter(author=by, post=None).count() >= most:
        raise attaching.TooManyWait
    written = _written_anew(data)
    with transaction.atomic():
        made = Picture.objects.create(author=by, **_measures(written))
        _store(made, written)
    return made


@once(Picture)
def add_picture(*, by: Member, post: Post, data: bytes, alternative: str, key: UUID) -> Picture:
    """Add a picture to a post that is there; raises what lib.images raises, and TooManyPictures."""
    must(by, "edit", post)
    must_have_accepted(by, post.topic.community)
    written = _written_anew(data)  # what takes time comes before the lock
    with act("picture.added", by=by, key=key) as done:
        locked = locked_post(post)
        rules.refuse_state(locked.topic)
        rules.refuse_gone(locked)
        positions = list(Picture.objects.filter(post=locked).values_list("position", flat=True))
        if len(positions) >= attaching.MOST_PICTURES:
            raise attaching.TooManyPictures
        made = Picture.objects.create(
            author=by,
            post=locked,
            position=max(positions, default=0) + 1,
            alternative=attaching.words_of(alternative),
            **_measures(written),
        )
        _store(made, written)
        _tell(done, made, locked)
    return made


def reword_picture(*, by: Member, picture: Picture, alternative: str, key: UUID | None = None) -> Picture:
    """Say better what one's own picture shows; the words before stay in its history. Raises NothingNew."""
    must(by, "remove", picture)
    if picture.post is None:
        raise rules.NotInThisState
    must(by, "edit", picture.post)
    must_have_accepted(by, picture.post.topic.community)
    words = attaching.words_of(alternative)
    with act("picture.reworded", by=by, key=key) as done:
        locked = locked_post(picture.post)
        rules.refuse_gone(locked)
        found = Picture.objects.filter(pk=picture.pk, post=locked).first()
        if found is None:
            raise rules.NotInThisState
        if found.alternative == words:
            raise rules.NothingNew
        _keep_words(found)
        found.alternative, found.reworded_at = words, timezone.now()
        found.save(update_fields=["alternative", "reworded_at"])
        _tell(done, found, locked)
    return found


def _keep_words(picture: Picture) -> None:
    number = PictureVersion.objects.filter(picture=picture).count() + 1
    before = {"alternative": picture.alternative, "written_at": picture.reworded_at or picture.added_at}
    PictureVersion.objects.create(picture=picture, number=number, **before)


def remove_picture(*, by: Member, picture: Picture) -> None:
    """Take one's own picture away, for good; its files go with it."""
    must(by, "remove", picture)
    if picture.post is None:
        _forget([picture])
        return
    with act("picture.removed", by=by) as done:
        locked = locked_post(picture.post)
        if not Picture.objects.filter(pk=picture.pk).exists():
            raise rules.NotInThisState
        _tell(done, picture, locked)
        _forget([picture])


def forget_pictures(now: datetime) -> int:
    """Forget pictures that no post shows after a day, nobody's sooner; returns how many that was."""
    old = Q(added_at__lt=now - KEPT) | Q(added_at__lt=now - KEPT_NAMELESS, author=None)
    late = list(Picture.objects.filter(old, post=None)[:100])
    _forget(late)
    return len(late)


def forget_pictures_of(post: Post) -> None:
    """Forget the pictures of a post whose author leaves for good."""
    _forget(list(Picture.objects.filter(post=post)))


def _written_anew(data: bytes) -> list[Written]:
    sizes = [Size(side, side) for side in SIDES]
    return in_sizes(data, sizes=sizes, format="webp", most_bytes=attaching.MOST_BYTES)


def _measures(written: list[Written]) -> dict[str, object]:
    return {"digest": secrets.token_hex(16), "width": written[0].width, "height": written[0].height}


def _store(made: Picture, written: list[Written]) -> None:
    for side, one in zip(SIDES, written, strict=True):
        if side in made.sides:
            default_storage.save(made.path_of(side), ContentFile(one.data))


def _tell(done: Act, picture: Picture, post: Post) -> None:
    """Tell at the topic what its readers may learn of; they see it when the post is told anew."""
    post.stirred += 1
    post.save(update_fields=["stirred"])
    place = post.topic if post.is_shown else post
    done(picture, PictureFacts(number=post.number), place=place, community=post.topic.community_id)


def _forget(pictures: Sequence[Picture]) -> None:
    paths = [picture.path_of(side) for picture in pictures for side in picture.sides]
    Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).delete()
    transaction.on_commit(lambda: _delete(paths))


def _delete(paths: Sequence[str]) -> None:
    for path in paths:
        default_storage.delete(path)
