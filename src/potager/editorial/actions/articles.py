"""An article from its first word to its readers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.communities.permissions import must_have_accepted
from potager.editorial import looking, marking, readiness, rules
from potager.editorial.actions.addresses import free_address
from potager.editorial.actions.announcing import announce
from potager.editorial.actions.locks import locked_article
from potager.editorial.acts import VersionFacts
from potager.editorial.entries import with_entries
from potager.editorial.models import Article, Author, Draft, Publication, Version
from potager.journal.record import Act, act, once
from potager.lib.permission import may, must
from potager.lib.texts import cleaned, is_blank, one_line
from potager.members.models import Member

State = Article.State


@dataclass(frozen=True)
class Text:
    """What somebody writes: `entries` are those of an illustrated list, None to leave them as they are."""

    title: str
    standfirst: str = ""
    body: str = ""
    entries: list[dict[str, Any]] | None = None


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
    must_have_accepted(by, community)
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

    Raises ArticleMovedOn if there is a newer version, WaitsForItsHour, NothingChanged, and TooLong.
    """
    must(by, "write", article)
    must_have_accepted(by, article.community)
    with act("article.saved", by=by, key=key) as done:
        locked = locked_article(article)
        fields = fields_of(text, locked)
        if base != locked.version:
            raise rules.ArticleMovedOn
        if locked.state == State.SCHEDULED and not may(by, "publish", locked):
            raise rules.WaitsForItsHour
        if locked.version and all(getattr(locked, name) == value for name, value in fields.items()):
            raise rules.NothingChanged
        version = become(locked, Version(article=locked, by=by, base=base, **fields))
        Draft.objects.filter(article=locked, by=by).delete()
        tell(done, locked)
    return version


@once(Article)
def publish_article(
    *, by: Member | None, article: Article, version: int | None = None, key: UUID | None = None
) -> Article:
    """Let readers read the newest version, which is `version` to whoever looked at it; None acts for the clock.

    Raises NotInThisState, ArticleMovedOn, NothingWritten.
    """
    if by is not None:
        must(by, "publish", article)
    with act("article.published", by=by, key=key) as done:
        locked = locked_article(article)
        _refuse_unready(locked, is_by_clock=by is None)
        refuse_moved_on(locked, version)
        show(locked)
        locked.state, locked.due_at, locked.word = State.PUBLISHED, None, ""
        locked.published_at = locked.published_at or timezone.now()
        locked.save(update_fields=["state", "due_at", "word", "published_at"])
        tell(done, locked)
    return locked


@once(Article)
def correct_article(
    *,
    by: Member,
    article: Article,
    correction: str = "",
    version: int | None = None,
    key: UUID | None = None,
) -> Article:
    """Let readers read the newest version in place of the one that they read; `correction` tells them what changed.

    Raises NotInThisState, ArticleMovedOn, NothingWritten, NothingChanged where they read it already.
    """
    must(by, "publish", article)
    with act("article.corrected", by=by, key=key) as done:
        locked = locked_article(article)
        if locked.state != State.PUBLISHED:
            raise rules.NotInThisState
        refuse_moved_on(locked, version)
        if locked.shown.version == locked.version:
            raise rules.NothingChanged
        show(locked)
        told = Version.objects.filter(article=locked, number=locked.version)
        told.update(correction=one_line(correction)[: rules.LONGEST_CORRECTION])
        tell(done, locked)
    return locked


def show(article: Article) -> Publication:
    """Make the newest version what readers read, inside an act."""
    if is_blank(article.body) and not article.entries:
        raise rules.NothingWritten
    readiness.refuse_unready(article)
    held = looking.shown_with(article)
    made = with_entries(marking.rendered(article.body, **held), article.entries, held)
    now = timezone.now()
    said = {"title": article.title, "standfirst": article.standfirst, "version": article.version}
    read = {"html": made.html, "excerpt": made.excerpt, "text": made.text, "words": made.words}
    Version.objects.filter(article=article, number=article.version).update(published_at=now)
    shown, _is_new = Publication.objects.update_or_create(
        article=article, defaults={**said, **read, "changed_at": now}
    )
    announce(article)
    return shown


def fields_of(text: Text, article: Article) -> dict[str, Any]:
    """What a version of the article holds; raises TooLong."""
    body = cleaned(text.body)
    entries = article.entries if text.entries is None else text.entries
    if len(body) > rules.MOST_CHARACTERS or len(entries) > rules.MOST_ENTRIES:
        raise rules.TooLong
    written = {"title": one_line(text.title), "standfirst": one_line(text.standfirst)}
    return {**written, "body": body, "entries": entries}


def become(article: Article, version: Version) -> Version:
    """Store a version as what the article now is, inside an act."""
    numbered(article, version)
    fields = ["title", "standfirst", "body", "entries"]
    for name in fields:
        setattr(article, name, getattr(version, name))
    article.written_at = version.saved_at
    article.save(update_fields=[*fields, "version", "written_at"])
    return version


def numbered(article: Article, version: Version) -> Version:
    """Store a version under the next number, inside an act."""
    newest = Version.objects.filter(article=article).order_by("-number").values_list("number", flat=True)
    version.number = (newest.first() or 0) + 1
    if not version.is_aside:
        article.version = version.number
    version.save(force_insert=True)
    return version


def refuse_moved_on(article: Article, version: int | None) -> None:
    """Raises ArticleMovedOn if somebody decides about another version than the newest."""
    if version is not None and version != article.version:
        raise rules.ReadAgain


def tell(done: Act, article: Article) -> None:
    """Tell an act on an article, with its version."""
    done(article, VersionFacts(number=article.version), community=article.community_id)


def _refuse_unready(article: Article, *, is_by_clock: bool) -> None:
    if article.state in {State.PUBLISHED, State.WITHDRAWN}:
        raise rules.NotInThisState
    is_due = article.state == State.SCHEDULED and article.due_at and article.due_at <= timezone.now()
    if is_by_clock and not is_due:
        raise rules.NotInThisState
