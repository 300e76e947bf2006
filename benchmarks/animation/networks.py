"""Networks of real people, read from `../shared/data/networks` beside the checkout; nothing of them is kept here."""

import gzip
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared" / "data" / "networks"
sys.path.insert(0, str(ROOT / "src"))

COLLEGE = "CollegeMsg"  # an online community of students
EMAIL = "email-Eu-core-temporal"  # mail inside one institution

others: list[str] = []  # files of other networks: lines of "source target seconds", plain or compressed


class NoData(Exception):
    """What a benchmark measures on is not on this machine."""


@dataclass(frozen=True, eq=False)
class Network:
    """Who wrote to whom and when: people numbered from 0 in the order of their names, seconds since the first word."""

    name: str
    people: int
    source: np.ndarray
    target: np.ndarray
    time: np.ndarray

    def __len__(self) -> int:
        return len(self.time)


@lru_cache
def load(name: str) -> Network:
    """One network in the order of time. Raises `NoData`."""
    path = Path(name) if name in others else FOLDER / f"{name}.txt.gz"
    if not path.exists():
        raise NoData(f"{path} is not there.")
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        rows = np.loadtxt(lines, dtype=np.float64, comments=("#", "%"), usecols=(0, 1, 2)).astype(np.int64)
    return network(path.name if name in others else name, rows[np.argsort(rows[:, 2], kind="stable")])


def network(name: str, rows: np.ndarray) -> Network:
    """A network of rows (source, target, seconds) that are in the order of time."""
    names, numbers = np.unique(rows[:, :2], return_inverse=True)
    source, target = numbers.reshape(-1, 2).T
    return Network(name, len(names), source, target, (rows[:, 2] - rows[0, 2]).astype(np.float64))
