"""The rules of the letter, and the refusals that name them."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal

MOST_PIECES = 40  # of one letter
MOST_CHARACTERS = 20_000  # of one passage of words
MOST_BYTES = 100_000  # of the HTML: Gmail cuts at 102 KB
CONFIRM_WITHIN = timedelta(days=7)  # an address that nobody confirmed is erased then
UNDO_WITHIN = timedelta(days=1)


class NotInThisState(Refusal):
    """An act that makes no sense now."""

    message = _("The letter is not in that state any more. Reload the page to see how it stands.")


class IssueMovedOn(Refusal):
    """Somebody kept a newer version meanwhile."""

    message = _(
        "Somebody else kept this letter while you wrote. What you typed is here, whole: look at theirs in another "
        "window, then keep yours or leave it."
    )


class NothingInIt(Refusal):
    """Nothing that can be read."""

    message = _("There is nothing in this letter yet. Pick what was published, or write a few words.")


class TooLong(Refusal):
    """Mail programs would cut it."""

    message = _(
        "This letter is too long: mail programs would cut it. Leave some of it for the next one; links lead to the "
        "rest."
    )


class InThePast(Refusal):
    """A letter leaves later, or now."""

    status = 422
    message = _("This moment has passed. Choose a later one, or send the letter now.")


class NoPassersBy(Refusal):
    """Only members read the community."""

    status = 403
    message = _("What is written here is for members, and so is the letter.")


class BadLetterAddress(Refusal):
    """Not an e-mail address, or of a form that hardly any server takes."""

    status = 422
    message = _("This is not an e-mail address. It looks like name@example.org.")
