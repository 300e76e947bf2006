"""The rules of the paper, and the refusals that name them."""

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal

MOST_CHARACTERS = 200_000  # in one article
MOST_ENTRIES = 200  # of a list
MOST_TAGS = 12  # of one article
MOST_CATEGORIES = 24  # of one community
MOST_AUTHORS = 30  # of one article

LONGEST_CORRECTION = 500  # characters told to readers
LONGEST_WORD = 1000  # characters with which an article is given back
# Words that addresses of articles cannot be: the paper's own pages stand there.
RESERVED = frozenset(
    ("new", "mine", "desk", "in", "tag", "tags", "series", "feed", "feeds", "atom", "rss", "json", "letters")
)


class NotInThisState(Refusal):
    """An act that makes no sense now."""

    message = _("The article is not in that state any more. Reload the page to see how it stands.")


class ArticleMovedOn(Refusal):
    """Somebody kept a newer version meanwhile."""

    message = _(
        "Somebody else kept a newer version while you wrote. Your text is here, whole: compare, then choose."
    )


class NothingWritten(Refusal):
    """Nothing that can be seen."""

    message = _("There is nothing to publish yet. Write a sentence first.")


class TooLong(Refusal):
    """Nobody reads that in one go."""

    message = _("This text is too long for one article. Cut it in two: a series holds its parts together.")


class NumberTaken(Refusal):
    """Two parts of a series never have one number."""

    message = _(
        "Another part of the series has that number. Choose another, or move the parts on the page of the series."
    )


class ElsewhereKept(Refusal):
    """A series or a category of another community."""

    message = _("That belongs to another community. Choose one of this one.")


class TooManyTags(Refusal):
    """Who is found everywhere is found nowhere."""

    message = _("Twelve tags at most: keep those by which somebody would look for it.")


class TooManyCategories(Refusal):
    """Categories are few."""

    message = _("That is a lot of categories. Remove one first, or use a tag.")


class NoWord(Refusal):
    """A name without a letter."""

    message = _("A tag needs at least one letter or one digit.")


class NothingChanged(Refusal):
    """An act that would change nothing."""

    message = _("Nothing has changed since then.")


class ReadAgain(Refusal):
    """Somebody decides about a text that is not the newest any more."""

    message = _("A newer version was kept since you looked. Read it, then decide.")


class WaitsForItsHour(Refusal):
    """What editors have scheduled appears as they read it."""

    message = _(
        "The article waits for its hour as the editors read it. Ask them to take it off the calendar first; "
        "your text is kept as your draft."
    )


class HourHasPassed(Refusal):
    """Nothing appears in the past."""

    message = _("That hour has passed. Choose one that is to come, or publish now.")


class AddressTaken(Refusal):
    """Two articles never have one address, not even one of them in former times."""

    message = _("Another article has or had that address, or it is one of the house’s own. Choose another.")


class SignsAlready(Refusal):
    """Once is enough."""

    message = _("This person signs the article already, or has been asked.")


class NotToBeAsked(Refusal):
    """Somebody who does not belong to the community, or would rather not hear from the one who asks."""

    message = _("This person cannot be asked to sign here.")


class TooManyAuthors(Refusal):
    """A list that nobody reads."""

    message = _("Thirty people at most can sign one article.")


class AlreadyTranslated(Refusal):
    """One text, one article in each language."""

    message = _("There is an article in that language already. Find it among the translations.")
