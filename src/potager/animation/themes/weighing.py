"""Weights of stems in texts: BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, 3.4)."""

import numpy as np
from scipy import sparse

from potager.animation.themes.reading import Floats

K, B = 1.2, 0.75  # as in the textbook: how soon repeating stops counting, how much length counts


def rarity(counts: sparse.csr_matrix) -> Floats:
    """How much each stem (column) says, the fewer of n texts (rows) hold it: ln(1 + (n - h + ½) / (h + ½))."""
    texts, many = counts.shape
    held = np.bincount(counts.indices, minlength=many)
    says: Floats = np.log1p((texts - held + 0.5) / (held + 0.5)).astype(np.float32)
    return says


def weighed(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Counts become weights from 0 to 1: c / (c + K (1 - B + B length / usual length)), row by row."""
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    usual = lengths[lengths > 0].mean() if (lengths > 0).any() else 1.0
    slack = np.repeat(K * (1 - B + B * lengths / usual), np.diff(counts.indptr))
    weights = counts.copy()
    weights.data = (counts.data / (counts.data + slack)).astype(np.float32)
    return weights
