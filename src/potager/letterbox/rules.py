"""Why an answer by mail is not taken, in words for whoever sent it."""

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal


class AddressExpired(Refusal):
    """The right that the address carried is over."""

    message = _(
        "The address you wrote to has expired: it serves for three months. Answer on the page instead."
    )


class NotFromYou(Refusal):
    """It came from another address than the one it was given to."""

    message = _(
        "The address you wrote to belongs to somebody else. Each person answers from the address at which they "
        "receive the notices; if you have two, write from that one."
    )


class NothingWritten(Refusal):
    """Nothing is left when quotations and signatures are taken away."""

    message = _(
        "There was nothing new in your mail, or it could not be told from what it quotes. Write your answer as "
        "plain text, above the mail that you answer."
    )


class TooOdd(Refusal):
    """It has so many parts within parts that it is not read."""

    message = _("Your mail is built in so complicated a way that it was not read. Please send plain text.")
