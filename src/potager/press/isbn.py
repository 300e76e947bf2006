"""ISBN: the last digit checks the others. Ten digits become thirteen.

Source: ISBN Users' Manual, 7th edition.
"""

import re

HYPHENS = 4  # between prefix, group, publisher, title and check digit
_APART = re.compile(r"[\s\u2010-\u2015-]+")


def normal(text: str) -> str:
    """The ISBN of thirteen digits that was typed, with the hyphens as typed if there are four; "" for what is none."""
    found = _thirteen(text)
    return found if found.count("-") == HYPHENS else found.replace("-", "")


def _thirteen(text: str) -> str:
    typed = _APART.sub("-", text.strip()).upper().removeprefix("ISBN").lstrip("-: ")
    if not re.fullmatch(r"[0-9]([0-9]|-(?=[0-9X]))*X?", typed):
        return ""
    plain = typed.replace("-", "")
    if len(plain) == 10 and _is_ten(plain):
        kept = f"978-{typed[:-1]}" if "-" in typed else f"978{typed[:-1]}"
        return kept + _last_of(kept)
    is_thirteen = len(plain) == 13 and plain[:3] in {"978", "979"} and plain.isdecimal()
    return typed if is_thirteen and _last_of(plain[:-1]) == plain[-1] else ""


def _is_ten(plain: str) -> bool:
    values = [10 if sign == "X" else int(sign) for sign in plain]
    weighted = sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True))
    return weighted % 11 == 0 and "X" not in plain[:-1]


def _last_of(beginning: str) -> str:
    digits = [int(sign) for sign in beginning if sign.isdecimal()]
    weighted = sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-weighted % 10)
