"""What becomes of a recording or a film that came: fields of its row."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from potager.editorial import embedding, holding, incoming
from potager.editorial.models import Medium
from potager.lib import film, films, sounds
from potager.lib.refusals import Refusal


def told_elsewhere(medium: Medium) -> dict[str, Any]:
    """What the provider calls it; it can be shown whether or not the provider answers."""
    found = embedding.recognised(medium.address)
    title, author = embedding.title_and_author(found) if found else ("", "")
    return {"state": Medium.State.READY, "title": title, "credit": author}


def written(medium: Medium) -> dict[str, Any]:
    """The file written anew, and what it measures; or the words of a refusal."""
    try:
        return {"state": Medium.State.READY, **_written(medium)}
    except Refusal as refusal:
        return {"state": Medium.State.REFUSED, "refusal": str(refusal.message)[:300], "bytes": 0}


def _written(medium: Medium) -> dict[str, Any]:
    path = incoming.path_of(medium.pk)
    if not path.exists():
        raise holding.PartsOutOfOrder
    if film.container_of(incoming.head_of(path)):  # it may still be sound alone
        try:
            return _film(medium, path)
        except films.NoPictures:
            pass
    return _sound(medium, path)


def _film(medium: Medium, path: Path) -> dict[str, Any]:
    target = path.with_suffix(".made")
    made = films.packed_anew(path, target, most_seconds=holding.MOST_FILM_SECONDS)
    medium.ending = made.ending
    final = Path(default_storage.path(medium.path))
    final.parent.mkdir(parents=True, exist_ok=True)
    size = target.stat().st_size
    target.replace(final)
    measures = {"seconds": max(1, round(made.seconds)), "width": made.width, "height": made.height}
    return {"kind": Medium.Kind.VIDEO, "ending": made.ending, "bytes": size, **measures}


def _sound(medium: Medium, path: Path) -> dict[str, Any]:
    if path.stat().st_size > holding.MOST_SOUND_BYTES:
        raise holding.SoundTooLong
    try:
        made = sounds.reencoded(
            path.read_bytes(),
            most_seconds=holding.MOST_SOUND_SECONDS,
            most_bytes=holding.MOST_SOUND_BYTES,
            time=holding.SOUND_TIME,
        )
    except sounds.SoundTooLong:
        raise holding.SoundTooLong from None
    medium.ending = "mp3"
    default_storage.delete(medium.path)  # a second try must not become a second name
    default_storage.save(medium.path, ContentFile(made.data))
    measures = {"seconds": max(1, round(made.seconds)), "bytes": len(made.data), "ending": "mp3"}
    return {"kind": Medium.Kind.SOUND, **measures}
