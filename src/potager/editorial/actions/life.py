"""From the desk to the editors, to its hour, to the shelf, and back."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from potager.editorial import readiness, rules
from potager.editorial.actions.articles import refuse_moved_on, tell
from potager.editorial.actions.locks import locked_article
from potager.editorial.models import Article
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, is_blank
from potager.members.models import Member

State = Article.State


@once(Article)
def submit_article(*, by: Member, article: Article, key: UUID | None = None) -> Article:
    """Ask the editors to read it; of a published one, to read its newer version. Raises NotInThisState."""
    must(by, "write", article)
    with act("article.submitted", by=by, key=key) as done:
        locked = locked_article(article)
        is_newer = locked.state == State.PUBLISHED and locked.shown.version != locked.version
        if locked.state != State.DRAFT and not is_newer:
            raise rules.NotInThisState
        if is_blank(locked.body) and not locked.entries:
            raise rules.NothingWritten
        if locked.state == State.DRAFT:
            locked.state = State.REVIEW
        locked.word = ""
        locked.save(update_fields=["state", "word"])
        tell(done, locked)
    return locked


def recall_article(*, by: Member, article: Article) -> Article:
    """Undo: take it back from the editors. Raises NotInThisState."""
    must(by, "write", article)
    with act("article.recalled", by=by) as done:
        locked = locked_article(article)
        _become(locked, State.DRAFT, {State.REVIEW})
        tell(done, locked)
    return locked


@once(Article)
def return_article(*, by: Member, article: Article, word: str = "", key: UUID | None = None) -> Article:
    """Give it back to its authors, with a word. Raises NotInThisState."""
    must(by, "publish", article)
    with act("article.returned", by=by, key=key) as done:
        locked = locked_article(article)
        _become(locked, State.DRAFT, {State.REVIEW})
        locked.word = cleaned(word).strip()[: rules.LONGEST_WORD]
        locked.save(update_fields=["word"])
        tell(done, locked)
    return locked


@once(Article)
def schedule_article(
    *, by: Member, article: Article, at: datetime, version: int | None = None, key: UUID | None = None
) -> Article:
    """Let it appear at an hour that is to come; scheduled again, at another. Raises HourHasPassed, NothingWritten."""
    must(by, "publish", article)
    with act("article.scheduled", by=by, key=key) as done:
        locked = locked_article(article)
        refuse_moved_on(locked, version)
        if at <= timezone.now():
            raise rules.HourHasPassed
        if is_blank(locked.body) and not locked.entries:
            raise rules.NothingWritten
        readiness.refuse_unready(locked)
        _become(locked, State.SCHEDULED, {State.DRAFT, State.REVIEW, State.SCHEDULED})
        locked.due_at, locked.word = at, ""
        locked.save(update_fields=["due_at", "word"])
        tell(done, locked)
    return locked


def unschedule_article(*, by: Member, article: Article) -> Article:
    """Undo: it is a draft again. Raises NotInThisState."""
    must(by, "publish", article)
    with act("article.unscheduled", by=by) as done:
        locked = locked_article(article)
        _become(locked, State.DRAFT, {State.SCHEDULED})
        locked.due_at = None
        locked.save(update_fields=["due_at"])
        tell(done, locked)
    return locked


def withdraw_article(*, by: Member, article: Article) -> Article:
    """Take it from its readers; one that nobody has read is set aside, which its authors may. Raises NotInThisState."""
    must(by, "publish" if article.published_at else "write", article)
    with act("article.withdrawn", by=by) as done:
        locked = locked_article(article)
        if locked.published_at:  # perhaps since we asked
            must(by, "publish", locked)
        _become(locked, State.WITHDRAWN, set(State) - {State.WITHDRAWN})
        locked.due_at = None
        locked.save(update_fields=["due_at"])
        tell(done, locked)
    return locked


def bring_back_article(*, by: Member, article: Article) -> Article:
    """Undo: readers read what they had read; what nobody has read is a draft again. Raises NotInThisState."""
    must(by, "publish" if article.published_at else "write", article)
    with act("article.brought_back", by=by) as done:
        locked = locked_article(article)
        _become(locked, State.PUBLISHED if locked.published_at else State.DRAFT, {State.WITHDRAWN})
        tell(done, locked)
    return locked


def _become(article: Article, state: str, before: set[State]) -> None:
    if article.state not in before:
        raise rules.NotInThisState
    article.state = state
    article.save(update_fields=["state"])
