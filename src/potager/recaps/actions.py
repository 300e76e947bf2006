"""Beginning the article that tells of a session."""

from uuid import UUID

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.editorial.actions import Text, open_article, save_article
from potager.editorial.models import Article
from potager.gatherings import attending
from potager.gatherings.actions.after import recall_session
from potager.gatherings.models import Session
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member


class ToldAlready(Refusal):
    """There is an article about it."""

    message = gettext_lazy(
        "Somebody began to tell of this meeting already. Ask them to let you write with them."
    )


def open_recap(*, by: Member, session: Session, key: UUID | None = None) -> Article:
    """Open the article that tells of a session, with the facts in it; raises ToldAlready, DoorClosed.

    The facts are written in the language of the event. Names: of those who came and agreed to be named.
    """
    must(by, "run", session)
    community, language = session.event.community, session.event.language
    if session.recap and Article.objects.filter(pk=session.recap).exists():
        raise ToldAlready
    with translation.override(language):
        day = date_format(timezone.localtime(session.starts_at), "DATE_FORMAT")
        title = _("%(title)s, %(day)s") % {"title": session.name, "day": day}
        body = _facts(session)
    article = open_article(by=by, community=community, title=title[:160], language=language, key=key)
    save_article(by=by, article=article, text=Text(title=title[:160], body=body), base=0)
    recall_session(by=by, session=session, article=article.pk)
    return article


def _facts(session: Session) -> str:
    """What is known, one line each; the telling is a person's."""
    names = attending.names_for_recap(session)
    lines = [
        _("Where: %(place)s") % {"place": session.where} if session.where else "",
        _("Who welcomed us: %(name)s") % {"name": session.host.display_name} if session.host else "",
        _("With %(names)s") % {"names": ", ".join(names)} if names else "",
    ]
    return "\n\n".join(_plain(line) for line in lines if line)


def _plain(line: str) -> str:
    """A line in which nothing is a mark of Markdown."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()<>#+-.!|~" else letter for letter in line)
