"""What of the paper can be found: what readers read of each article, under its title and its authors' names."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from potager.editorial import queries
from potager.editorial.models import Article, Author
from potager.journal.findable import Entry, Findable, declare_findable, one_after_another
from potager.journal.models import Activity
from potager.members.models import Member


def _articles(ids: Collection[UUID]) -> Iterable[Entry]:
    found = queries.published().filter(pk__in=ids, shown__isnull=False).select_related("shown", "series")
    articles = list(found.prefetch_related("tags").defer("body", "entries"))
    names = queries.bylines(articles)
    for one in articles:
        yield Entry(
            thing=f"article:{one.pk}",
            community=one.community_id,
            title=one.shown.title,
            text=f"{one.shown.standfirst} {one.shown.text}".strip(),
            language=one.language,
            happened_at=one.published_at or one.shown.changed_at,
            url=one.get_absolute_url(),
            under=one.series.title if one.series else "",
            signature=", ".join(line.name for line in names[one.pk]),
            tags=tuple(sorted(tag.name for tag in one.tags.all())),
        )


def _visible(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    return set(queries.visible_to(member).filter(pk__in=ids).values_list("pk", flat=True))


def _touched(activity: Activity) -> Iterable[UUID]:
    """Its own acts, what its authors decide of their names, and that one of them goes."""
    for thing in (activity.target, activity.place):
        type_, _colon, identifier = thing.partition(":")
        if type_ == "article":
            yield UUID(identifier)
    if activity.kind == "member.erased":
        yield from Author.objects.filter(member=activity.actor).values_list("article", flat=True)


declare_findable(
    Findable(
        kind="article",
        name=_("Article"),
        label=_("Articles"),
        entries=_articles,
        visible=_visible,
        following=one_after_another(Article),
        touched=_touched,
    )
)
