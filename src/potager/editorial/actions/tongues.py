"""Translations of one text, each an article of its own; and the order of a community's pages."""

from uuid import UUID

from potager.communities.models import Community
from potager.editorial import marks, queries, rules
from potager.editorial.actions.articles import Text, open_article, save_article
from potager.editorial.actions.locks import locked_article
from potager.editorial.acts.shelves import ShelfFacts
from potager.editorial.models import Article
from potager.journal.record import act, once
from potager.lib.ids import uuid7
from potager.lib.permission import must
from potager.members.models import Member


@once(Article)
def translate_article(*, by: Member, article: Article, language: str, key: UUID | None = None) -> Article:
    """Begin a translation: an article in the other language, with the words to translate; raises AlreadyTranslated.

    Pictures stay with the original: each article says in its own language what they show.
    """
    must(by, "read", article)
    with act("article.translated", by=by, key=key) as done:
        locked = locked_article(article)
        _refuse_second(locked, language)
        group = locked.translation or uuid7()
        made = open_article(
            by=by, community=locked.community, title=locked.title, language=language, kind=locked.kind
        )
        save_article(by=by, article=made, text=_words_of(locked), base=0)
        Article.objects.filter(pk__in=[locked.pk, made.pk]).update(translation=group)
        made.refresh_from_db()
        done(made, ShelfFacts(is_out=False), community=locked.community_id)
    return made


def _words_of(article: Article) -> Text:
    """What readers read; where nothing is out yet, what is on the desk. Without pictures and recordings."""
    shown = getattr(article, "shown", None)
    version = queries.version_of(article, shown.version) if shown else None
    source = version or article
    body = "\n".join(line for line in source.body.split("\n") if not marks.mark_in(line))
    entries = [{**one, "picture": ""} for one in source.entries]
    return Text(title=source.title, standfirst=source.standfirst, body=body, entries=entries)


def _refuse_second(article: Article, language: str) -> None:
    there = {article.language}
    if article.translation:
        same = Article.objects.filter(translation=article.translation)
        there |= set(same.values_list("language", flat=True))
    if language in there:
        raise rules.AlreadyTranslated


def link_article(*, by: Member, article: Article, other: Article) -> None:
    """Say that two articles are one text in two languages; raises AlreadyTranslated, ElsewhereKept."""
    must(by, "write", article)
    must(by, "write", other)
    with act("article.linked", by=by) as done:
        one, two = (locked_article(each) for each in sorted((article, other), key=lambda each: each.pk))
        if one.community_id != two.community_id:
            raise rules.ElsewhereKept
        group = one.translation or two.translation or uuid7()
        groups = [each.translation for each in (one, two) if each.translation]
        joined = Article.objects.filter(translation__in=groups) | Article.objects.filter(
            pk__in=[one.pk, two.pk]
        )
        spoken = list(joined.values_list("language", flat=True))
        if len(spoken) != len(set(spoken)):
            raise rules.AlreadyTranslated
        Article.objects.filter(pk__in=list(joined.values_list("pk", flat=True))).update(translation=group)
        done(one, ShelfFacts(is_out=one.is_published or two.is_published), community=one.community_id)


def unlink_article(*, by: Member, article: Article) -> None:
    """Say that an article translates none of the others."""
    must(by, "write", article)
    with act("article.unlinked", by=by) as done:
        locked = locked_article(article)
        if locked.translation is None:
            raise rules.NotInThisState
        locked.translation = None
        locked.save(update_fields=["translation"])
        done(locked, ShelfFacts(is_out=locked.is_published), community=locked.community_id)


def move_page(*, by: Member, page: Article, to: int) -> None:
    """Put a page at a place among the pages of its community, from 1."""
    must(by, "publish", page)
    with act("page.moved", by=by) as done:
        community: Community = page.community
        pages = Article.objects.select_for_update().filter(community=community, kind=Article.Kind.PAGE)
        order = [one for one in pages.order_by("rank", "published_at", "pk") if one.pk != page.pk]
        order.insert(max(0, min(to - 1, len(order))), page)
        for rank, one in enumerate(order, start=1):
            Article.objects.filter(pk=one.pk).update(rank=rank)
        done(page, community=community.pk)
