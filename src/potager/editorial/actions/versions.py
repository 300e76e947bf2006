"""Versions beside and versions taken back; what is typed and not kept yet. Nothing is ever overwritten."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from potager.communities.permissions import must_have_accepted
from potager.editorial import rules
from potager.editorial.actions.articles import Text, become, fields_of, numbered, tell
from potager.editorial.actions.locks import locked_article
from potager.editorial.acts import VersionFacts
from potager.editorial.models import Article, Draft, Version
from potager.journal.record import act, once
from potager.lib.permission import may, must
from potager.members.models import Member


@once(Version)
def keep_article_beside(
    *, by: Member, article: Article, text: Text, base: int, key: UUID | None = None
) -> Version:
    """Keep a text beside the article's, whatever that is by now: all who write it can compare."""
    must(by, "write", article)
    must_have_accepted(by, article.community)
    with act("article.kept_beside", by=by, key=key) as done:
        locked = locked_article(article)
        fields = fields_of(text, locked)
        version = numbered(locked, Version(article=locked, by=by, base=base, is_aside=True, **fields))
        Draft.objects.filter(article=locked, by=by).delete()
        done(locked, VersionFacts(number=version.number), community=locked.community_id)
    return version


def restore_article(*, by: Member, version: Version) -> Version:
    """Make an earlier version, or one beside, the article's text again, as a new version: this can be undone too.

    Raises WaitsForItsHour, NothingChanged.
    """
    must(by, "write", version.article)
    with act("article.restored", by=by) as done:
        locked = locked_article(version.article)
        if locked.state == Article.State.SCHEDULED and not may(by, "publish", locked):
            raise rules.WaitsForItsHour
        taken = Version(article=locked, by=by, base=locked.version, restores=version.number)
        names = ["title", "standfirst", "body", "entries"]
        if all(getattr(locked, name) == getattr(version, name) for name in names):
            raise rules.NothingChanged
        for name in names:
            setattr(taken, name, getattr(version, name))
        become(locked, taken)
        tell(done, locked)
    return taken


def keep_draft(*, by: Member, article: Article, text: Text, base: int) -> Draft:
    """Keep what somebody has typed so far, as it is typed. No act."""
    must(by, "write", article)
    fields = fields_of(text, article)
    with transaction.atomic():
        draft, _is_new = Draft.objects.update_or_create(
            article=article, by=by, defaults={**fields, "base": base, "saved_at": timezone.now()}
        )
    return draft


def drop_draft(*, by: Member, article: Article) -> None:
    """Throw one's own draft away. No act."""
    Draft.objects.filter(article=article, by=by).delete()


def forget_drafts(*, by: Member) -> None:
    """Throw away all that somebody who leaves had typed and not kept. No act."""
    Draft.objects.filter(by=by).delete()
