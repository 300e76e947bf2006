"""What a check of `potager doctor` finds."""

from dataclasses import dataclass


class Wrong(Exception):
    """Something is not as it should be; the message says what, and what to do."""


@dataclass(frozen=True)
class Finding:
    """The result of one check."""

    name: str
    text: str
    is_well: bool
