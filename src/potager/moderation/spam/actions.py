"""Learning what is spam here, from what moderators decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from potager.conversations.models import Post
from potager.journal.models import Activity
from potager.journal.read import last_position
from potager.moderation.models import Decision, Report, SpamFeature, SpamLearning
from potager.moderation.spam.features import features_of, key_of
from potager.moderation.spam.scoring import score

MOST_FEATURES = 60_000  # in the table: then those seen once are forgotten
EVERY = 50  # texts, after which the table is looked at
AT_ONCE = 100  # acts in one turn
KINDS = ("post.accepted", "post.declined", "decision.taken")
HIDES = frozenset({"hide", "suspend", "exclude"})
LEAVES = frozenset({"nothing", "talk"})


@dataclass(frozen=True)
class Lesson:
    """A text that a moderator decided about."""

    text: str
    is_spam: bool


def learn_from_decisions() -> int:
    """Read on in the journal; returns how many texts were learnt. What was decided before the first time is passed."""
    with transaction.atomic():
        newest = last_position()
        SpamLearning.objects.get_or_create(pk=1, defaults={"position": newest})
        learning = SpamLearning.objects.select_for_update().get(pk=1)
        found = Activity.objects.filter(position__gt=learning.position, kind__in=KINDS)
        acts = list(found.order_by("position")[:AT_ONCE])
        lessons = [lesson for lesson in map(_lesson, acts) if lesson]
        for lesson in lessons:
            learn(lesson)
        position = acts[-1].position if len(acts) == AT_ONCE else max(newest, learning.position)
        SpamLearning.objects.filter(pk=1).update(position=position)
    return len(lessons)


def learn(lesson: Lesson) -> None:
    """Count the features of one text."""
    keys = {key_of(feature) for feature in features_of(lesson.text)}
    spam, ham = int(lesson.is_spam), int(not lesson.is_spam)
    with transaction.atomic():
        SpamFeature.objects.bulk_create([SpamFeature(key=key) for key in keys], ignore_conflicts=True)
        SpamFeature.objects.filter(key__in=keys).update(spam=F("spam") + spam, ham=F("ham") + ham)
        learning, _is_new = SpamLearning.objects.get_or_create(pk=1)
        SpamLearning.objects.filter(pk=1).update(
            texts=F("texts") + 1, spam=F("spam") + spam * len(keys), ham=F("ham") + ham * len(keys)
        )
        if learning.texts % EVERY == 0 and SpamFeature.objects.count() > MOST_FEATURES:
            SpamFeature.objects.filter(spam__lte=1, ham__lte=1).delete()


def _lesson(activity: Activity) -> Lesson | None:
    if activity.kind == "decision.taken":
        return _of_decision(UUID(activity.target_id))
    text = _text_of(UUID(activity.target_id))
    if text and activity.kind == "post.accepted":
        return Lesson(text, is_spam=False)
    # A post may be declined for many reasons; only one that looked like spam before is taken for spam.
    return Lesson(text, is_spam=True) if text and score(text) > 0 else None


def _of_decision(identifier: UUID) -> Lesson | None:
    """Of a decision about a post that was reported as advertising."""
    decision = Decision.objects.select_related("case").filter(pk=identifier).first()
    if decision is None or not decision.holds or decision.case.is_private:
        return None
    sort, _, subject = decision.case.subject.partition(":")
    reasons = set(Report.objects.filter(case=decision.case).values_list("reason", flat=True))
    if sort != "post" or reasons != {Report.Reason.SPAM} or decision.measure not in HIDES | LEAVES:
        return None
    text = _text_of(UUID(subject))
    return Lesson(text, is_spam=decision.measure in HIDES) if text else None


def _text_of(post: UUID) -> str:
    found: Iterable[str] = Post.objects.filter(pk=post, topic__is_private=False).values_list(
        "body", flat=True
    )
    return next(iter(found), "")
