"""What is told of a correction. Its words are no fact; what only concerns author and editors has no fragment."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.stories import correspondence, rendering
from potager.stories.acts.common import freshens
from potager.stories.models import Correction


@dataclass(frozen=True)
class CorrectionFacts:
    """Which contribution of the story it is about, from 1."""

    position: int


def _contribution(activity: Activity, language: str) -> str | None:
    rows = Correction.objects.select_related("contribution__story", "contribution__author")
    found = rows.filter(pk=activity.target_id).first()
    return rendering.part_html(found.contribution, found.contribution.story, language) if found else None


def _nothing(activity: Activity) -> Iterable[str]:
    return ()


declare(
    Kind(
        name="correction.proposed",
        action="propose_correction",
        sentence=_("%(actor)s proposed a correction"),
        activitystreams="Offer",
        facts=CorrectionFacts,
        notices=correspondence.correction_proposed,
        freshens=_nothing,
        is_seen=False,
    ),
    Kind(
        name="correction.agreed",
        action="agree_correction",
        sentence=_("%(actor)s agreed to a correction"),
        activitystreams="Accept",
        facts=CorrectionFacts,
        fragment=_contribution,
        notices=correspondence.correction_agreed,
        freshens=freshens,
    ),
    Kind(
        name="correction.tacitly_agreed",
        action="agree_correction_tacitly",
        sentence=_("A correction was agreed by silence"),
        activitystreams="Accept",
        facts=CorrectionFacts,
        fragment=_contribution,
        notices=correspondence.correction_tacitly_agreed,
        freshens=freshens,
    ),
    Kind(
        name="correction.refused",
        action="refuse_correction",
        sentence=_("%(actor)s refused a correction"),
        activitystreams="Reject",
        facts=CorrectionFacts,
        notices=correspondence.correction_refused,
        freshens=_nothing,
        is_seen=False,
    ),
    Kind(
        name="correction.discussed",
        action="discuss_correction",
        sentence=_("%(actor)s spoke of a correction"),
        activitystreams="Create",
        facts=CorrectionFacts,
        notices=correspondence.correction_discussed,
        freshens=_nothing,
        is_seen=False,
    ),
    Kind(
        name="correction.taken_back",
        action="take_back_correction",
        sentence=_("%(actor)s took a correction back"),
        activitystreams="Undo",
        facts=CorrectionFacts,
        freshens=_nothing,
        is_seen=False,
    ),
    Kind(
        name="correction.undone",
        action="undo_correction",
        sentence=_("%(actor)s undid a correction"),
        activitystreams="Undo",
        facts=CorrectionFacts,
        fragment=_contribution,
        notices=correspondence.correction_undone,
        freshens=freshens,
    ),
)
