"""Words to begin with: firm, kind, and each with a blank that only who decides can fill."""

import re
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from potager.lib.languages import SPOKEN

BLANK = re.compile(r"\[…[^\]]*\]")  # "[… which words]"
SHORTEST = 8  # characters that fill a blank


@dataclass(frozen=True)
class Answer:
    """Some words for a situation, with one blank."""

    key: str
    title: str | Promise
    words: str | Promise

    def in_language(self, language: str) -> str:
        """The words in somebody's language."""
        with translation.override(language):
            return str(self.words)


ANSWERS = (
    Answer(
        "sharp",
        _("A word too sharp"),
        _(
            "In a garden one may disagree about slugs. One does not throw them at people.\n\n"
            "[… quote the words in question] aims at somebody, and no longer at what they say. Say the same of the "
            "thing itself, with all the fire you like: it is welcome here."
        ),
    ),
    Answer(
        "path",
        _("In the wrong bed"),
        _(
            "There is nothing wrong with your text, except where it grows.\n\n"
            "Here people talk about [… what this conversation is about], and leeks among the tulips please neither "
            "the leeks nor the tulips. Plant it again where it belongs: we look forward to reading it there."
        ),
    ),
    Answer(
        "selling",
        _("A stall in the garden"),
        _(
            "Thank you for supposing that we were in need of [… what is offered]. We are in need of many things: rain, "
            "patience, a wheelbarrow with a wheel. Not of that.\n\n"
            "This place lives without advertising. Whoever is asked what they make may answer, once, and everybody "
            "is glad of it."
        ),
    ),
    Answer(
        "hedge",
        _("Behind somebody’s hedge"),
        _(
            "A hedge is there for a reason: what is behind it belongs to those who live there.\n\n"
            "Your text tells of somebody [… what is private, without repeating it], and it was not yours to tell. "
            "Without that, the rest is welcome back."
        ),
    ),
    Answer(
        "prune",
        _("Something to prune"),
        _(
            "There is something worth reading in your text, and something that keeps one from reading it: "
            "[… what to change].\n\n"
            "Cut that branch and send it again. Someone will look at it soon, with pleasure and without a grudge."
        ),
    ),
    Answer(
        "rest",
        _("Time to lie fallow"),
        _(
            "The best soil lies fallow now and then. We have spoken about this before: [… what was said, and when].\n\n"
            "So here are some days of rest. The door does not move, what you wrote stays yours, and when they are over "
            "nobody will hold it against you. We will, however, remember where we put the fence."
        ),
    ),
)


def answer_for(key: str) -> Answer | None:
    """The words that go by a name."""
    return next((one for one in ANSWERS if one.key == key), None)


def is_blank_left(words: str) -> bool:
    """Whether the words are a template's still: with its blank, or with the blank merely taken out."""
    plain = _plain(words)
    return bool(BLANK.search(words)) or any(plain_of.fullmatch(plain) for plain_of in _untouched())


def _untouched() -> list[re.Pattern[str]]:
    """Every template in every language, with next to nothing where its blank was."""
    found = []
    for one in ANSWERS:
        for language in SPOKEN:
            before, after = BLANK.split(one.in_language(language), maxsplit=1)
            little = f".{{0,{SHORTEST}}}"
            found.append(re.compile(re.escape(_plain(before)) + little + re.escape(_plain(after)), re.DOTALL))
    return found


def _plain(words: str) -> str:
    """Letters alone: spaces and marks do not make words one's own."""
    return re.sub(r"\W+", "", words).casefold()
