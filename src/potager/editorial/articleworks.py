"""Articles as their authors' works: what authorship asks of the paper, registered there."""

from collections.abc import Sequence
from uuid import UUID

from potager.authorship import works
from potager.authorship.works import Bed, Work
from potager.editorial import queries
from potager.editorial.actions.leaving import forget_signature, unsign_article
from potager.editorial.models import Article, Author
from potager.members.models import Member


def find(identifier: UUID, author: Member) -> Work | None:
    """The article as the work of somebody who signs it, also where they may not read it any more."""
    return next(iter(_works(author, article=identifier)), None)


def of(author: Member) -> Sequence[Work]:
    """Every article that somebody signs, the newest first."""
    return _works(author)


def _works(author: Member, **wanted: UUID) -> list[Work]:
    signed = Author.objects.filter(member=author, state=Author.State.AGREED, **wanted)
    rows = list(signed.select_related("article__community").order_by("-article__opened_at", "-article"))
    seen = queries.visible_to(author).filter(pk__in=[one.article_id for one in rows])
    readable = set(seen.values_list("pk", flat=True))
    return [_work(one, author, is_read=one.article_id in readable) for one in rows]


def _work(place: Author, author: Member, *, is_read: bool) -> Work:
    article = place.article
    return Work(
        reference=queries.work_of(article),
        author=author,
        thing=article,
        community=article.community_id,
        title=article.title,
        language=article.language,
        signed=place.signature,
        is_printed=False,
        url=article.get_absolute_url() if is_read else "",
        texts_url=article.get_absolute_url() if is_read else "",
    )


def _article_of(work: Work) -> Article:
    assert isinstance(work.thing, Article)  # noqa: S101 (tells the type checker what _work makes)
    return work.thing


def _sign(work: Work, name: str | None) -> None:
    """Nothing to write: names are asked of authorship whenever they are shown."""


def _forget(work: Work) -> None:
    forget_signature(article=_article_of(work), author=work.author)


def _withdraw(work: Work) -> None:
    unsign_article(by=work.author, article=_article_of(work))


def _fragment(_identifier: UUID, _author: UUID, _language: str) -> str | None:
    return None  # no live page shows articles


works.register(
    "article", Bed(find=find, of=of, sign=_sign, forget=_forget, withdraw=_withdraw, fragment=_fragment)
)
