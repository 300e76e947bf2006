"""Write a golden row of the journal for every kind and version that has none yet: `python scripts/golden.py`.

A golden row is never changed: it stands for the rows that installations hold.
"""

import json
import os
import sys
import typing
from dataclasses import fields
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import django

FOLDER = Path(__file__).resolve().parent.parent / "tests/golden"
MOMENT = "2026-11-21T18:00:00+00:00"
EXAMPLES: dict[object, object] = {str: "leek", int: 1, float: 1.5, bool: True, list[str]: ["leek", "onion"]}


def main() -> None:
    """Write what is missing."""
    from potager.journal.kinds import all_kinds

    for kind in all_kinds():
        file = FOLDER / f"{kind.name}.{kind.version}.json"
        if not file.exists():
            file.write_text(json.dumps(row(kind), indent=2, ensure_ascii=False) + "\n")
            sys.stdout.write(f"{file.name}\n")


def row(kind: typing.Any) -> dict[str, object]:
    """What the journal holds of an act of this kind."""
    noun = kind.name.partition(".")[0]
    types = typing.get_type_hints(kind.facts)
    return {
        "kind": kind.name,
        "version": kind.version,
        "actor": identifier("member"),
        "community": identifier("community"),
        "target": f"{noun}:{identifier(noun)}",
        "place": f"{noun}:{identifier(noun)}",
        "facts": {field.name: example(field.name, types[field.name]) for field in fields(kind.facts)},
        "key": identifier(kind.name),
        "origin": "here",
        "happened_at": MOMENT,
        "recorded_at": MOMENT,
    }


def example(name: str, kind: object) -> object:
    """A value for a fact; raises KeyError for a type that has none: add it above."""
    return MOMENT if name.endswith("_at") else EXAMPLES[kind]


def identifier(name: str) -> str:
    """The same at each run."""
    return str(uuid5(NAMESPACE_URL, f"urn:potager:{name}"))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")
    django.setup()
    main()
