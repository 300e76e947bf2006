"""Tags as they are typed: words between commas, folded so that "Semis" and "semis" are one."""

from collections.abc import Iterable

from potager.editorial import rules
from potager.lib.folding import WORD, folded
from potager.lib.texts import one_line

LONGEST = 40


def split(text: str) -> list[str]:
    """The names in a line, between commas or semicolons."""
    return [name for part in text.replace(";", ",").split(",") if (name := one_line(part).lstrip("# "))]


def words_in(names: Iterable[str]) -> dict[str, str]:
    """The names by how they are folded ("jardin-d-hiver"), each once, in their order; raises TooManyTags.

    What has no letter and no digit is left out.
    """
    found: dict[str, str] = {}
    for name in names:
        name = one_line(name)[:LONGEST].strip()
        if WORD.search(name):
            found.setdefault(folded(name).replace(" ", "-")[:60].strip("-"), name)
    if len(found) > rules.MOST_TAGS:
        raise rules.TooManyTags
    return found
