"""What a person wrote in an answer, without what their mail program put around it.

Every line is looked at a bounded number of times, with expressions that cannot go back far: the time grows with the
text, whatever is in it. In doubt a line stays: a quotation too many is a nuisance, a sentence too few is a loss.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest

from potager.letterbox.marks import (
    DELIMITER,
    FENCE,
    FOOTER,
    QUOTED,
    is_mobile,
    is_of_a_device,
    is_original,
    is_rule,
    label_of,
    says_who_wrote,
)

MOST_LINES, LONGEST_LINE = 5_000, 2_000
LINES_OF_INTRODUCTION = 5  # "On …," "… wrote:" wrapped
LINES_OF_HEADER = 12  # From, Sent, To, Subject, with what is wrapped between them
LINES_OF_FOOTER = 15
FIELDS_OF_HEADER = 3  # From and two more

ODD_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u3000"), " ")
UNSEEN = dict.fromkeys(map(ord, "\x00\u200b\u200c\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))


@dataclass
class Run:
    """Lines that belong together: quoted or not; `is_introduced` by "… wrote:"."""

    is_quoted: bool
    lines: list[str]
    is_introduced: bool = False


def without_quotations(text: str) -> str:
    """What was written in an answer: neither quoted mail, nor its introduction, nor a signature.

    Several answers between the lines of a quotation keep what they answer, marked by "> ".
    """
    lines, introductions = _introductions(_without_original(_lines(text)))
    runs = list(_runs(_without_introduced(lines, introductions), introductions))
    for run in runs:
        run.lines = run.lines if run.is_quoted else _without_signature(run.lines)
    return "\n".join(_tidy(line for run in _kept(runs) for line in run.lines)).strip("\n")


def _lines(text: str) -> list[str]:
    plain = text.translate(UNSEEN).replace("\r\n", "\n").replace("\r", "\n")
    return [line.rstrip() for line in plain.split("\n", MOST_LINES)[:MOST_LINES]]


def _bare(line: str) -> str:
    """The line as expressions look at it: with plain spaces, its beginning if it is a long paragraph."""
    return line[:LONGEST_LINE].translate(ODD_SPACES).strip()


def _without_original(lines: list[str]) -> list[str]:
    """The lines above a copy of the whole mail that is answered."""
    for number, line in enumerate(lines):
        if is_original(_bare(line)) or _is_header(lines, number):
            return _without_rule(lines[:number])
    return lines


def _without_rule(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1] or is_rule(_bare(lines[end - 1]))):
        end -= 1
    return lines[:end]


def _is_header(lines: list[str], number: int) -> bool:
    """Whether a mail's header begins here: From and two more of Date, To, Subject, in a few lines without a gap."""
    if label_of(_bare(lines[number])) not in {"from", "date", "subject"}:
        return False
    found: set[str] = set()
    gap = 0
    for line in lines[number : number + LINES_OF_HEADER]:
        bare = _bare(line)
        gap = 0 if bare else gap + 1
        if gap > 1:
            break
        found.add(label_of(bare))
    return "from" in found and len(found - {""}) >= FIELDS_OF_HEADER


def _introductions(lines: list[str]) -> tuple[list[str], set[int]]:
    """The lines, one blank where lines said who wrote what follows; and the places of these."""
    kept: list[str] = []
    places: set[int] = set()
    number = 0
    while number < len(lines):
        length = _introduction(lines, number)
        if length:
            places.add(len(kept))
        kept.append("" if length else lines[number])
        number += length or 1
    return kept, places


def _introduction(lines: list[str], number: int) -> int:
    """How many lines from here say who wrote what follows; 0 for none. Quoted ones are left to their quotation."""
    joined = ""
    for length, line in enumerate(lines[number : number + LINES_OF_INTRODUCTION], start=1):
        bare = _bare(line)
        is_wrapped = joined.rfind("<") > joined.rfind(">")  # "… <ada@example.org" and "> wrote:" below it
        if not bare or (QUOTED.match(line) and not is_wrapped):
            return 0
        joined = f"{joined} {bare}".strip()
        if (said := says_who_wrote(joined)) is not None:
            return length if said else 0
    return 0


def _without_introduced(lines: list[str], introductions: set[int]) -> list[str]:
    """The lines above an introduction whose quotation is not marked, if anything was written above it."""
    for place in sorted(introductions):
        following = next((line for line in lines[place:] if line), "")
        if not QUOTED.match(following) and any(line and not QUOTED.match(line) for line in lines[:place]):
            return lines[:place]
    return lines


def _runs(lines: list[str], introductions: set[int]) -> Iterator[Run]:
    """The text in turns of quoted and own lines; blank ones belong to what stands before them."""
    kinds: list[bool] = []
    for line in lines:
        is_quoted = bool(QUOTED.match(line)) if line else bool(kinds and kinds[-1])
        kinds.append(is_quoted)
    introduced = False
    for is_quoted, group in groupby(zip_longest(kinds, range(len(lines))), key=lambda pair: pair[0]):
        places = [place for _kind, place in group]
        yield Run(bool(is_quoted), [lines[place] for place in places], introduced and bool(is_quoted))
        introduced = any(place in introductions for place in places)


def _without_signature(lines: list[str]) -> list[str]:
    is_code = False
    end = len(lines)
    for number, line in enumerate(lines):
        is_code ^= bool(FENCE.match(line))
        if not is_code and _signs(lines, number):
            end = number
            break
    return _without_mobile(lines[:end])


def _signs(lines: list[str], number: int) -> bool:
    """Whether a signature, or the footer of a list, begins with this line."""
    bare = _bare(lines[number])
    if DELIMITER.match(bare) or FOOTER.match(bare):
        return sum(1 for line in lines[number + 1 :][: 2 * LINES_OF_FOOTER] if line) <= LINES_OF_FOOTER
    stands_alone = not number or not lines[number - 1]
    return stands_alone and is_of_a_device(bare)


def _without_mobile(lines: list[str]) -> list[str]:
    """Without a last line like "Sent from my telephone"."""
    last = max((number for number, line in enumerate(lines) if line), default=-1)
    stands_alone = last > 0 and not lines[last - 1]
    return lines[:last] if stands_alone and is_mobile(_bare(lines[last])) else lines


def _kept(runs: list[Run]) -> list[Run]:
    """Own words, and the quotations between several of them; one that was introduced and answered as a whole goes."""
    runs = [run for run in runs if any(run.lines)]
    while runs and runs[-1].is_quoted:
        runs.pop()
    quoted = [run for run in runs if run.is_quoted]
    if len(quoted) == 1 and quoted[0].is_introduced:
        return [run for run in runs if not run.is_quoted]
    return [Run(run.is_quoted, _one_level(run.lines)) if run.is_quoted else run for run in runs]


def _one_level(lines: list[str]) -> list[str]:
    """A quotation without the quotations in it, as Markdown reads it."""
    told = [line.lstrip()[1:].removeprefix(" ") for line in lines if line]
    own = [line for line in told if not QUOTED.match(line) and says_who_wrote(_bare(line)) is not True]
    return ["", *(f"> {line}".rstrip() for line in own), ""]


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    """Never more than one blank line."""
    was_blank = False
    for line in lines:
        if line or not was_blank:
            yield line
        was_blank = not line
