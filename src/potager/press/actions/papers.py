"""Releasing white papers: articles that become a book."""

from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.press import tasks
from potager.press.actions.chapters import DESIGN
from potager.press.actions.telling import tell
from potager.press.choices import Design
from potager.press.models import Edition
from potager.press.whitepapers import Source, articles_of, paper_of, taken_of_articles


class NoArticleOut(Refusal):
    """Nothing to print yet."""

    message = _(
        "No article that everybody may read is out yet. Publish one, and the white paper can be made."
    )


@once(Edition)
def release_articles(
    *,
    by: Member,
    source: Source,
    title: str,
    subtitle: str = "",
    licence: str,
    language: str,
    design: Design | None = None,
    address: str,
    key: UUID,
) -> Edition:
    """Freeze what is out of a series, or under a tag, as an edition, and send it to the press; again for the next one.

    `address` is the public URL of the articles. Raises NoArticleOut.
    """
    must(by, "publish", source.community)
    with act("book.released", by=by, key=key) as done:
        paper = paper_of(source, made=True)
        assert paper is not None  # noqa: S101 (made where there was none)
        articles = articles_of(source)
        if not articles:
            raise NoArticleOut
        if paper._state.adding:
            paper.save(force_insert=True)
        kept = (design or Design()).kept()
        look: dict[str, Any] = {name: kept[name] for name in DESIGN}
        chosen = {**look, "licence": licence, "language": language, "time_zone": by.time_zone}
        taken = taken_of_articles(
            paper, articles, address=address, host=by.display_name, closed_at=timezone.now(), chosen=chosen
        )
        number = (paper.editions.filter(original=None).aggregate(last=Max("number"))["last"] or 0) + 1
        edition = Edition.objects.create(
            paper=paper, by=by, number=number, title=title, subtitle=subtitle, language=language, book=taken
        )
        edition.articles.set(articles)
        tell(done, edition)
        tasks.press_edition.enqueue(str(edition.pk))
    return edition
