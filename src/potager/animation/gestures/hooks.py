"""What one can take up in a conversation that sleeps: questions, disagreements, polls, anniversaries. Never composed:
only found, and shown as a link to the words as they stand.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.animation.gestures.base import Reason, Say
from potager.animation.gestures.common import identifier_of, in_seconds, thing_of
from potager.animation.gestures.talk import extract, post_behind, reference_of
from potager.animation.life import Life
from potager.animation.telling import NotTold, Teller
from potager.animation.texts import own_words
from potager.conversations.models import Poll, Post, Topic
from potager.lib.folding import plain

LAST = 12  # messages that are looked at
SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
# Words by which people say that they see it otherwise: a hint, shown with the sentence in which they stand.
OTHERWISE = (
    *("pas d'accord", "en desaccord", "pas convaincu", "au contraire", "je ne pense pas", "je ne crois pas"),
    *("disagree", "don't agree", "do not agree", "not convinced", "on the contrary", "i don't think"),
)


def said_in(reference: str) -> QuerySet[Post]:
    """What is shown in a conversation."""
    return Post.objects.filter(topic=identifier_of(reference), state=Post.State.SHOWN)


def hooks_of(life: Life, topic: Topic) -> dict[str, Reason]:
    """What there is, by the sign that it is. Three queries."""
    last = list(life.posts().filter(topic=topic).select_related("answers").order_by("-number")[:LAST])
    found = {
        "question": _question(topic, last),
        "quarrel": _quarrel(life, last),
        "poll": _poll(life, topic),
        "anniversary": _anniversary(life, topic),
    }
    return {sign: reason for sign, reason in found.items() if reason is not None}


def _question(topic: Topic, last: Sequence[Post]) -> Reason | None:
    """A question without an accepted answer; otherwise the last one that nobody answered, the newest message first."""
    if topic.is_question and topic.answer_id is None:
        return Reason("no_answer", {"topic": thing_of("topic", topic.pk)})
    answered = {post.answers_id for post in last}
    for place, post in enumerate(last):
        is_followed = any(one.author_id != post.author_id for one in last[:place])
        if question_in(own_words(post.html)) and post.pk not in answered and place < LAST // 2:
            return Reason("asked", {"post": reference_of(post), "followed": is_followed})
    return None


def question_in(text: str) -> str:
    """The last sentence that asks something, "" if none does."""
    asked = [one.strip() for one in SENTENCE.findall(text) if one.rstrip().endswith("?")]
    return next((one for one in reversed(asked) if sum(map(str.isalpha, one)) >= 8), "")


def _quarrel(life: Life, last: Sequence[Post]) -> Reason | None:
    """Somebody saw it otherwise than whom they answered, and nobody settled it."""
    for post in last:
        other = post.answers.author_id if post.answers else None
        if other is None or other == post.author_id or not otherwise_in(own_words(post.html)):
            continue
        if life.may(post.author_id, "proposed") and life.may(other, "proposed"):
            return Reason("otherwise", {"post": reference_of(post)})
    return None


def otherwise_in(text: str) -> str:
    """The last sentence that says so, "" if none does."""
    said = [one.strip() for one in SENTENCE.findall(text)]
    return next((one for one in reversed(said) if _is_otherwise(one)), "")


def _is_otherwise(sentence: str) -> bool:
    words = plain(sentence).replace("’", "'")
    return any(one in words for one in OTHERWISE)


def _poll(life: Life, topic: Topic) -> Reason | None:
    never = Q(closes_at=None) | Q(closes_at__lt=life.now)
    left = Poll.objects.filter(never, topic=topic, closed_at=None, opened_at__lte=life.now).first()
    return Reason("poll", {"poll": str(left.pk), "topic": thing_of("topic", topic.pk)}) if left else None


def _anniversary(life: Life, topic: Topic) -> Reason | None:
    years = anniversary(topic.opened_at, life.now)
    return Reason("opened", {"years": years, "at": in_seconds(topic.opened_at)}) if years else None


def anniversary(moment: datetime, now: datetime) -> int:
    """How many years ago it will have been on a day of the coming week, or was yesterday; 0 for no such day."""
    for days in range(-1, 7):
        day = now + timedelta(days=days)
        if (day.month, day.day) == (moment.month, moment.day) and day.year > moment.year:
            return day.year - moment.year
    return 0


def _no_answer(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("{topic} is a question, and none of the answers was accepted."), topic=tell.thing(about["topic"])
    )


def _asked(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = (
        _("Asked there, with no direct answer: {question}")
        if about["followed"]
        else _("The last word there is a question: {question}")
    )
    return format_html(words, question=extract(tell, about["post"], _found(tell, about, question_in)))


def _otherwise(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("Two people saw it differently: {words}"),
        words=extract(tell, about["post"], _found(tell, about, otherwise_in)),
    )


def _found(tell: Teller, about: Mapping[str, Any], look: Any) -> str:
    """The sentence as it stands now; raises NotTold once it is gone."""
    tell.entry(about["post"])
    post = post_behind(about["post"])
    sentence = look(own_words(post.html)) if post else ""
    if not sentence:
        raise NotTold(about["post"])
    return str(sentence)


def _left_open(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    tell.entry(about["topic"])
    poll = Poll.objects.filter(pk=about["poll"], closed_at=None).first()
    if poll is None:
        raise NotTold(about["poll"])
    link = format_html('<a href="/topics/{}/"><q>{}</q></a>', poll.topic_id, poll.question)
    return format_html(_("A poll there was never closed: {question}"), question=link)


def _opened(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "It was opened a year ago, on {day}.", "It was opened {years} years ago, on {day}.", about["years"]
    )
    return format_html(words, day=tell.day(about["at"]), years=about["years"])


say: dict[str, Say] = {
    "no_answer": _no_answer,
    "asked": _asked,
    "otherwise": _otherwise,
    "poll": _left_open,
    "opened": _opened,
}
