"""What decisions teach: the weights of a gesture, learnt again from all of them; or set by whoever animates."""

from collections.abc import Mapping
from math import isfinite
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.animation.acts import WeightsFacts
from potager.animation.gestures import GESTURES, Gesture
from potager.animation.learning import learnt, limits
from potager.animation.models import Network, Weights
from potager.animation.scales import lessons_of
from potager.communities.models import Community
from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member


class UnknownGesture(Refusal):
    """None of the nine."""

    status = 404
    message = _("There is no such gesture. Reload the page, then choose one of the nine.")


class WeightOutOfBounds(Refusal):
    """A weight is no number, or beyond what it may be."""

    status = 422
    message = _("Each weight stays between a quarter of the usual one and four times as much.")


def relearn(network: Network, gesture: str) -> None:
    """Learn the weights of a gesture from all that was decided, unless somebody set them.

    Called in the transaction of each decision. The row is locked first: of two decisions at one moment, the second
    learns from both.
    """
    if gesture not in GESTURES:
        return
    Weights.objects.get_or_create(network=network, gesture=gesture)
    row = Weights.objects.select_for_update().get(network=network, gesture=gesture)
    if not row.is_set:
        _learn(row)


def change_weights(
    *,
    by: Member,
    community: Community,
    gesture: str,
    values: Mapping[str, float],
    key: UUID | None = None,
) -> Weights:
    """Set by hand how much each sign counts: nothing is learnt over it. Signs that are not named stay as they are."""
    must(by, "animate", community)
    known = _gesture(gesture)
    _refuse(known, values)
    if not _would_change(community, known, values):
        return Weights.objects.get(network__community=community, gesture=known.name)
    with act("weights.changed", by=by, key=key) as done:
        row = _locked(community, known)
        before = {**known.weights, **row.values}
        row.values = {name: float(values.get(name, before[name])) for name in known.weights}
        row.is_set, row.changed_at = True, timezone.now()
        row.save(update_fields=["values", "is_set", "changed_at"])
        done(row, WeightsFacts(gesture=known.name), community=community.pk)
    return row


def forget_weights(*, by: Member, community: Community, gesture: str, key: UUID | None = None) -> Weights:
    """Forget what was set by hand: they are learnt again, from all that was decided."""
    must(by, "animate", community)
    known = _gesture(gesture)
    with act("weights.forgotten", by=by, key=key) as done:
        row = _locked(community, known)
        row.is_set = False
        _learn(row)
        done(row, WeightsFacts(gesture=known.name), community=community.pk)
    return row


def _gesture(name: str) -> Gesture:
    if name not in GESTURES:
        raise UnknownGesture
    return GESTURES[name]


def _refuse(gesture: Gesture, values: Mapping[str, float]) -> None:
    for name, value in values.items():
        if name not in gesture.weights or not isfinite(value):
            raise WeightOutOfBounds
        least, most = limits(gesture.weights[name])
        if not least <= value <= most:
            raise WeightOutOfBounds


def _would_change(community: Community, gesture: Gesture, values: Mapping[str, float]) -> bool:
    """Unless somebody set just that already."""
    row = Weights.objects.filter(network__community=community, gesture=gesture.name, is_set=True).first()
    return row is None or any(row.values.get(name) != value for name, value in values.items())


def _locked(community: Community, gesture: Gesture) -> Weights:
    network = Network.objects.get_or_create(community=community)[0]
    Weights.objects.get_or_create(network=network, gesture=gesture.name)
    return Weights.objects.select_for_update().get(network=network, gesture=gesture.name)


def _learn(row: Weights) -> None:
    lessons = lessons_of(row.network, row.gesture)
    defaults = GESTURES[row.gesture].weights
    row.values = {name: round(value, 4) for name, value in learnt(defaults, lessons).items()}
    row.decisions, row.changed_at = len(lessons), timezone.now()
    row.save(update_fields=["values", "decisions", "is_set", "changed_at"])
