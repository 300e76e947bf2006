"""What moderation decides about articles."""

from django.utils import timezone

from potager.editorial import rules
from potager.editorial.actions.locks import locked_article
from potager.editorial.models import Article
from potager.journal.record import act
from potager.lib.permission import must
from potager.members.models import Member


def hide_article(*, by: Member, article: Article) -> Article:
    """Take it out of sight: those who write it and the moderators still see it. Raises NotInThisState."""
    return _become("article.hidden", by=by, article=article, is_hidden=True)


def unhide_article(*, by: Member, article: Article) -> Article:
    """Undo: readers find it where it was."""
    return _become("article.unhidden", by=by, article=article, is_hidden=False)


def _become(name: str, *, by: Member, article: Article, is_hidden: bool) -> Article:
    must(by, "moderate", article.community)
    with act(name, by=by) as done:
        locked = locked_article(article)
        if is_hidden == (locked.hidden_at is not None):
            raise rules.NotInThisState
        locked.hidden_at = timezone.now() if is_hidden else None
        locked.save(update_fields=["hidden_at"])
        done(locked, community=locked.community_id)
    return locked
