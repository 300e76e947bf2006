"""In the margin: saying something of a passage, suggesting other words, settling it."""

from uuid import UUID

from django.utils import timezone

from potager.editorial import margins
from potager.editorial.actions.articles import Text, save_article
from potager.editorial.actions.locks import locked_article
from potager.editorial.models import Article, Remark, RemarkAnswer
from potager.journal.record import Act, act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, is_blank
from potager.members.models import Member

State = Remark.State


@once(Remark)
def make_remark(
    *, by: Member, article: Article, quote: str, words: str, suggestion: str = "", key: UUID | None = None
) -> Remark:
    """Say something of a passage, suggest other words for it, or both. Raises NothingSaid, MarginFull."""
    must(by, "write", article)
    words, suggestion, quote = cleaned(words), cleaned(suggestion), quote.replace("\r\n", "\n")
    suggestion = "" if suggestion == quote.strip() else suggestion
    if is_blank(words) and is_blank(suggestion):
        raise margins.NothingSaid
    with act("remark.made", by=by, key=key) as done:
        locked = locked_article(article)
        if margins.open_in([locked]) >= margins.MOST_OPEN:
            raise margins.MarginFull
        remark = Remark(article=locked, by=by, version=locked.version, quote=quote, words=words)
        remark.suggestion = suggestion
        remark.save(force_insert=True)
        _tell(done, remark)
    return remark


@once(RemarkAnswer)
def answer_remark(*, by: Member, remark: Remark, words: str, key: UUID | None = None) -> RemarkAnswer:
    """Answer a remark; raises NothingSaid, MarginFull."""
    must(by, "write", remark.article)
    words = cleaned(words)
    if is_blank(words):
        raise margins.NothingSaid
    with act("remark.answered", by=by, key=key) as done:
        locked = _locked(remark)
        if locked.answers.count() >= margins.MOST_ANSWERS:
            raise margins.MarginFull
        answer = RemarkAnswer(remark=locked, by=by, words=words)
        answer.save(force_insert=True)
        done(locked, place=locked.article, community=locked.article.community_id)
    return answer


def take_remark(*, by: Member, remark: Remark) -> Remark:
    """Make the suggested words the article's, as a new version. Raises PassageMovedOn, SettledAlready, NothingSaid."""
    must(by, "write", remark.article)
    if not remark.suggestion:
        raise margins.NothingSaid
    with act("remark.taken", by=by) as done:
        article = locked_article(remark.article)
        locked = _open(remark)
        body = margins.with_suggestion(article.body, locked)
        text = Text(article.title, article.standfirst, body, article.entries)
        save_article(by=by, article=article, text=text, base=article.version)
        _settle(locked, by, State.TAKEN)
        _tell(done, locked)
    return locked


def decline_remark(*, by: Member, remark: Remark) -> Remark:
    """Leave the passage as it is."""
    return _settled(by, remark, "remark.declined", State.DECLINED)


def resolve_remark(*, by: Member, remark: Remark) -> Remark:
    """Say that it is settled."""
    return _settled(by, remark, "remark.resolved", State.RESOLVED)


def reopen_remark(*, by: Member, remark: Remark) -> Remark:
    """Undo that; what was taken over stays in the text until its version is taken back."""
    must(by, "write", remark.article)
    with act("remark.reopened", by=by) as done:
        locked = _locked(remark)
        if locked.is_open:
            raise margins.SettledAlready
        locked.state, locked.settled_by, locked.settled_at = State.OPEN, None, None
        locked.save(update_fields=["state", "settled_by", "settled_at"])
        _tell(done, locked)
    return locked


def _settled(by: Member, remark: Remark, name: str, state: str) -> Remark:
    must(by, "write", remark.article)
    with act(name, by=by) as done:
        locked = _open(remark)
        _settle(locked, by, state)
        _tell(done, locked)
    return locked


def _settle(remark: Remark, by: Member, state: str) -> None:
    remark.state, remark.settled_by, remark.settled_at = state, by, timezone.now()
    remark.save(update_fields=["state", "settled_by", "settled_at"])


def _open(remark: Remark) -> Remark:
    locked = _locked(remark)
    if not locked.is_open:
        raise margins.SettledAlready
    return locked


def _locked(remark: Remark) -> Remark:
    rows = Remark.objects.select_for_update(of=("self",)).select_related("article__community")
    return rows.get(pk=remark.pk)


def _tell(done: Act, remark: Remark) -> None:
    done(remark, place=remark.article, community=remark.article.community_id)
