"""Who could answer: of all who were there, is the one who did answer among our first five? In a real help channel.

The Ubuntu channel with annotated reply links (Kummerfeld et al. 2019): single days out of fourteen years. A question
is the beginning of a conversation, addressed to nobody by name, that somebody else answered; whoever answered first is
right. Candidates are all who spoke in the last thousand lines before it (a hundred people or so), without the person
who asks and without bots; where the right one had not spoken, everybody misses. Nothing later than the question is
known; links are not known either: an answer is a line that begins with somebody's name.

Weights are learnt on the earlier days (a conditional logistic regression by damped Newton steps: the chance that it is
this one of all who are there), tried on the later ones, beside those that Potager comes with.
"""

import re
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from .networks import FOLDER, NoData
from .table import show

from potager.animation.helpers import WEIGHTS, Helper, signs_of  # isort: skip  (networks makes it known where it is)
from potager.animation.themes import Text, Themes  # isort: skip

FILE = FOLDER / "irc-disentanglement-ubuntu.tar.gz"
LINE = re.compile(r"\[(\d\d):(\d\d)\] <([^>]{1,40})> (.*)")
CALLED = re.compile(r"@?([^\s:,]{2,30})[:,]\s")
BOTS = frozenset({"ubotu", "ubottu", "ubot2", "ubot3", "ubot4", "ubot5", "dpkg", "lubotu3"})
WINDOW, FRESH = 1000, 50  # lines in which somebody was there; lines after which themes are made again
PACE = 10.0  # minutes
REMEMBERED = 200  # lines of earlier days of each person
LEARNT = 0.6
MINUTES = 1440


@dataclass(frozen=True)
class Said:
    who: str
    minute: int
    words: str
    to: str  # whom it calls by name; empty: nobody


@dataclass
class Day:
    """Lines by their numbers (None: nobody spoke), and by each question who answered it first."""

    date: str
    lines: list[Said | None]
    questions: dict[int, str]


@dataclass(frozen=True)
class Asked:
    date: str
    people: list[Helper]
    right: int  # number of the one who answered, -1: was not there


@dataclass
class Memory:
    """What is known of earlier days."""

    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    days: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def keep(self, day: Day) -> None:
        for said in day.lines:
            if said:
                self.words[said.who].append(said.words)
        for who in {said.who for said in day.lines if said}:
            self.days[who] += 1


def main() -> int:
    if not FILE.exists():
        raise NoData(f"{FILE} is not there.")
    asked = list(questions(read()))
    cut = asked[int(len(asked) * LEARNT)].date
    earlier, later = [one for one in asked if one.date < cut], [one for one in asked if one.date >= cut]
    learnt = learn(earlier, [name for name in WEIGHTS if name != "burden"])
    without = learn(earlier, [name for name in WEIGHTS if name not in {"burden", "near"}])
    rows = [
        [name, *(f"{value:.3f}" for value in tried(later, score))] for name, score in rules(learnt, without)
    ]
    people = np.mean([len(one.people) for one in later])
    show(f"The one who answered, {len(later)} questions, {people:.0f} people each", HEAD, rows)
    weights = [[name, f"{learnt[name]:.2f}", f"{WEIGHTS[name]:.2f}"] for name in learnt]
    show(f"Weights learnt on {len(earlier)} questions before {cut}", ("sign", "learnt", "Potager's"), weights)
    print("Aim: ours finds more than any simple rule.")
    return int(float(rows[-1][1]) <= max(float(row[1]) for row in rows[1:-3]))


HEAD = ("", "hit@5", "MRR", "P@1")
Score = Callable[[Helper], float]


def rules(learnt: dict[str, float], without: dict[str, float]) -> list[tuple[str, Score | None]]:
    """The ceiling and chance first, ours last."""

    def weighing(weights: dict[str, float]) -> Score:
        return lambda one: sum(
            weights[name] * value for name, value in signs_of(one, pace=PACE).items() if name in weights
        )

    return [
        ("chance", None),
        ("spoke last", lambda one: -one.since),
        ("spoke most", lambda one: one.said),
        ("answered most", lambda one: one.answers),
        ("nearest words", lambda one: one.near),
        ("learnt, without words", weighing(without)),
        ("learnt", weighing(learnt)),
        ("ours, as it comes", weighing(dict(WEIGHTS))),
    ]


def tried(asked: list[Asked], score: Score | None) -> tuple[float, ...]:
    """Hit@5, MRR and P@1; those who have as much share their places, `score` None: in any order."""
    return tuple(np.mean([measured(one, score) for one in asked], axis=0))


def measured(asked: Asked, score: Score | None) -> tuple[float, float, float]:
    many = len(asked.people)
    if asked.right < 0:
        return 0.0, 0.0, 0.0
    if score is None:
        return min(1.0, 5 / many), float((1 / np.arange(1, many + 1)).mean()), 1 / many
    values = np.array([score(helper) for helper in asked.people])
    own = values[asked.right]
    rank = 1 + (values > own).sum() + ((values == own).sum() - 1) / 2
    return float(rank <= 5), float(1 / rank), float(rank < 1.5)


