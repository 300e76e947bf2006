"""The lock of an article's row."""

from potager.editorial.models import Article


def locked_article(article: Article) -> Article:
    """The article as it is now, kept so until COMMIT."""
    return Article.objects.select_for_update(of=("self",)).select_related("community").get(pk=article.pk)
