"""What the paper brings to an export besides words: the pictures, recordings and films that one brought."""

from collections.abc import Iterator

from django.core.files.storage import default_storage

from potager.editorial.models import Medium, Picture
from potager.members.export import Part, as_json, name_of
from potager.members.models import Member


def held(member: Member) -> Iterator[Part]:
    """As we wrote them anew, with what was said of them; of what stands elsewhere, its address."""
    pictures = Picture.objects.filter(by=member).order_by("added_at", "pk")
    media = Medium.objects.filter(by=member).order_by("added_at", "pk")
    words = ("id", "article", "caption", "credit", "added_at", "removed_at")
    content = {
        "pictures": list(pictures.values("alternative", *words)),
        "media": list(media.values("kind", "title", "words", "address", *words)),
    }
    yield as_json("articles/media.json", content)
    for number, one in enumerate(pictures.filter(state=Picture.State.READY), start=1):
        name = name_of(one.alternative, number=number)
        yield from _file(one.path_of(one.sides[0]), f"articles/pictures/{name}.webp")
    for number, other in enumerate(media.filter(state=Medium.State.READY).exclude(ending=""), start=1):
        yield from _file(other.path, f"articles/media/{name_of(other.title, number=number)}.{other.ending}")


def _file(path: str, name: str) -> Iterator[Part]:
    if default_storage.exists(path):
        with default_storage.open(path) as file:
            yield Part(name, file.read())
