"""What is told of questions that found their answer."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.conversations import answerparts, letters
from potager.conversations.acts.common import freshens
from potager.conversations.models import Post
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class AnswerFacts:
    """The number of the answer in its topic, and the post that was the answer until then ("" if none was)."""

    number: int
    instead: str = ""


def _answer(activity: Activity, language: str) -> str | None:
    touched = [pk for pk in (activity.facts.get("instead"), str(activity.target_id)) if pk]
    posts = Post.objects.select_related("topic__community", "answers").filter(pk__in=touched)
    found = list(posts.order_by("number"))
    return answerparts.changed_html(found, language) if found else None


declare(
    Kind(
        name="answer.accepted",
        action="accept_answer",
        sentence=_("%(actor)s found the answer to the question"),
        activitystreams="Accept",
        facts=AnswerFacts,
        fragment=_answer,
        notices=letters.answer_accepted,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="answer.unaccepted",
        action="unaccept_answer",
        sentence=_("%(actor)s asks the question again"),
        activitystreams="Undo",
        facts=AnswerFacts,
        fragment=_answer,
        freshens=freshens,
        is_seen=False,
    ),
)
