"""Typography of a parsed text: what stands between marks is set as one line, then given back to its pieces."""

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from potager.lib.typography import typeset

# A mark inside a line counts as part of a word ("_") for what stands around it; a break counts as white space.
_LINE = "\u2028"
_INSIDE, _BREAK = f"_{_LINE}_", f"{_LINE}\n"
_BETWEEN = re.compile(f"_{_LINE}_|{_LINE}\n")
BREAKS = ("softbreak", "hardbreak")


def install(markdown: MarkdownIt) -> None:
    """Set the words of everything that a parser reads, in the language that its environment names."""
    markdown.core.ruler.push("typography", _set)


def _set(state: StateCore) -> None:
    language = state.env.get("language", "")
    if not language:
        return
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _set_line(token.children, language)


def _set_line(children: list[Token], language: str) -> None:
    """Text by text, with what stands before and after each known to the rules; code and addresses stay."""
    places = [
        number
        for number, one in enumerate(children)
        if one.type == "text" and not _is_address(children, number)
    ]
    if not places:
        return
    parts = [children[places[0]].content]
    for before, after in pairwise(places):
        parts += [_between(children[before + 1 : after]), children[after].content]
    leads = _INSIDE if places[0] > 0 and children[0].type not in BREAKS else ""
    made = _BETWEEN.split(typeset(leads + "".join(parts), language=language))
    made = made[1:] if leads else made
    if len(made) == len(places):
        for place, text in zip(places, made, strict=True):
            children[place].content = text


def _between(tokens: list[Token]) -> str:
    return _BREAK if any(one.type in BREAKS for one in tokens) else _INSIDE


def _is_address(children: list[Token], number: int) -> bool:
    """Whether a text is that of a bare link."""
    return number > 0 and children[number - 1].info == "auto"