def learn(asked: list[Asked], names: list[str]) -> dict[str, float]:
    """Weights under which those who answered are the likeliest; ridge of 1 on standardised signs."""
    tables = [
        (
            np.array([[signs_of(helper, pace=PACE)[name] for name in names] for helper in one.people]),
            one.right,
        )
        for one in asked
        if one.right >= 0
    ]
    spread = np.concatenate([table for table, _right in tables]).std(axis=0) + 1e-9
    tables = [(table / spread, right) for table, right in tables]
    weights, value = np.zeros(len(names)), -np.inf
    for _step in range(30):
        slope, bend = -weights, np.eye(len(names))
        for table, right in tables:
            chance = softmax(table @ weights)
            mean = chance @ table
            slope = slope + table[right] - mean
            bend += (table * chance[:, None]).T @ table - np.outer(mean, mean)
        step, size = np.linalg.solve(bend, slope), 1.0
        while size > 1e-3 and likelihood(tables, weights + size * step) < value:
            size /= 2
        weights = weights + size * step
        before, value = value, likelihood(tables, weights)
        if value - before < 1e-3:
            break
    return dict(zip(names, (weights / spread).tolist(), strict=True))


def softmax(values: np.ndarray) -> np.ndarray:
    grown = np.exp(values - values.max())
    return grown / grown.sum()


def likelihood(tables: list[tuple[np.ndarray, int]], weights: np.ndarray) -> float:
    found = (np.log(softmax(table @ weights)[right] + 1e-300) for table, right in tables)
    return float(sum(found) - 0.5 * weights @ weights)


def read() -> list[Day]:
    """All annotated days in their order."""
    with tarfile.open(FILE) as archive:
        files = {one.name: archive.extractfile(one) for one in archive if one.isfile()}
        texts = {name: file.read().decode(errors="replace") for name, file in files.items() if file}
    days = []
    for name, text in texts.items():
        if name.endswith(".raw.txt"):
            links = texts[name.replace(".raw.", ".annotation.")].splitlines()
            lines = list(spoken(text.splitlines()))
            days.append(Day(name.rsplit("/", 1)[1][:10], lines, answered(lines, links)))
    return sorted(days, key=lambda day: day.date)


def spoken(lines: list[str]) -> Iterator[Said | None]:
    """Each line as it was said; after midnight the minutes go on."""
    seen: set[str] = set()
    last = passed = 0
    for line in lines:
        match = LINE.match(line)
        if match is None or match[3] in BOTS:
            yield None
            continue
        minute = int(match[1]) * 60 + int(match[2])
        passed += MINUTES if minute < last - 600 else 0
        last = minute
        called = CALLED.match(match[4])
        to = called[1] if called and called[1] in seen and called[1] != match[3] else ""
        seen.add(match[3])
        yield Said(match[3], minute + passed, match[4][called.end() :] if called and to else match[4], to)


def answered(lines: list[Said | None], links: list[str]) -> dict[int, str]:
    """Beginnings of conversations that call nobody, with the first other person who answered."""
    pairs = [tuple(sorted(map(int, link.split()[:2]))) for link in links]
    replies = {after for before, after in pairs if before != after}
    begun = {before for before, after in pairs if before == after} - replies
    found: dict[int, str] = {}
    for before, after in sorted(pairs):
        if before not in begun or after >= len(lines):
            continue
        first, second = lines[before], lines[after]
        if first and second and first.who != second.who and not first.to:
            found.setdefault(before, second.who)
    return dict(sorted(found.items()))


def questions(days: list[Day]) -> Iterator[Asked]:
    """Each question with everybody who was there."""
    memory = Memory()
    for day in days:
        themes, made = None, -FRESH
        for at, right in day.questions.items():
            if at - made >= FRESH:
                themes, made = themes_at(day, at, memory), at
            people = list(there(day, at, memory, themes))
            names = [one.key for one in people]
            yield Asked(day.date, people, names.index(right) if right in names else -1)
        memory.keep(day)


def themes_at(day: Day, at: int, memory: Memory) -> Themes:
    said = [one for one in day.lines[:at] if one]
    texts = [Text(one.who, None, one.minute / MINUTES, "en", one.words) for one in said]
    for who in {one.who for one in said}:
        texts += [Text(who, None, 0.0, "en", words) for words in memory.words[who][-REMEMBERED:]]
    return Themes.of(texts)


def there(day: Day, at: int, memory: Memory, themes: Themes | None) -> Iterator[Helper]:
    """Whoever spoke in the last lines, as they stood when the question came."""
    question = day.lines[at]
    assert question is not None and themes is not None
    lines: dict[str, list[Said]] = defaultdict(list)
    for said in day.lines[max(0, at - WINDOW) : at]:
        if said and said.who != question.who:
            lines[said.who].append(said)
    near = themes.similar(question.words, "en")
    for who, said in lines.items():
        yield Helper(
            key=who,
            since=question.minute - said[-1].minute,
            said=len(said),
            answers=sum(bool(one.to) for one in said),
            asked=sum("?" in one.words for one in said),
            answered_them=sum(one.to == question.who for one in said),
            days=memory.days[who],
            near=near.get(who, 0.0),
        )


if __name__ == "__main__":
    raise SystemExit(main())
