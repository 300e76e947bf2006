"""For whom an article is, in what language, and whether it can be talked about."""

from uuid import UUID

from potager.editorial import rules
from potager.editorial.actions.locks import locked_article
from potager.editorial.models import Article
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.members.models import Member


@once(Article)
def change_article(
    *,
    by: Member,
    article: Article,
    audience: str,
    language: str,
    takes_comments: bool,
    key: UUID | None = None,
) -> Article:
    """Change who may read it, its language, and whether it takes comments; of a published one editors do.

    Raises NothingChanged.
    """
    must(by, "publish" if article.published_at else "write", article)
    with act("article.changed", by=by, key=key) as done:
        locked = locked_article(article)
        if locked.published_at:  # perhaps since we asked
            must(by, "publish", locked)
        wanted = {"audience": audience, "language": language, "takes_comments": takes_comments}
        if all(getattr(locked, name) == value for name, value in wanted.items()):
            raise rules.NothingChanged
        for name, value in wanted.items():
            setattr(locked, name, value)
        locked.save(update_fields=[*wanted])
        done(locked, community=locked.community_id)
    return locked
