"""Who may write in the paper, publish, and read what."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.editorial.models import Article, Author, Series
from potager.lib.permission import allows
from potager.lib.statements import first_where
from potager.members.models import Member


@allows("open articles", Community)
def may_open_articles(by: Member | None, community: Community) -> bool:
    """Its members: what they write appears once an editor publishes it."""
    return by is not None and opens_articles(standing_of(by, community))


@allows("publish", Community)
def may_publish_in(by: Member | None, community: Community) -> bool:
    """Whoever edits or animates it."""
    return by is not None and standing_of(by, community).edits


@allows("read", Article)
def may_read(by: Member | None, article: Article) -> bool:
    """What is published: its audience. What is not: those who write it or publish."""
    return reads(standing_of(by, article.community), article)


@allows("write", Article)
def may_write(by: Member | None, article: Article) -> bool:
    """Its authors, while members, and whoever edits the community."""
    return by is not None and writes(standing_of(by, article.community), article)


@allows("publish", Article)
def may_publish(by: Member | None, article: Article) -> bool:
    """Whoever edits or animates the community."""
    return by is not None and standing_of(by, article.community).edits


@allows("edit", Series)
def may_edit_series(by: Member | None, series: Series) -> bool:
    """Whoever opened it, while a member, and whoever edits the community."""
    return by is not None and keeps(standing_of(by, series.community), series)


def keeps(standing: Standing, series: Series) -> bool:
    """Whether a person of that standing may change and order the series."""
    opened = standing.member is not None and standing.member.pk == series.opened_by_id
    return standing.edits or (standing.is_member and opened)


@allows("follow in private", Community)
def may_follow_in_private(by: Member | None, community: Community) -> bool:
    """Whoever reads what is for members: they may have an address of their own for their feed reader."""
    return by is not None and follows_in_private(standing_of(by, community))


def follows_in_private(standing: Standing) -> bool:
    """Whether a person of that standing reads what is for members."""
    return standing.is_member or standing.edits


def opens_articles(standing: Standing) -> bool:
    """Whether a person of that standing may begin an article."""
    return standing.is_member or standing.edits


def writes(standing: Standing, article: Article) -> bool:
    """Whether a person of that standing may change the article."""
    if standing.member is None:
        return False
    return standing.edits or (standing.is_member and is_author(standing.member, article))


def is_author(member: Member, article: Article) -> bool:
    """Whether the member writes the article: whoever opened it, and those who agreed to sign it."""
    if article.opened_by_id == member.pk:
        return True
    mine = first_where(Author, article=article.pk, member=member.pk)
    return mine is not None and mine.state == Author.State.AGREED


def reads(standing: Standing, article: Article) -> bool:
    """Whether a person of that standing may read what is published, or the draft they write."""
    if article.is_published and reads_its_audience(standing, article):
        return True
    return writes(standing, article) or (article.hidden_at is not None and standing.moderates)


def reads_its_audience(standing: Standing, article: Article) -> bool:
    """Whether a person of that standing is among those for whom it is, once it is published."""
    if article.audience == Article.Audience.EVERYONE or standing.edits:
        return standing.reads
    return standing.reads and standing.is_member
