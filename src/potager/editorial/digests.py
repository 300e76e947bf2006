"""What letters tell of the paper: that an article came out, to those who may read it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from uuid import UUID

from potager.communities.models import Membership
from potager.editorial import followers, queries
from potager.editorial.models import Article, Author
from potager.journal.digests import Item, Section, Span, declare_section


def _items(span: Span) -> Iterator[Item]:
    """The articles that came out in that time, each once: what is corrected later is no news."""
    came = queries.published().filter(published_at__gte=span.since, published_at__lt=span.until)
    shown = came.exclude(kind=Article.Kind.PAGE).select_related("shown").defer("body", "entries")
    articles = list(shown)
    names = queries.bylines(articles)
    signed: dict[UUID, set[UUID]] = defaultdict(set)
    for article, member in Author.objects.filter(article__in=articles).values_list("article", "member"):
        signed[article].add(member)
    for one in articles:
        yield Item(
            thing=f"article:{one.pk}",
            community=one.community_id,
            title=one.shown.title,
            url=one.get_absolute_url(),
            weight=int(one.published_at.timestamp()) if one.published_at else 0,
            line=partial(", ".join, [line.name for line in names[one.pk]]),
            extract=one.shown.standfirst,
            authors=frozenset(signed[one.pk]),
        )


def _chosen(members: Collection[UUID], items: Collection[Item]) -> Mapping[UUID, list[Item]]:
    """To the members of its community; not to its authors, nor to whom the bell tells it."""
    identifiers = {item: UUID(item.thing.partition(":")[2]) for item in items}
    there = set(queries.published().filter(pk__in=identifiers.values()).values_list("pk", flat=True))
    by_community: dict[UUID, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda one: -one.weight):
        if identifiers[item] in there:
            by_community[item.community].append(item)
    told = followers.of(by_community)
    found: dict[UUID, list[Item]] = defaultdict(list)
    here = Membership.objects.taking_part().filter(member__in=members, community__in=list(by_community))
    for member, community in here.values_list("member", "community"):
        if member not in told[community]:
            found[member] += [item for item in by_community[community] if member not in item.authors]
    return found


declare_section(Section(name="read", items=_items, chosen=_chosen))
