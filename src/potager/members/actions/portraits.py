"""Portraits: a picture of oneself, written anew in three sizes; and away with it."""

import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from potager.journal.record import act
from potager.lib.images import Picture, Size, in_sizes
from potager.members.actions.tries import count, refuse_too_many
from potager.members.models import SIDES, Member
from potager.members.portraits import path_of
from potager.members.queries import scopes

MOST_BYTES = 8_000_000


def change_portrait(*, by: Member, data: bytes) -> Member:
    """Show a picture beside one's name: its middle, in a square. Raises TooManyTries, and what lib.images raises.

    The addresses of the files hold 128 bits of chance, new each time: only who is shown one can ask for it.
    """
    uses, now = scopes(portrait=str(by.pk)), timezone.now()
    refuse_too_many(uses, now=now)
    count(uses, now=now)
    sizes = [Size(side, side, is_cropped=True) for side in SIDES]
    pictures = in_sizes(data, sizes=sizes, format="webp", most_bytes=MOST_BYTES)
    before, digest = by.portrait, secrets.token_hex(16)
    _store(by, digest, pictures)
    with act("portrait.changed", by=by) as done:
        by.portrait = digest
        by.save(update_fields=["portrait"])
        done(by)
        transaction.on_commit(lambda: forget_files(by, before))
    return by


def remove_portrait(*, by: Member) -> Member:
    """Show initials again; the files are deleted."""
    if not by.portrait:
        return by
    before = by.portrait
    with act("portrait.removed", by=by) as done:
        by.portrait = ""
        by.save(update_fields=["portrait"])
        done(by)
        transaction.on_commit(lambda: forget_files(by, before))
    return by


def forget_files(member: Member, digest: str) -> None:
    """Delete the files of a portrait, if there are any."""
    for side in SIDES if digest else ():
        default_storage.delete(path_of(member.pk, digest, side))


def _store(member: Member, digest: str, pictures: list[Picture]) -> None:
    for picture in pictures:
        default_storage.save(path_of(member.pk, digest, picture.width), ContentFile(picture.data))
