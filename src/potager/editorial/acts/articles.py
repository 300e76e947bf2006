"""What is told of an article: numbers, never a word that was written."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare


@dataclass(frozen=True)
class VersionFacts:
    """Which version of the article it is, from 1."""

    number: int


declare(
    Kind(
        name="article.opened", action="open_article", sentence=_("%(actor)s began an article"),
        activitystreams="Create", is_seen=False,
    ),
    Kind(
        name="article.saved", action="save_article", sentence=_("%(actor)s wrote in an article"),
        activitystreams="Update", facts=VersionFacts, is_seen=False,
    ),
    Kind(
        name="article.published", action="publish_article", sentence=_("%(actor)s published an article"),
        activitystreams="Announce", facts=VersionFacts,
    ),
)  # fmt: skip
