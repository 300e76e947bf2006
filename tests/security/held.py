"""What a village has in the drawer of the article that is being written: a picture and a recording."""

from typing import Any

import paper
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from village import Village

from potager.editorial.models import Medium, Picture


def picture(village: Village) -> Picture:
    """A picture that nobody has published."""
    article, by = paper.drafted(village), village.people["member"]
    found = Picture.objects.filter(article=article).first()
    if found is None:
        ready = {"state": "ready", "digest": "0" * 32, "width": 400, "height": 300}
        found = Picture.objects.create(article=article, by=by, **ready)
        default_storage.save(found.path_of(1600), ContentFile(b"webp"))
    return found


def medium(village: Village) -> Medium:
    """A recording that nobody has published."""
    article, by = paper.drafted(village), village.people["member"]
    found = Medium.objects.filter(article=article).first()
    if found is None:
        ready = {"state": "ready", "digest": "1" * 32, "ending": "mp3", "seconds": 2}
        found = Medium.objects.create(article=article, by=by, **ready)
        default_storage.save(found.path, ContentFile(b"mp3"))
    return found


def one_picture(village: Village) -> dict[str, Any]:
    """The picture."""
    return {"identifier": picture(village).pk}


def one_medium(village: Village) -> dict[str, Any]:
    """The recording."""
    return {"identifier": medium(village).pk}


def picture_file(village: Village) -> dict[str, Any]:
    """Its bytes."""
    return {**one_picture(village), "digest": picture(village).digest, "side": 1600}


def medium_file(village: Village) -> dict[str, Any]:
    """Its bytes."""
    return {**one_medium(village), "digest": medium(village).digest, "ending": "mp3"}


def ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of the drawer (see ways.WAYS)."""
    pictures = (
        "describe_article_picture",
        "remove_article_picture",
        "restore_article_picture",
        "cover_article",
    )
    media = ("describe_medium", "remove_medium", "restore_medium")
    return {
        "editorial:paste": way(**act),
        "editorial:drawer": way(paper.draft, **page),
        "editorial:add_article_picture": way(paper.draft, **act),
        "editorial:link_medium": way(paper.draft, **act),
        **{f"editorial:{name}": way(one_picture, **act) for name in pictures},
        **{f"editorial:{name}": way(one_medium, **act) for name in media},
        "editorial:article_picture": way(picture_file, **page),
        "editorial:medium": way(medium_file, **page),
    }
