"""Pictures of an article: taken in as they come, written anew by the worker, put in words, taken away and back."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from potager.editorial import holding, incoming, rules
from potager.editorial.actions.locks import locked_article
from potager.editorial.models import SIDES, Article, Picture
from potager.journal.record import act, once
from potager.lib.images import Picture as Written
from potager.lib.images import Size, in_sizes
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.lib.texts import one_line
from potager.members.models import Member

State = Picture.State


@dataclass(frozen=True)
class Words:
    """What stands with a picture: words for who does not see it, caption, credit."""

    alternative: str = ""
    caption: str = ""
    credit: str = ""

    def fields(self) -> dict[str, str]:
        """As they are stored."""
        return {
            "alternative": one_line(self.alternative)[:500],
            "caption": one_line(self.caption)[:500],
            "credit": one_line(self.credit)[:200],
        }


@once(Picture)
def add_article_picture(*, by: Member, article: Article, file: Path, key: UUID | None = None) -> Picture:
    """Take in a file for the worker to write anew; only those who write the article see the picture until then.

    Raises TooManyHeld and TooManyUnread; what the worker refuses is told in the drawer.
    """
    must(by, "write", article)
    from potager.editorial.tasks import read_picture  # it calls back what stands here

    with act("article_picture.added", by=by, key=key) as done:
        locked = locked_article(article)
        _refuse_many(by, locked)
        made = Picture.objects.create(article=locked, by=by, digest=secrets.token_hex(16))
        incoming.hand_over(file, made.pk)
        read_picture.enqueue(str(made.pk))
        done(made, place=locked, community=locked.community_id)
    return made


def write_picture(picture: Picture) -> None:
    """Write anew what came, in all sizes, or say why not. Done again after a crash, it does the same."""
    try:
        path = incoming.path_of(picture.pk)
        data = path.read_bytes() if path.exists() else b""
        sizes = [Size(side, side) for side in SIDES]
        if not data:
            raise holding.PartsOutOfOrder
        written = in_sizes(data, sizes=sizes, format="webp", most_bytes=holding.MOST_PICTURE_BYTES)
    except Refusal as refusal:
        _refuse(picture, refusal)
    else:
        _store(picture, written)
    incoming.forget(picture.pk)


def describe_article_picture(
    *, by: Member, picture: Picture, words: Words, key: UUID | None = None
) -> Picture:
    """Say what a picture shows, and whose it is; readers learn it when the article is published next."""
    must(by, "write", picture.article)
    with act("article_picture.described", by=by, key=key) as done:
        found = _locked(picture)
        for name, value in words.fields().items():
            setattr(found, name, value)
        found.save(update_fields=["alternative", "caption", "credit"])
        done(found, place=found.article, community=found.article.community_id)
    return found


def remove_article_picture(*, by: Member, picture: Picture) -> Picture:
    """Take a picture out of the drawer; what shows it goes on showing it. Raises NotInThisState."""
    return _put(picture, by=by, kind="article_picture.removed", is_there=False)


def restore_article_picture(*, by: Member, picture: Picture) -> Picture:
    """Undo: the picture is in the drawer again. Raises NotInThisState."""
    return _put(picture, by=by, kind="article_picture.restored", is_there=True)


def cover_article(*, by: Member, article: Article, picture: Picture | None) -> Article:
    """Choose the picture that lists and links elsewhere show, or none; raises NotInThisState."""
    must(by, "write", article)
    with act("article.covered", by=by) as done:
        locked = locked_article(article)
        if picture and (picture.article_id != locked.pk or picture.state != State.READY):
            raise rules.NotInThisState
        locked.cover = picture
        locked.save(update_fields=["cover"])
        done(locked, community=locked.community_id)
    return locked


def _refuse_many(by: Member, article: Article) -> None:
    if Picture.objects.filter(article=article, removed_at=None).count() >= holding.MOST_PICTURES:
        raise holding.TooManyHeld
    if Picture.objects.filter(by=by, state=State.WAITING).count() >= holding.MOST_WAITING:
        raise holding.TooManyUnread


def _put(picture: Picture, *, by: Member, kind: str, is_there: bool) -> Picture:
    must(by, "write", picture.article)
    with act(kind, by=by) as done:
        found = _locked(picture)
        if (found.removed_at is None) == is_there:
            raise rules.NotInThisState
        found.removed_at = None if is_there else timezone.now()
        found.save(update_fields=["removed_at"])
        done(found, place=found.article, community=found.article.community_id)
    return found


def _locked(picture: Picture) -> Picture:
    article = locked_article(picture.article)
    found = Picture.objects.filter(pk=picture.pk).first()
    if found is None:
        raise rules.NotInThisState
    found.article = article
    return found


def _refuse(picture: Picture, refusal: Refusal) -> None:
    told = {"state": State.REFUSED, "refusal": str(refusal.message)[:300]}
    Picture.objects.filter(pk=picture.pk, state=State.WAITING).update(**told)


def _store(picture: Picture, written: list[Written]) -> None:
    picture.width, picture.height, picture.state = written[0].width, written[0].height, State.READY
    for side, one in zip(SIDES, written, strict=True):
        if side in picture.sides:
            default_storage.delete(picture.path_of(side))  # a second try must not become a second name
            default_storage.save(picture.path_of(side), ContentFile(one.data))
    with transaction.atomic():
        waiting = Picture.objects.filter(pk=picture.pk, state=State.WAITING)
        waiting.update(state=State.READY, width=picture.width, height=picture.height)
