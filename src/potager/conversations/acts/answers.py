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
    """The number of the answer in its topic, and of the one that stood there until then (0 if none did)."""

    number: int
    instead: int = 0


def _answer(activity: Activity, language: str) -> str | None:
    posts = Post.objects.select_related("topic__community", "answers")
    answer = posts.filter(pk=activity.target_id).first()
    if answer is None:
        return None
    before = posts.filter(topic=answer.topic_id, number=activity.facts.get("instead", 0))
    return answerparts.changed_html([answer, *before.exclude(pk=answer.pk)], language)


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
