"""How much a text looks like spam, by the sentences Potager begins with and by what was decided here."""

from potager.moderation.models import SpamFeature, SpamLearning
from potager.moderation.spam.classifier import log_odds
from potager.moderation.spam.features import features_of, key_of
from potager.moderation.spam.seed import seed

THRESHOLD = 8.0  # natural logarithms: held from here on. benchmarks/spam.py shows what that costs and brings


def score(text: str) -> float:
    """The logarithm of "spam : not spam"; 0 where nothing is known. Two queries."""
    keys = [key_of(feature) for feature in features_of(text)]
    found = SpamFeature.objects.filter(key__in=keys).values_list("key", "spam", "ham")
    learnt = {key: (spam, ham) for key, spam, ham in found}
    totals = SpamLearning.objects.filter(pk=1).values_list("spam", "ham").first() or (0, 0)
    return log_odds(keys, seed(), learnt, totals)
