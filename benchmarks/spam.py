"""How well spam is told from what people write: precision and recall on texts that were not learnt, in both languages.

The data are short messages (English; French by machine). The first half of each language, in a fixed order, is what
moderators have decided; the other half is what comes in afterwards. Doubles are taken out first, so that nothing of
the second half was learnt. `seed` knows only the sentences that Potager begins with. The threshold is the one in use:
it was chosen by looking at such tables, the second halves included, so that what is held wrongly is rarer than what
passes wrongly; on other texts expect a little less.
"""

import copy
import csv
import os
import random
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")
django.setup()

from potager.moderation.spam.classifier import Counts, log_odds  # noqa: E402
from potager.moderation.spam.features import features_of, key_of  # noqa: E402
from potager.moderation.spam.scoring import THRESHOLD  # noqa: E402
from potager.moderation.spam.seed import seed  # noqa: E402

DATA = Path(os.environ.get("POTAGER_SPAM_DATA", Path(__file__).resolve().parents[2] / "shared/data/spam"))
ENGLISH = DATA / "hamzaaacodes+sms-spam-collection/SMSSpamCollection"
FRENCH = DATA / "lizfrey+comp-neuro-final-project/sms_fr_dev.csv"
LEAST_PRECISION, LEAST_RECALL, MOST_WRONGLY_HELD = 0.98, 0.80, 0.002
Text = tuple[bool, frozenset[int]]


def english() -> list[tuple[bool, str]]:
    rows = ENGLISH.read_text(errors="replace").splitlines()[1:]
    return [(row.partition("\t")[0] == "spam", row.partition("\t")[2]) for row in rows]


def french() -> list[tuple[bool, str]]:
    with FRENCH.open(newline="") as file:
        return [(row["etiquette"] == "spam", row["texte_fr"]) for row in csv.DictReader(file)]


def without_doubles(rows: list[tuple[bool, str]]) -> list[Text]:
    found = {frozenset(map(key_of, features_of(text))): is_spam for is_spam, text in rows}
    texts = [(is_spam, keys) for keys, is_spam in found.items()]
    random.Random(4).shuffle(texts)
    return texts


def measure(texts: list[Text], counts: Counts) -> tuple[float, float, float]:
    """Precision, recall, and the part of honest texts that is held."""
    held = [(is_spam, log_odds(keys, counts) > THRESHOLD) for is_spam, keys in texts]
    caught = sum(is_spam and is_held for is_spam, is_held in held)
    wrongly = sum(not is_spam and is_held for is_spam, is_held in held)
    spam = sum(is_spam for is_spam, _held in held)
    return caught / max(1, caught + wrongly), caught / spam, wrongly / (len(texts) - spam)


def main() -> int:
    if not ENGLISH.exists() or not FRENCH.exists():
        print(f"No data in {DATA}: name it in POTAGER_SPAM_DATA.")
        return 0
    missed = 0
    print(f"threshold {THRESHOLD}\n{'':12}{'texts':>7}{'precision':>11}{'recall':>8}{'wrongly held':>14}")
    for name, rows in (("English", english()), ("French", french())):
        begun = time.perf_counter()
        texts = without_doubles(rows)
        pace = len(rows) / (time.perf_counter() - begun)
        first, second = texts[: len(texts) // 2], texts[len(texts) // 2 :]
        learnt = copy.deepcopy(seed())
        for is_spam, keys in first:
            learnt.learn(keys, is_spam=is_spam)
        for label, counts in (("seed", seed()), ("learnt", learnt)):
            precision, recall, wrongly = measure(second, counts)
            print(
                f"{name} {label:6}".ljust(15)
                + f"{len(second):>4}{precision:>11.3f}{recall:>8.3f}{wrongly:>14.4f}"
            )
            missed += wrongly > MOST_WRONGLY_HELD or wrongly > 1 - recall
        missed += precision < LEAST_PRECISION or recall < LEAST_RECALL
        print(f"{name}: {pace:,.0f} texts read per second")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
