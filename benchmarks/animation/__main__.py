"""Print the tables, one after another: `python -m benchmarks.animation [NAME …] [FILE …]`; fails if an aim is missed.

`links`, `introductions` and `fairness` also measure on each FILE: lines of "source target seconds", plain or .gz.
"""

import importlib
import importlib.util
import sys

from .networks import NoData, others

ALL = ("links", "introductions", "inviting", "answering", "matching", "fairness", "drawing", "scale")


def main(names: list[str]) -> int:
    """Run the named ones, all of them if none is named; returns how many missed an aim."""
    missed = []
    others.extend(name for name in names if "." in name or "/" in name)
    for name in [one for one in names if one not in others] or ALL:
        print(f"\n== {name}", flush=True)
        if importlib.util.find_spec(f"{__package__}.{name}") is None:
            print("Skipped: it is not written.")
            continue
        try:
            if importlib.import_module(f"{__package__}.{name}").main():
                missed.append(name)
        except NoData as reason:
            print(f"Skipped: {reason}")
    print(f"\nAims missed in: {', '.join(missed)}" if missed else "\nEvery aim is met.")
    return len(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
