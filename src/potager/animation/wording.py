"""Numbers and times in words, in the reader's language."""

from datetime import timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, ngettext

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SMALL = {
    2: gettext_lazy("two"),
    3: gettext_lazy("three"),
    4: gettext_lazy("four"),
    5: gettext_lazy("five"),
    6: gettext_lazy("six"),
    7: gettext_lazy("seven"),
    8: gettext_lazy("eight"),
    9: gettext_lazy("nine"),
}


def in_words(number: int) -> str:
    """From two to nine in letters, otherwise in figures."""
    return str(SMALL.get(number, number))


def how_long(time: timedelta) -> str:
    """About how long, in one unit: minutes under an hour and a half, hours under two days, then days."""
    if time < 1.5 * HOUR and time != HOUR:
        number = max(round(time / timedelta(minutes=1)), 1)
        return ngettext("%(n)s minute", "%(n)s minutes", number) % {"n": number}
    if time < 2 * DAY and time != DAY:
        number = round(time / HOUR)
        return ngettext("%(n)s hour", "%(n)s hours", number) % {"n": number}
    number = round(time / DAY)
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": number}


def map_in_words(groups: int, possible: int, alone: int) -> str:
    """ "Two groups, one possible bridge, two people at the edge." What there is none of is left out; "" for nothing."""
    parts = []
    if groups:
        parts.append(ngettext("one group", "%(n)s groups", groups) % {"n": in_words(groups)})
    if possible:
        parts.append(
            ngettext("one possible bridge", "%(n)s possible bridges", possible) % {"n": in_words(possible)}
        )
    if alone:
        parts.append(
            ngettext("one person at the edge", "%(n)s people at the edge", alone) % {"n": in_words(alone)}
        )
    return capfirst(", ".join(parts)) + "." if parts else ""
