"""Pairs of people as numbers: while the talk goes on (`stream`), and for introductions (`pairs`, `learning`).

Imports numpy and scipy: import it where something is computed, never where a server starts.
"""

from potager.animation.features.circles import Circles, togetherness
from potager.animation.features.learning import LEAST, learnt_from
from potager.animation.features.pairs import Pairs, features_of, pairs_never_linked

__all__ = ["LEAST", "Circles", "Pairs", "features_of", "learnt_from", "pairs_never_linked", "togetherness"]
