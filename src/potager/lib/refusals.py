"""Refusals: what an action raises when a rule says no. Each names its rule and says what one can do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """The base of all refusals: `message` is shown to the person, in their language; `status` is for HTTP.

    `url`, with its `label`, is the page on which the person can do something about it, if there is one.
    """

    status = 409
    message: str | Promise = ""
    url: str = ""
    label: str | Promise = ""

    def __init__(self, message: str | Promise | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(str(type(self).__name__))


class SentBefore(Refusal):
    """The form's key was used already, and not for this."""

    message = _("This form was sent before. Reload its page, then send it again.")
