"""Series, and where an article is found: its part in a series, its category, its tags."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils.text import slugify

from potager.communities.models import Community
from potager.editorial import rules, tagging
from potager.editorial.actions.locks import locked_article
from potager.editorial.acts.shelves import CountFacts, ShelfFacts
from potager.editorial.models import Article, Category, Series, Tag
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, one_line
from potager.members.models import Member

NUMBERS = 9_999  # the highest number of a part


@dataclass(frozen=True)
class Place:
    """Where an article is found. Without a `number` it is the next part of its series."""

    series: Series | None = None
    number: int | None = None
    category: Category | None = None
    tags: Sequence[str] = ()


def shelve_article(*, by: Member, article: Article, place: Place) -> Article:
    """Say where an article is found; raises NumberTaken, ElsewhereKept, TooManyTags."""
    must(by, "write", article)
    with act("article.shelved", by=by) as done:
        locked = locked_article(article)
        _refuse_foreign(locked, place)
        locked.series, locked.category = place.series, place.category
        locked.number = _number_in(place.series, place.number, locked) if place.series else None
        locked.save(update_fields=["series", "number", "category"])
        locked.tags.set(_tags(locked.community, place.tags))
        done(locked, ShelfFacts(is_out=locked.is_published), community=locked.community_id)
    return locked


def _refuse_foreign(article: Article, place: Place) -> None:
    if any(one and one.community_id != article.community_id for one in (place.series, place.category)):
        raise rules.ElsewhereKept


def _number_in(series: Series, wished: int | None, article: Article) -> int:
    """The number that was wished for, the one that it has there, or the next; nobody else takes it meanwhile."""
    others = Article.objects.filter(series=Series.objects.select_for_update().get(pk=series.pk))
    others = others.exclude(pk=article.pk)
    if wished is None:
        return int((others.aggregate(last=Max("number"))["last"] or 0) + 1)
    if others.filter(number=wished).exists():
        raise rules.NumberTaken
    return wished


def _tags(community: Community, names: Iterable[str]) -> list[Tag]:
    """The tags of these names, those that nobody had typed before made now."""
    wanted = tagging.words_in(names)
    known = {tag.folded: tag for tag in Tag.objects.filter(community=community, folded__in=wanted)}
    for folded, name in wanted.items():
        if folded not in known:
            known[folded], _is_new = Tag.objects.get_or_create(
                community=community, folded=folded, defaults={"name": name}
            )
    return [known[folded] for folded in wanted]


@once(Series)
def open_series(
    *,
    by: Member,
    community: Community,
    title: str,
    about: str = "",
    language: str = "fr",
    key: UUID | None = None,
) -> Series:
    """Begin a series, with no part yet."""
    must(by, "open articles", community)
    with act("series.opened", by=by, key=key) as done:
        title = one_line(title)
        made = {"title": title, "about": cleaned(about), "language": language, "opened_by": by}
        address = free_slug(Series.objects.filter(community=community), title, "series")
        series = Series(community=community, address=address, **made)
        series.save(force_insert=True)
        done(series, community=community.pk)
    return series


def free_slug(taken: QuerySet[Series] | QuerySet[Category], title: str, otherwise: str) -> str:
    """An address made of a title (at most 50 letters) that none of `taken` has."""
    wanted = slugify(title)[:50].strip("-") or otherwise
    there = {"new", *taken.filter(address__startswith=wanted).values_list("address", flat=True)}
    tries = (wanted, *(f"{wanted}-{number}" for number in range(2, len(there) + 3)))
    return next(one for one in tries if one not in there)


def change_series(*, by: Member, series: Series, title: str, about: str, language: str) -> Series:
    """Rename or describe a series; its address stays, so that links go on arriving."""
    must(by, "edit", series)
    with act("series.changed", by=by) as done:
        locked = Series.objects.select_for_update().get(pk=series.pk)
        locked.title, locked.about, locked.language = one_line(title), cleaned(about), language
        locked.save(update_fields=["title", "about", "language"])
        done(locked, community=locked.community_id)
    return locked


def arrange_series(*, by: Member, series: Series, order: Sequence[UUID], is_renumbered: bool = False) -> None:
    """Put the parts in this order: they share out the numbers that they have, or 1, 2, 3 … if `is_renumbered`.

    Parts that are not mentioned (somebody added them meanwhile) come after the others, in their order.
    """
    must(by, "edit", series)
    with act("series.arranged", by=by) as done:
        locked = Series.objects.select_for_update().get(pk=series.pk)
        parts = list(Article.objects.filter(series=locked).order_by("number", "opened_at"))
        numbers = [index if is_renumbered else part.number for index, part in enumerate(parts, start=1)]
        wished = {identifier: index for index, identifier in enumerate(order)}
        parts.sort(key=lambda part: wished.get(part.pk, len(wished)))
        Article.objects.filter(series=locked).update(number=None)
        for part, number in zip(parts, numbers, strict=True):
            Article.objects.filter(pk=part.pk).update(number=number)
        done(locked, CountFacts(count=len(parts)), community=locked.community_id)


def remove_series(*, by: Member, series: Series) -> None:
    """Remove a series; its articles stay, each on its own."""
    must(by, "edit", series)
    with act("series.removed", by=by) as done:
        locked = Series.objects.select_for_update().get(pk=series.pk)
        done(locked, community=locked.community_id)
        Article.objects.filter(series=locked).update(series=None, number=None)
        Series.objects.filter(pk=locked.pk).delete()
