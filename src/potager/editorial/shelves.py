"""Reading series, categories, tags, pages and what a person published."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from potager.authorship.queries import Byline, bylines_of
from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.editorial import queries
from potager.editorial.models import Article, Author, Category, Series, Tag
from potager.editorial.permissions import keeps
from potager.lib.tongues import own_name
from potager.members.models import Member

KNOWN = 400  # tags that are suggested while one types


@dataclass(frozen=True)
class Neighbours:
    """A part of a series, and the parts that readers find before and after it."""

    series: Series
    number: int | None
    before: Article | None
    after: Article | None


def series_of(community: Community) -> QuerySet[Series]:
    """The series of a community, by title."""
    return Series.objects.filter(community=community).order_by("title", "pk")


def shown_series(community: Community, standing: Standing) -> list[Series]:
    """The series in which this person finds something, each with how many parts are `out`; all, for who edits."""
    is_out = queries.shown_in(community, standing).filter(series__isnull=False).order_by()
    counts = dict(is_out.values_list("series").annotate(Count("pk")))
    found = list(series_of(community))
    for one in found:
        one.community, one.out = community, counts.get(one.pk, 0)  # type: ignore[attr-defined]
    return [one for one in found if one.pk in counts or keeps(standing, one)]


def series_at(community: Community, address: str) -> Series | None:
    """The series of that address."""
    found = Series.objects.filter(community=community, address=address).first()
    if found:
        found.community = community
    return found


def parts_of(series: Series, standing: Standing) -> QuerySet[Article]:
    """The parts that this person may read, in their order."""
    return queries.shown_in(series.community, standing).filter(series=series).order_by("number", "pk")


def parts_in_work(series: Series, standing: Standing) -> QuerySet[Article]:
    """The parts that readers do not see yet, for whoever writes them or edits."""
    found = Article.objects.filter(series=series).exclude(queries.PUBLISHED).order_by("number", "pk")
    if standing.edits:
        return found
    if standing.member is None or not standing.is_member:
        return found.none()
    return found.filter(_of(standing.member)).distinct()


def _of(member: Member) -> Q:
    return Q(opened_by=member) | Q(authors__member=member, authors__state=Author.State.AGREED)


def next_number(series: Series) -> int:
    """The number that the next part would have."""
    return int((Article.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0) + 1)


def neighbours_of(article: Article, standing: Standing) -> Neighbours | None:
    """Where an article stands in its series; None where it is in none."""
    series = article.series
    if series is None:
        return None
    series.community = article.community
    parts, number = parts_of(series, standing), article.number or 0
    before = parts.filter(number__lt=number).order_by("-number").first()
    return Neighbours(series, article.number, before, parts.filter(number__gt=number).first())


def categories_of(community: Community) -> list[Category]:
    """The drawers of a community's paper, in their order."""
    found = list(Category.objects.filter(community=community))
    for one in found:
        one.community = community
    return found


def tags_of(article: Article) -> list[Tag]:
    """The words under which an article is found, by name."""
    found = list(article.tags.order_by("folded"))
    for one in found:
        one.community = article.community
    return found


def known_tags(community: Community) -> list[Tag]:
    """The tags of a community by name, each with how many articles have it (`used`)."""
    found = Tag.objects.filter(community=community).annotate(used=Count("articles")).order_by("folded")
    return list(found[:KNOWN])


def shown_tags(community: Community, standing: Standing) -> list[Tag]:
    """The tags under which this person finds something, the most used first."""
    shown = queries.shown_in(community, standing).order_by()
    found = Tag.objects.filter(community=community, articles__in=shown.values("pk"))
    return list(found.annotate(used=Count("pk")).order_by("-used", "folded")[:KNOWN])


def tag_at(community: Community, folded: str) -> Tag | None:
    """The tag of that address."""
    found = Tag.objects.filter(community=community, folded=folded).first()
    if found:
        found.community = community
    return found


def in_category(category: Category, standing: Standing) -> QuerySet[Article]:
    """What this person may read of a drawer, the newest first."""
    return queries.shown_in(category.community, standing).filter(category=category)


def tagged(tag: Tag, standing: Standing) -> QuerySet[Article]:
    """What this person may read under a word, the newest first."""
    return queries.shown_in(tag.community, standing).filter(tags=tag)


def pages_of(community: Community, standing: Standing) -> list[Article]:
    """The pages (about, charter …) that this person may read, in their order."""
    found = Article.objects.filter(queries.PUBLISHED, community=community, kind=Article.Kind.PAGE)
    if not (standing.is_member or standing.edits):
        found = found.filter(queries.OPEN)
    pages = list(found.select_related("shown").order_by("rank", "published_at"))
    for one in pages:
        one.community = community
    return pages


def translations_of(article: Article, standing: Standing) -> list[Article]:
    """The same text in other languages, as far as this person may read it."""
    if article.translation is None:
        return []
    found = Article.objects.filter(queries.PUBLISHED, community=article.community_id).exclude(pk=article.pk)
    if not (standing.is_member or standing.edits):
        found = found.filter(queries.OPEN)
    others = list(found.filter(translation=article.translation).select_related("shown").order_by("language"))
    for one in others:
        one.community = article.community
    return others


@dataclass(frozen=True)
class Signature:
    """A name as one person signs with it here; `since` is their first article of that name."""

    name: str
    presentation: str
    link: str
    articles: tuple[UUID, ...]


def signature_at(identifier: UUID, community: Community) -> Signature | None:
    """Who signs as in one place in a community, and what else they signed with the same name.

    Whoever takes another name, or none, for an article is somebody else there: nothing joins the two.
    """
    place = Author.objects.filter(
        pk=identifier, article__community=community, state=Author.State.AGREED
    ).first()
    if place is None:
        return None
    theirs = Author.objects.filter(member=place.member_id, article__community=community, state=place.state)
    signed = {one.article_id: one.signature for one in theirs}
    named = {
        pk: bylines_of(f"article:{pk}", {place.member_id: name})[place.member_id]
        for pk, name in signed.items()
    }
    mine = named[place.article_id]
    if not mine.name:
        return None
    same = tuple(pk for pk, line in named.items() if line.name == mine.name)
    return Signature(mine.name, mine.presentation, mine.link, same)


def signed_as(signature: Signature, community: Community, standing: Standing) -> QuerySet[Article]:
    """What this person may read of what somebody published under a name, the newest first."""
    return queries.shown_in(community, standing).filter(pk__in=signature.articles)


def signed(article: Article) -> list[tuple[Byline, UUID]]:
    """How the article names its authors, each with where the page of that name is found."""
    agreed = Author.objects.filter(article=article, state=Author.State.AGREED).order_by("position", "since")
    places = list(agreed)
    names = bylines_of(queries.work_of(article), {one.member_id: one.signature for one in places})
    lines = ((names[one.member_id], one.pk) for one in places)
    return [(line, pk) for line, pk in lines if line.name]


def around(article: Article, standing: Standing) -> dict[str, Any]:
    """What stands around an article that is read: its series, its drawer, its tags, its translations."""
    if article.category:
        article.category.community = article.community
    return {
        "part": neighbours_of(article, standing),
        "tags": tags_of(article),
        "signed": signed(article),
        "others": [(one, own_name(one.language)) for one in translations_of(article, standing)],
    }
