"""What can be talked about: published articles. What is said there are their comments."""

from django.db.models import QuerySet

from potager.conversations.subjects import Subject, Thing, register
from potager.editorial.models import Article
from potager.editorial.queries import published, visible_to


def _articles() -> QuerySet[Article]:
    return published()


def _article(article: Article) -> Thing:
    return Thing(
        about=f"article:{article.pk}",
        title=article.title,
        url=article.get_absolute_url(),
        community=article.community,
        language=article.language,
        places=(f"article:{article.pk}",),
    )


register("article", Subject(visible_to=visible_to, all=_articles, describe=_article))
