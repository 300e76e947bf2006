"""Which names people may go by: all of them, except what would deceive or break a page."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal

LONGEST = 80
MOST_MARKS = 4  # combining marks on one letter: Vietnamese needs two, zalgo takes dozens
INVISIBLE = {"Cf", "Mn", "Me", "Mc", "Zs", "Cn", "Co"}
# What turns the direction of the text around a name, or is a hidden difference between two names.
DECEIVING = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)
LOOKS_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by category, drawn as nothing


class NameRefused(Refusal):
    """A name that cannot be shown as one."""

    status = 422
    message = _("Please give a name that others can read.")


def clean_name(text: str) -> str:
    """The name as it is kept (NFC, single spaces); raises NameRefused, whose message says what is wrong."""
    if len(text) > LONGEST * 8:
        raise NameRefused(_("This name is too long: 80 signs at most."))
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and not sign.isspace() for sign in text):
        raise NameRefused(_("This name holds signs that cannot be shown. Please type it anew."))
    name = " ".join(unicodedata.normalize("NFC", DECEIVING.sub("", text)).split())
    if len(name) > LONGEST:
        raise NameRefused(_("This name is too long: 80 signs at most."))
    if not any(_is_visible(sign) for sign in name):
        raise NameRefused
    if _most_marks(name) > MOST_MARKS:
        raise NameRefused(_("This name carries too many marks on one letter."))
    return name


def clean_line(text: str, *, longest: int) -> str:
    """What people say of themselves, on one line, without signs that deceive; may be empty. Raises NameRefused."""
    shown = (
        sign
        for sign in text[: longest * 8]
        if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
    line = " ".join(unicodedata.normalize("NFC", DECEIVING.sub("", "".join(shown))).split())
    if len(line) > longest:
        raise NameRefused(_("This line is too long: %(most)s signs at most.") % {"most": longest})
    if _most_marks(line) > MOST_MARKS:
        raise NameRefused(_("This line carries too many marks on one letter."))
    return line


def _is_visible(sign: str) -> bool:
    return unicodedata.category(sign) not in INVISIBLE and sign not in LOOKS_EMPTY


def _most_marks(name: str) -> int:
    most = run = 0
    for sign in name:
        run = run + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        most = max(most, run)
    return most
