"""What is told of what an article holds. Readers learn of it when the article is published; a cover shows at once."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from potager.editorial.models import Article
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.lib.statements import first_where


def _where_it_shows(activity: Activity) -> Iterable[str]:
    """Lists and the page, if readers see the article."""
    article = first_where(Article, id=activity.target_id)
    if article is None or not article.is_published:
        return ()
    return (f"article:{article.pk}", f"community:{article.community_id}")


declare(
    Kind(
        name="article_picture.added", action="add_article_picture", is_seen=False,
        sentence=_("%(actor)s added a picture to an article"), activitystreams="Add",
    ),
    Kind(
        name="article_picture.described", action="describe_article_picture", is_seen=False,
        sentence=_("%(actor)s said what a picture of an article shows"), activitystreams="Update",
    ),
    Kind(
        name="article_picture.removed", action="remove_article_picture", is_seen=False,
        sentence=_("%(actor)s took a picture of an article away"), activitystreams="Remove",
    ),
    Kind(
        name="article_picture.restored", action="restore_article_picture", is_seen=False,
        sentence=_("%(actor)s put a picture of an article back"), activitystreams="Undo",
    ),
    Kind(
        name="article.covered", action="cover_article", is_seen=False,
        sentence=_("%(actor)s chose the cover of an article"), activitystreams="Update",
        freshens=_where_it_shows,
    ),
    Kind(
        name="medium.added", action="add_medium", is_seen=False,
        sentence=_("%(actor)s added a recording or a film to an article"), activitystreams="Add",
    ),
    Kind(
        name="medium.linked", action="link_medium", is_seen=False,
        sentence=_("%(actor)s linked a film or a sound from elsewhere to an article"), activitystreams="Add",
    ),
    Kind(
        name="medium.described", action="describe_medium", is_seen=False,
        sentence=_("%(actor)s said what a recording or a film of an article holds"), activitystreams="Update",
    ),
    Kind(
        name="medium.removed", action="remove_medium", is_seen=False,
        sentence=_("%(actor)s took a recording or a film of an article away"), activitystreams="Remove",
    ),
    Kind(
        name="medium.restored", action="restore_medium", is_seen=False,
        sentence=_("%(actor)s put a recording or a film of an article back"), activitystreams="Undo",
    ),
)  # fmt: skip
