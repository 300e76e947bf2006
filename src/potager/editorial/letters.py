"""What editors and authors are told of an article on its way to readers."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from potager.communities.models import Membership
from potager.editorial import followers
from potager.editorial.models import Article, Author
from potager.editorial.permissions import may_publish, may_write
from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member

State = Article.State


def article_submitted(activity: Activity) -> Iterable[Notice]:
    """To those who edit the community, while it waits for them."""
    article = _article(activity, {State.REVIEW, State.PUBLISHED})
    if article is None or (article.state == State.PUBLISHED and _is_read(article)):
        return
    for editor in _editors(article):
        if editor.pk != activity.actor:
            with translation.override(editor.language):
                yield _notice(
                    editor, article, _("“%(title)s” is waiting for you to read it"),
                    _(
                        "Hello %(name)s,\n\nan article, “%(title)s”, is written and waits for an editor of "
                        "%(community)s to read it:\n\n%(link)s"
                    ),
                )  # fmt: skip


def article_returned(activity: Activity) -> Iterable[Notice]:
    """To its authors, with the editor's word, while it is theirs to go on."""
    article = _article(activity, {State.DRAFT})
    if article is None:
        return
    for author in _authors(article, but=activity):
        with translation.override(author.language):
            body = _(
                "Hello %(name)s,\n\nthe editors of %(community)s have read “%(title)s” and give it back to you:"
                "\n\n%(word)s\n\nGo on here:\n\n%(link)s"
            )
            yield _notice(author, article, _("“%(title)s” has been read"), body, word=article.word)


def article_scheduled(activity: Activity) -> Iterable[Notice]:
    """To its authors, while it has an hour."""
    article = _article(activity, {State.SCHEDULED})
    if article is None or article.due_at is None:
        return
    for author in _authors(article, but=activity):
        with translation.override(author.language):
            local = article.due_at.astimezone(ZoneInfo(author.time_zone))
            body = _("Hello %(name)s,\n\nyour article “%(title)s” appears on %(when)s.\n\n%(link)s")
            when = date_format(local, "DATETIME_FORMAT")
            yield _notice(author, article, _("“%(title)s” appears on %(when)s"), body, when=when)


def article_published(activity: Activity) -> Iterable[Notice]:
    """To its authors, where somebody else, or the clock, published it; to those who follow the whole community."""
    article = _article(activity, {State.PUBLISHED})
    if article is None:
        return
    for author in _authors(article, but=activity):
        with translation.override(author.language):
            body = _("Hello %(name)s,\n\nyour article “%(title)s” is published. Thank you.\n\n%(link)s")
            yield _notice(author, article, _("“%(title)s” is published"), body, is_read=True)
    yield from followers.told_of(article, actor=activity.actor)


def article_withdrawn(activity: Activity) -> Iterable[Notice]:
    """To its authors, where an editor took it from its readers."""
    article = _article(activity, {State.WITHDRAWN})
    if article is None or article.published_at is None:
        return
    for author in _authors(article, but=activity):
        with translation.override(author.language):
            body = _(
                "Hello %(name)s,\n\nthe editors of %(community)s have taken “%(title)s” from its readers. Your text "
                "is whole, on the desk:\n\n%(link)s"
            )
            yield _notice(author, article, _("“%(title)s” is withdrawn"), body)


def _article(activity: Activity, states: set[State]) -> Article | None:
    found = Article.objects.filter(pk=activity.target_id, hidden_at=None, state__in=states)
    return found.select_related("community", "shown").first()


def _is_read(article: Article) -> bool:
    return hasattr(article, "shown") and article.shown.version == article.version


def _editors(article: Article) -> Iterator[Member]:
    members = Membership.objects.taking_part().filter(community=article.community, member__is_active=True)
    for one in members.select_related("member"):
        if one.edits and may_publish(one.member, article):
            yield one.member


def _authors(article: Article, *, but: Activity) -> Iterator[Member]:
    """Whoever opened it and those who sign it, without whoever acted."""
    signed = Author.objects.filter(article=article, state=Author.State.AGREED).values("member")
    known = Member.objects.filter(is_active=True)
    for member in known.filter(pk__in=signed) | known.filter(pk=article.opened_by_id):
        if member.pk != but.actor and may_write(member, article):
            yield member


def _notice(
    to: Member,
    article: Article,
    subject: str,
    body: str,
    *,
    word: str = "",
    when: str = "",
    is_read: bool = False,
) -> Notice:
    url = article.get_absolute_url() if is_read else f"/articles/{article.pk}/edit/"
    facts = {
        "name": to.display_name,
        "title": article.title,
        "community": article.community.name,
        "word": word,
        "when": when,
        "link": (settings.ENV.url or "") + url,
    }
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=subject % facts,
        body=(body % facts).replace("\n\n\n\n", "\n\n"),
        reason="work",
        thing=f"article:{article.pk}",
        url=url,
        community=article.community_id,
        thread=f"article:{article.pk}",
    )
