"""What can be talked about: published articles. What is said there are their comments."""

from django.db.models import QuerySet

from potager.conversations.subjects import Subject, Thing, register
from potager.editorial.models import Article, Author
from potager.editorial.queries import published, visible_to
from potager.members.models import Member


def _articles() -> QuerySet[Article]:
    return published().select_related("shown")


def _seen_by(member: Member | None) -> QuerySet[Article]:
    return visible_to(member).select_related("shown")


def thing_of(article: Article) -> Thing:
    """A published article, under the title that readers read."""
    signed = Author.objects.filter(article=article, state=Author.State.AGREED)
    return Thing(
        about=f"article:{article.pk}",
        title=article.shown.title,
        url=article.get_absolute_url(),
        community=article.community,
        language=article.language,
        places=(f"article:{article.pk}",),
        talk_at=f"{article.get_absolute_url()}#comments",
        in_passing=True,
        is_closed=not article.takes_comments or article.kind == Article.Kind.PAGE,
        authors=frozenset(signed.values_list("member", flat=True)),
    )


register("article", Subject(visible_to=_seen_by, all=_articles, describe=thing_of))
