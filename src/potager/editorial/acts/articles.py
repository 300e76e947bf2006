"""What is told of an article: numbers, never a word that was written."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from potager.editorial import letters
from potager.editorial.models import Article
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class VersionFacts:
    """Which version of the article it is, from 1."""

    number: int


def _shown(activity: Activity) -> Iterable[str]:
    """Its pages, if readers know of it."""
    known = Article.objects.filter(pk=activity.target_id, published_at__isnull=False)
    return [activity.target, f"community:{activity.community}"] if known.exists() else []


_kind = partial(Kind, facts=VersionFacts)
_at_desk: Any = partial(_kind, is_seen=False)  # what readers see nothing of

declare(
    Kind(
        name="article.opened", action="open_article", sentence=_("%(actor)s began an article"),
        activitystreams="Create", is_seen=False,
    ),
    _at_desk("article.saved", "save_article", _("%(actor)s wrote in an article"), "Update"),
    _at_desk("article.kept_beside", "keep_article_beside", _("%(actor)s put a text beside an article"), "Update"),
    _at_desk("article.restored", "restore_article", _("%(actor)s took a version of an article back"), "Update"),
    _at_desk(
        "article.submitted", "submit_article", _("%(actor)s gave an article to be read again"), "Offer",
        notices=letters.article_submitted,
    ),
    _at_desk("article.recalled", "recall_article", _("%(actor)s took an article back from the editors"), "Undo"),
    _at_desk(
        "article.returned", "return_article", _("%(actor)s gave an article back to its authors"), "Reject",
        notices=letters.article_returned,
    ),
    _at_desk(
        "article.scheduled", "schedule_article", _("%(actor)s chose the hour at which an article appears"), "Update",
        notices=letters.article_scheduled,
    ),
    _at_desk(
        "article.unscheduled", "unschedule_article", _("%(actor)s took an article off the calendar"), "Undo",
    ),
    _kind(
        "article.published", "publish_article", _("%(actor)s published an article"), "Announce",
        notices=letters.article_published,
    ),
    _kind("article.corrected", "correct_article", _("%(actor)s corrected an article"), "Update"),
    _at_desk(
        "article.withdrawn", "withdraw_article", _("%(actor)s withdrew an article"), "Delete", freshens=_shown,
        notices=letters.article_withdrawn,
    ),
    _at_desk(
        "article.brought_back", "bring_back_article", _("%(actor)s brought an article back"), "Undo",
        freshens=_shown,
    ),
    Kind(
        name="article.changed", action="change_article", sentence=_("%(actor)s changed whom an article is for"),
        activitystreams="Update", is_seen=False, freshens=_shown,
    ),
    Kind(
        name="article.renamed", action="rename_article", sentence=_("%(actor)s gave an article another address"),
        activitystreams="Update", is_seen=False, freshens=_shown,
    ),
    Kind(
        name="article.hidden", action="hide_article", sentence=_("%(actor)s hid an article"),
        activitystreams="Delete", is_seen=False, freshens=_shown,
    ),
    Kind(
        name="article.unhidden", action="unhide_article", sentence=_("%(actor)s showed an article again"),
        activitystreams="Undo", is_seen=False, freshens=_shown,
    ),
)  # fmt: skip
