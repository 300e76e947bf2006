"""What becomes of articles when one of those who sign them leaves."""

from django.utils import timezone

from potager.editorial.actions.locks import locked_article
from potager.editorial.acts.authors import SignatureFacts
from potager.editorial.models import Article, Author, Draft, Publication, Version
from potager.journal.record import act
from potager.members.models import Member


def forget_signature(*, article: Article, author: Member) -> None:
    """Forget the name under which somebody signed. Part of their leaving."""
    Author.objects.filter(article=article, member=author).update(signature="")


def unsign_article(*, by: Member, article: Article) -> None:
    """Take one's words back, for good: an article that one signs alone is emptied and withdrawn.

    Where others sign too, it is their text as well: it stays, without one's name, and without the versions that one
    wrote and that are no longer its text.
    """
    with act("article.unsigned", by=by) as done:
        locked = locked_article(article)
        was_out = locked.is_published
        Author.objects.filter(article=locked, member=by).delete()
        Draft.objects.filter(article=locked, by=by).delete()
        mine = Version.objects.filter(article=locked, by=by)
        if Author.objects.filter(article=locked, state=Author.State.AGREED).exists():
            mine.exclude(number=locked.version).update(title="…", standfirst="", body="", entries=[])
        else:
            _empty(locked)
        facts = SignatureFacts(member=str(by.pk), is_out=was_out)
        done(locked, facts, community=locked.community_id)


def _empty(article: Article) -> None:
    nothing = {"title": "…", "standfirst": "", "body": "", "entries": []}
    Version.objects.filter(article=article).update(**nothing)
    Draft.objects.filter(article=article).delete()
    Publication.objects.filter(article=article).delete()
    gone = {"state": Article.State.WITHDRAWN, "due_at": None, "written_at": timezone.now()}
    Article.objects.filter(pk=article.pk).update(**nothing, **gone)
