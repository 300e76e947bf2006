"""Reading the paper."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from potager.authorship.queries import Byline, bylines_of_works
from potager.communities import queries as communities
from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, standing_of
from potager.editorial.models import Article, Author, Draft, Picture, Version
from potager.editorial.permissions import reads
from potager.lib.statements import first_where
from potager.members.models import Member

PUBLISHED = Q(state=Article.State.PUBLISHED, hidden_at=None)
OPEN = Q(audience=Article.Audience.EVERYONE)


def work_of(article: Article) -> str:
    """How authorship names the article."""
    return f"article:{article.pk}"


def published() -> QuerySet[Article]:
    """What readers may see, of all communities and audiences."""
    return Article.objects.filter(PUBLISHED).select_related("community")


def visible_to(member: Member | None) -> QuerySet[Article]:
    """The published articles that a member (None: a stranger) may read."""
    readable = communities.readable_by(member)
    found = published().filter(community__in=readable.values("pk"))
    if member is None:
        return found.filter(OPEN)
    if member.is_owner:
        return found
    mine = Membership.objects.taking_part().filter(member=member)
    return found.filter(OPEN | Q(community__in=mine.values("community")))


def shown_in(community: Community, standing: Standing) -> QuerySet[Article]:
    """What this person may read of the community's paper (pages aside), the newest first, with what readers read."""
    found = Article.objects.filter(PUBLISHED, community=community).exclude(kind=Article.Kind.PAGE)
    if not (standing.is_member or standing.edits):
        found = found.filter(OPEN)
    return found.select_related("shown", "cover", "category", "series").order_by("-published_at", "-pk")


def at_address(community: Community, address: str) -> Article | None:
    """The article that has, or once had, this address, whoever may read it."""
    known = Article.objects.filter(community=community).select_related("shown", "cover", "category", "series")
    return known.filter(address=address).first() or known.filter(old_addresses__address=address).first()


def find(identifier: UUID, member: Member | None) -> tuple[Article, Standing] | None:
    """An article and the member's standing in its community; None if they may not know of it."""
    article = first_where(Article, id=identifier)
    community = first_where(Community, id=article.community_id) if article else None
    if article is None or community is None:
        return None
    article.community = community
    standing = standing_of(member, community)
    return (article, standing) if reads(standing, article) else None


def written_by(member: Member, community: Community) -> QuerySet[Article]:
    """What a member writes in a community, the last touched first."""
    theirs = Q(opened_by=member) | Q(authors__member=member, authors__state=Author.State.AGREED)
    return Article.objects.filter(theirs, community=community).distinct().order_by("-written_at")


def in_work(community: Community) -> QuerySet[Article]:
    """What is written or waits, for whoever edits, the last touched first."""
    open_states = [Article.State.DRAFT, Article.State.REVIEW, Article.State.SCHEDULED]
    found = Article.objects.filter(community=community, state__in=open_states)
    return found.select_related("opened_by").order_by("-written_at")


def at_desk(community: Community) -> QuerySet[Article]:
    """What is not, or not quite, what readers read: what waits for an editor first, what was withdrawn last."""
    changed = Q(state=Article.State.PUBLISHED, version__gt=F("shown__version"))
    found = Article.objects.filter(~Q(state=Article.State.PUBLISHED) | changed, community=community)
    places = [Article.State.REVIEW, Article.State.PUBLISHED, Article.State.SCHEDULED, Article.State.DRAFT]
    steps = [When(state=state, then=Value(place)) for place, state in enumerate(places)]
    ranked = found.annotate(step=Case(*steps, default=Value(len(places)), output_field=IntegerField()))
    return ranked.select_related("shown").defer("body", "entries").order_by("step", "-written_at", "pk")


def due(now: datetime) -> QuerySet[Article]:
    """Scheduled articles whose hour has come, the first due first."""
    found = Article.objects.filter(state=Article.State.SCHEDULED, due_at__lte=now)
    return found.select_related("community").order_by("due_at", "pk")


def bylines(articles: Iterable[Article]) -> dict[UUID, list[Byline]]:
    """How each article names those who signed it, in their order; who wants no name is left out."""
    wanted = {article.pk: article for article in articles}
    found: dict[UUID, list[Byline]] = {pk: [] for pk in wanted}
    agreed = Author.objects.filter(article__in=wanted, state=Author.State.AGREED)
    signed: dict[UUID, dict[UUID, str]] = {}
    for one in agreed.order_by("position", "since"):
        signed.setdefault(one.article_id, {})[one.member_id] = one.signature
    named = bylines_of_works({f"article:{pk}": names for pk, names in signed.items()})
    for pk in signed:
        found[pk] = [line for line in named[f"article:{pk}"].values() if line.name]
    return found


def pictures_of(article: Article) -> QuerySet[Picture]:
    """The pictures in its drawer, in the order in which they came."""
    return Picture.objects.filter(article=article, removed_at=None).order_by("added_at")


def draft_of(article: Article, member: Member) -> Draft | None:
    """What the member has typed and not kept yet."""
    return Draft.objects.filter(article=article, by=member).first()


def versions_of(article: Article) -> QuerySet[Version]:
    """The versions, the newest first, without their texts."""
    return Version.objects.filter(article=article).defer("body", "entries").order_by("-number")


def version_of(article: Article, number: int) -> Version | None:
    """A version with its text."""
    return Version.objects.filter(article=article, number=number).first()


def corrections_of(article: Article) -> QuerySet[Version]:
    """What readers are told of corrections, the newest first."""
    told = Version.objects.filter(article=article, published_at__isnull=False).exclude(correction="")
    return told.defer("body", "entries").order_by("-number")
