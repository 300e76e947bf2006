"""The report of a month in words, in the language that is active: one text for the page, Markdown and PDF."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.animation.gestures import GESTURES
from potager.animation.report import Facts


@dataclass(frozen=True)
class Section:
    """A heading, sentences, maybe a table (its first row heads it), and how it was counted."""

    heading: str
    sentences: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Words:
    """A whole report."""

    title: str
    community: str
    sections: tuple[Section, ...]


def month_name(month: date) -> str:
    """ "October 2026"."""
    return date_format(month, "F Y")


def words_of(facts: Facts, community: str, month: date) -> Words:
    """Put a month into words."""
    sections = (_people(facts), _talk(facts), _voices(facts), _works(facts), _gestures(facts))
    return Words(
        capfirst(month_name(month)), community, tuple(one for one in sections if one.sentences or one.rows)
    )


def _people(facts: Facts) -> Section:
    arrived = ngettext("%(n)s person has arrived", "%(n)s people have arrived", facts.arrived) % {
        "n": facts.arrived
    }
    spoke = ngettext("%(n)s of them has spoken", "%(n)s of them have spoken", facts.arrived_spoke)
    said = [
        f"{arrived}, {spoke % {'n': facts.arrived_spoke}}." if facts.arrived else _("Nobody has arrived.")
    ]
    if facts.before:
        stayed = _("Of the people who had arrived the month before (%(all)s), these spoke again: %(n)s.")
        said.append(stayed % {"all": facts.before, "n": facts.before_stayed})
    if facts.left:
        said.append(
            ngettext("%(n)s person has left.", "%(n)s people have left.", facts.left) % {"n": facts.left}
        )
    return Section(_("People"), tuple(said))


def _talk(facts: Facts) -> Section:
    if not facts.messages:
        return Section(_("Conversations"), (_("Nobody has said anything where everybody here may read it."),))
    messages = ngettext("%(n)s message", "%(n)s messages", facts.messages) % {"n": localize(facts.messages)}
    people = ngettext("%(n)s person", "%(n)s people", facts.spoke) % {"n": localize(facts.spoke)}
    said = [_("%(messages)s by %(people)s.") % {"messages": messages, "people": people}]
    if facts.opened:
        opened = ngettext("%(n)s conversation was opened", "%(n)s conversations were opened", facts.opened)
        silent = ngettext("%(n)s has no answer yet", "%(n)s have no answer yet", facts.unanswered)
        parts = opened % {"n": facts.opened}, silent % {"n": facts.unanswered}
        said.append(f"{parts[0]}; {parts[1]}." if facts.unanswered else f"{parts[0]}.")
    if facts.first_answer is not None:
        said.append(
            _("Half of the first answers came within %(time)s.") % {"time": hours(facts.first_answer)}
        )
    note = _("A first answer is the first message by somebody else than who opened the conversation.")
    return Section(_("Conversations"), tuple(said), note=note)


def hours(number: float) -> str:
    """ "3 hours", "2 days"."""
    if number < 48:
        whole = max(1, round(number))
        return ngettext("%(count)d hour", "%(count)d hours", whole) % {"count": whole}
    days = round(number / 24)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def _voices(facts: Facts) -> Section:
    if facts.quietest_half is None:
        return Section(_("Voices"), ())
    said = [
        _("The quietest half of those who spoke said %(share)s of all words.")
        % {"share": percent(facts.quietest_half)}
    ]
    if facts.newcomers_words is not None:
        said.append(
            _("Who arrived within ninety days said %(share)s.") % {"share": percent(facts.newcomers_words)}
        )
    note = _("If everybody said as much, the quietest half would say half.")
    return Section(_("Voices"), tuple(said), note=note)


def percent(share: float) -> str:
    """ "12%", with the space that French puts before it."""
    return _("%(share)s%%") % {"share": round(100 * share)}


def _works(facts: Facts) -> Section:
    labels = {
        "story.begun": ngettext(
            "%(n)s story has begun.", "%(n)s stories have begun.", facts.works.get("story.begun", 0)
        ),
        "story.closed": ngettext(
            "%(n)s story has closed.", "%(n)s stories have closed.", facts.works.get("story.closed", 0)
        ),
        "manuscript.opened": ngettext(
            "%(n)s collective book was begun.",
            "%(n)s collective books were begun.",
            facts.works.get("manuscript.opened", 0),
        ),
        "book.released": ngettext(
            "%(n)s book was released.", "%(n)s books were released.", facts.works.get("book.released", 0)
        ),
    }
    said = (label % {"n": facts.works[kind]} for kind, label in labels.items() if facts.works.get(kind))
    return Section(_("Works"), tuple(said))


def _gestures(facts: Facts) -> Section:
    head = (_("Gesture"), _("On the desk"), _("Made"), _("Ended well"))
    rows = []
    for name, gesture in GESTURES.items():
        if counts := facts.gestures.get(name):
            shown, made, good, known = counts
            rows.append((str(gesture.label), str(shown), str(made), f"{good}/{known}" if known else "–"))
    note = _("“Ended well”, of those of which one can say by now.")
    return Section(_("Gestures"), (), (head, *rows) if rows else (), note if rows else "")


def as_markdown(words: Words) -> str:
    """The report as a Markdown document."""
    parts = [f"# {_plain(words.title)}", _plain(words.community)]
    for section in words.sections:
        parts.append(f"## {_plain(section.heading)}")
        if section.sentences:
            parts.append(" ".join(map(_plain, section.sentences)))
        if section.rows:
            parts.append(_table(section.rows))
        if section.note:
            parts.append(f"*{_plain(section.note)}*")
    return "\n\n".join(parts) + "\n"


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    lines = ["| " + " | ".join(map(_plain, row)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _plain(text: str) -> str:
    """A text in which nothing is a sign of Markdown or HTML."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|" else sign for sign in " ".join(text.split()))
