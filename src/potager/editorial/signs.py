"""Who signs an article is there, and wrote it with those who sign beside them.

It counts under the name that everybody knows its author by: whoever signs with another name, or with none, gives no
sign by it. What is said about articles are messages, and told as such.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import F

from potager.authorship.models import Choice
from potager.editorial.models import Author
from potager.journal.signs import Sign, Told, declare_signs

SOME = 500  # identifiers in one question


def _published(acts: Sequence[Told]) -> Iterable[Sign]:
    """All who sign it, toward one another; whoever pressed the button said nothing by it."""
    known = {told.target: UUID(told.target.partition(":")[2]) for told in acts}
    signed = _authors(list(known.values()))
    for told in acts:
        authors = signed[known[told.target]]
        for author in authors:
            others = tuple((other, "cowrote") for other in authors if other != author)
            yield Sign(told, author, words=True, toward=others)


def _authors(articles: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for some in (articles[at : at + SOME] for at in range(0, len(articles), SOME)):
        works = [f"article:{pk}" for pk in some]
        named = Choice.objects.filter(work__in=works).exclude(naming=Choice.Naming.AS_SIGNED)
        hidden = set(named.values_list("work", "author"))
        rows = Author.objects.filter(article__in=some, state=Author.State.AGREED)
        rows = rows.filter(signature=F("member__display_name")).order_by("article", "position", "since")
        for article, member in rows.values_list("article", "member"):
            if (f"article:{article}", member) not in hidden:
                found[article].append(member)
    return found


declare_signs(("article.published",), _published)
