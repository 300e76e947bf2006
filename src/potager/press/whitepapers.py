"""From articles to the book model: a white paper, a chapter for each article, in a copy that the edition keeps."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from potager.authorship.queries import Byline, bylines_of
from potager.communities.queries import Standing
from potager.editorial import queries as editorial
from potager.editorial import shelves
from potager.editorial.models import Article, Picture, Series, Tag
from potager.editorial.models import Author as AuthorOf
from potager.editorial.printing import Printed, printed
from potager.press.models import Edition, WhitePaper

Source = Series | Tag
LEFT_OUT = ("tables", "notes", "screens")
QUALITY = 88  # of the JPEG that e-readers know


def articles_of(source: Source) -> list[Article]:
    """What a white paper prints: what whoever reads the community may read, in order; members' articles stay out."""
    stranger = Standing(member=None, community=source.community, membership=None)
    if isinstance(source, Series):
        found = shelves.parts_of(source, stranger)
    else:
        found = shelves.tagged(source, stranger).order_by("published_at", "pk")
    return list(found)


def taken_of_articles(
    paper: WhitePaper,
    articles: Sequence[Article],
    *,
    address: str,
    host: str,
    closed_at: datetime,
    chosen: dict[str, Any],
) -> dict[str, Any]:
    """Everything that the book prints, as JSON; `chosen` are the licence, the language, the time zone and the look."""
    texts = [(one, printed(_as_shown(one))) for one in articles]
    names = editorial.bylines(articles)
    parts, pictures, plates = _parts(texts)
    language = chosen.pop("language")
    return {
        "opening": paper.series.about if paper.series else "",
        "afterword": "",
        "host": host,
        "community": paper.community.name,
        "opened_at": min(
            (one.published_at for one in articles if one.published_at), default=closed_at
        ).isoformat(),
        "closed_at": closed_at.isoformat(),
        "address": address,
        "sentences": None,
        "authors": _authors(articles),
        "contributions": parts,
        "chapters": [_chapter(paper, one, text, names[one.pk]) for one, text in texts],
        "pictures": pictures,
        "plates": plates,
        "region": settings.PRESS_REGIONS.get(language, ""),
        "seed": str(paper.pk),
        "work": "manuscript",  # the same words: chapters, each by its authors
        "attribution": "list",
        "set_otherwise": {name: sum(getattr(text, name) for _one, text in texts) for name in LEFT_OUT},
        **chosen,
    }


def _as_shown(article: Article) -> Article:
    """The article with the words that readers read, not those that wait on the desk."""
    version = editorial.version_of(article, article.shown.version)
    if version:
        article.title, article.standfirst = version.title, version.standfirst
        article.body, article.entries = version.body, version.entries
    return article


def _chapter(paper: WhitePaper, article: Article, text: Printed, names: Sequence[Byline]) -> dict[str, Any]:
    number = f"#{article.number} " if paper.series_id and article.number else ""
    byline = ", ".join(one.name for one in names)
    return {"title": f"{number}{article.title}", "count": max(1, len(text.passages)), "byline": byline}


def _authors(articles: Sequence[Article]) -> list[dict[str, str]]:
    """Each name once, in the order in which they come in: one person under two names is two people here."""
    known: dict[str, dict[str, str]] = {}
    for one in articles:
        signed = AuthorOf.objects.filter(article=one, state=AuthorOf.State.AGREED).order_by(
            "position", "since"
        )
        names = bylines_of(editorial.work_of(one), {place.member_id: place.signature for place in signed})
        for member, line in names.items():
            if line.name:
                keys = {told["key"] for told in known.values()}
                key = str(member) if str(member) not in keys else str(uuid5(member, line.name))
                known.setdefault(line.name, {"key": key, **vars(line)})
    return list(known.values())


def _parts(
    texts: Sequence[tuple[Article, Printed]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, str]]:
    """The passages, the pictures after them, and from which file each picture is made."""
    parts: list[dict[str, Any]] = []
    pictures: list[dict[str, Any]] = []
    plates: dict[str, str] = {}
    for article, text in texts:
        held = Picture.objects.filter(article=article, state=Picture.State.READY).in_bulk()
        for rank, (words, shown) in enumerate(text.passages or [("", [])]):
            parts.append(_part(article, rank, words, len(parts) + 1))
            for one in (held[pk] for pk in shown if pk in held):
                pictures.append(_picture(one, after=len(parts)))
                plates[pictures[-1]["name"]] = one.path_of(one.sides[0])
    return parts, pictures, plates


def _part(article: Article, rank: int, words: str, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "id": str(uuid5(article.pk, str(rank))),
        "text": words,
        "author": "",
        "signature": "",
        "written_at": (article.published_at or article.written_at).isoformat(),
        "language": article.language,
        "is_prose": True,
    }


def _picture(one: Picture, *, after: int) -> dict[str, Any]:
    side = one.sides[0]
    scale = min(1.0, side / max(one.width, one.height, 1))
    credit = f"{one.caption} ({one.credit})" if one.caption and one.credit else one.caption or one.credit
    return {
        "name": f"{one.pk}.jpg",
        "media_type": "image/jpeg",
        "width": max(1, round(one.width * scale)),
        "height": max(1, round(one.height * scale)),
        "alternative": one.alternative,
        "credit": credit,
        "after": after,
    }


def make_plates(edition: Edition) -> None:
    """Write the pictures of a white paper as the press and old e-readers take them; once. Called by the worker."""
    for name, source in edition.book.get("plates", {}).items():
        path = f"pictures/{name}"
        if not default_storage.exists(path) and default_storage.exists(source):
            default_storage.save(path, ContentFile(_as_jpeg(source)))


def _as_jpeg(path: str) -> bytes:
    from PIL import Image

    made = BytesIO()
    with default_storage.open(path) as file, Image.open(file) as picture:
        flat = Image.new("RGB", picture.size, "white")
        whole = picture.convert("RGBA")
        flat.paste(whole, mask=whole.getchannel("A"))
        flat.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def paper_of(source: Source, *, made: bool = False) -> WhitePaper | None:
    """The white paper of a series or a tag; made now, where there is none, if `made`."""
    by: dict[str, Any] = {"series": source} if isinstance(source, Series) else {"tag": source}
    found = WhitePaper.objects.filter(**by).select_related("community", "series", "tag").first()
    if found is None and made:
        title = source.title if isinstance(source, Series) else source.name
        found = WhitePaper(community=source.community, title=title[:120], **by)
    return found
