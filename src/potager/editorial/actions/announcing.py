"""What goes with showing an article, inside the act that shows it."""

from django.db.models import F

from potager.conversations.models import Topic
from potager.editorial import websub
from potager.editorial.models import Article
from potager.editorial.tasks import tell_hub


def announce(article: Article) -> None:
    """Whoever follows is told by the hub, and what is said about it stands under the title that readers read."""
    said = Topic.objects.filter(about=f"article:{article.pk}").exclude(title=article.title[:160])
    said.update(title=article.title[:160], revision=F("revision") + 1)
    if websub.hub():
        tell_hub.enqueue(str(article.pk))
