"""An article from its first word to its readers."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify

from potager.communities.models import Community
from potager.editorial import marking, rules
from potager.editorial.actions.locks import locked_article
from potager.editorial.acts import VersionFacts
from potager.editorial.models import Article, Author, Draft, OldAddress, Picture, Publication, Version
from potager.journal.record import Act, act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, is_blank, one_line
from potager.members.models import Member

ADDRESS_LONGEST = 70


@dataclass(frozen=True)
class Text:
    """What somebody writes: `entries` are those of an illustrated list."""

    title: str
    standfirst: str = ""
    body: str = ""
    entries: list[dict[str, Any]] = field(default_factory=list)


@once(Article)
def open_article(
    *,
    by: Member,
    community: Community,
    title: str,
    language: str = "fr",
    kind: str = Article.Kind.ARTICLE,
    key: UUID | None = None,
) -> Article:
    """Begin an article, which nobody but its author and the editors sees."""
    must(by, "open articles", community)
    with act("article.opened", by=by, key=key) as done:
        title = one_line(title)
        address = free_address(community, title)
        article = Article(community=community, opened_by=by, title=title, address=address, language=language)
        article.kind = kind
        article.save(force_insert=True)
        agreed = {"state": Author.State.AGREED, "signature": by.display_name}
        Author.objects.create(article=article, member=by, **agreed)
        done(article, community=community.pk)
    return article


@once(Version)
def save_article(*, by: Member, article: Article, text: Text, base: int, key: UUID | None = None) -> Version:
    """Keep what was begun on version `base` as the newest version; readers see it once it is published.

    Raises ArticleMovedOn if there is a newer version, and TooLong.
    """
    must(by, "write", article)
    fields = _fields(text)
    with act("article.saved", by=by, key=key) as done:
        locked = locked_article(article)
        if base != locked.version:
            raise rules.ArticleMovedOn
        version = _numbered(Version(article=locked, by=by, base=base, **fields))
        for name, value in fields.items():
            setattr(locked, name, value)
        locked.written_at = version.saved_at
        locked.save(update_fields=[*fields, "version", "written_at"])
        Draft.objects.filter(article=locked, by=by).delete()
        _tell(done, locked)
    return version


@once(Article)
def publish_article(*, by: Member, article: Article, key: UUID | None = None) -> Article:
    """Let readers read the newest version; raises NotInThisState, NothingWritten."""
    must(by, "publish", article)
    with act("article.published", by=by, key=key) as done:
        locked = locked_article(article)
        if locked.state == Article.State.PUBLISHED:
            raise rules.NotInThisState
        show(locked)
        locked.state, locked.due_at = Article.State.PUBLISHED, None
        locked.published_at = locked.published_at or timezone.now()
        locked.save(update_fields=["state", "due_at", "published_at"])
        _tell(done, locked)
    return locked


def show(article: Article) -> Publication:
    """Make the newest version what readers read, inside an act."""
    if is_blank(article.body) and not article.entries:
        raise rules.NothingWritten
    pictures = Picture.objects.filter(article=article, state=Picture.State.READY).in_bulk()
    made = marking.rendered(article.body, pictures=pictures)
    now = timezone.now()
    said = {"title": article.title, "standfirst": article.standfirst, "version": article.version}
    read = {"html": made.html, "excerpt": made.excerpt, "text": made.text, "words": made.words}
    Version.objects.filter(article=article, number=article.version).update(published_at=now)
    shown, _is_new = Publication.objects.update_or_create(
        article=article, defaults={**said, **read, "changed_at": now}
    )
    return shown


def free_address(community: Community, title: str) -> str:
    """An address made of the title that no article of the community has, or had."""
    wanted = slugify(title)[:ADDRESS_LONGEST].strip("-") or "article"
    taken = set(
        Article.objects.filter(community=community, address__startswith=wanted).values_list(
            "address", flat=True
        )
    )
    old = OldAddress.objects.filter(community=community, address__startswith=wanted)
    taken |= set(old.values_list("address", flat=True))
    tries = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)


def _fields(text: Text) -> dict[str, Any]:
    body = cleaned(text.body)
    if len(body) > rules.MOST_CHARACTERS or len(text.entries) > rules.MOST_ENTRIES:
        raise rules.TooLong
    written = {"title": one_line(text.title), "standfirst": one_line(text.standfirst)}
    return {**written, "body": body, "entries": text.entries}


def _numbered(version: Version) -> Version:
    version.article.version += 1
    version.number = version.article.version
    version.save(force_insert=True)
    return version


def _tell(done: Act, article: Article) -> None:
    done(article, VersionFacts(number=article.version), community=article.community_id)
