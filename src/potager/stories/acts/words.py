"""What is told of words in the margin."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.stories import rendering
from potager.stories.models import Word


@dataclass(frozen=True)
class WordFacts:
    """After which contribution of the story it was said, 0 for its opening."""

    after: int


def _word(activity: Activity, language: str) -> str | None:
    found = Word.objects.select_related("story", "by").filter(pk=activity.target_id).first()
    return rendering.word_html(found, found.story, language) if found else None


declare(
    Kind(
        name="word.said",
        action="say_word",
        sentence=_("%(actor)s said a word in the margin"),
        activitystreams="Create",
        facts=WordFacts,
        fragment=_word,
    ),
    Kind(
        name="word.withdrawn",
        action="withdraw_word",
        sentence=_("%(actor)s took a word in the margin back"),
        activitystreams="Delete",
        facts=WordFacts,
        fragment=_word,
    ),
)
