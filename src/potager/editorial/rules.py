"""The rules of the paper, and the refusals that name them."""

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal

MOST_CHARACTERS = 200_000  # in one article
MOST_ENTRIES = 200  # of a list


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
