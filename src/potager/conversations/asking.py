"""The rules of questions and their answers."""

from django.utils.translation import gettext_lazy as _

from potager.conversations import rules
from potager.conversations.models import Post, Topic
from potager.lib.refusals import Refusal


class NotAQuestion(Refusal):
    """Nothing was asked in this topic."""

    message = _(
        "This conversation is not marked as a question. Change its head first, then accept an answer."
    )


class NoAnswer(Refusal):
    """The opening message, or one that nobody sees."""

    message = _("This message cannot be the answer. Choose another one.")


def refuse_answer(post: Post, topic: Topic) -> None:
    """Raise unless the post can become the answer of the topic."""
    if not topic.is_question:
        raise NotAQuestion
    if topic.answer_id == post.pk:
        raise rules.NotInThisState
    if not post.is_shown or post.number == 1:
        raise NoAnswer
