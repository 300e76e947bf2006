"""Files that nobody shows any more, and what began to arrive and never did."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from potager.editorial import incoming
from potager.editorial.models import Article, Draft, Medium, Picture, Publication, Version

KEPT = timedelta(days=7)  # after it was taken out of the drawer: so long it can be put back
AT_ONCE = 20


def forget_held(now: datetime) -> int:
    """Forget pictures, recordings and films that were taken away a week ago and that no text shows; how many.

    What a version still shows stays, and is looked at again a week later.
    """
    late = {"removed_at__lt": now - KEPT}
    pictures = list(Picture.objects.filter(**late).order_by("removed_at")[:AT_ONCE])
    media = list(Medium.objects.filter(**late).order_by("removed_at")[:AT_ONCE])
    done = incoming.forget_late(now, is_waited_for=_is_waited_for)
    held: list[Picture | Medium] = [*pictures, *media]
    for found in held:
        if _is_shown(found):
            found.removed_at = now
            found.save(update_fields=["removed_at"])
        else:
            _forget(found)
            done += 1
    return done


def _is_waited_for(identifier: UUID) -> bool:
    waiting = {"pk": identifier, "state": "waiting"}
    return Picture.objects.filter(**waiting).exists() or Medium.objects.filter(**waiting).exists()


def _is_shown(found: Picture | Medium) -> bool:
    """Whether a version, a draft, the page of readers or a list still shows it."""
    name, article = str(found.pk), found.article_id
    if Article.objects.filter(pk=article, cover=found.pk).exists():
        return True
    if Publication.objects.filter(article=article, html__contains=name).exists():
        return True
    texts = [
        text
        for kind in (Version, Draft)
        for text in kind.objects.filter(article=article).values_list("body", "entries").iterator()
    ]
    return any(name in body.lower() or name in str(entries).lower() for body, entries in texts)


def _forget(found: Picture | Medium) -> None:
    paths = [found.path_of(side) for side in found.sides] if isinstance(found, Picture) else []
    paths += [found.path] if isinstance(found, Medium) and found.ending else []
    with transaction.atomic():
        found.delete()
        transaction.on_commit(lambda: _delete(paths, found.pk))


def _delete(paths: list[str], identifier: UUID | None) -> None:
    for path in paths:
        default_storage.delete(path)
    if identifier:
        incoming.forget(identifier)
