"""What authors agree to, in plain words: one text per licence, in the story's language."""

from django.utils import translation
from django.utils.translation import gettext as _

from potager.lib.licences import Licence


def agreement_for(licence: str, language: str) -> str:
    """The words that a host starts from; raises ValueError for an unknown licence."""
    with translation.override(language):
        return " ".join([_("Your sentences stay yours."), _reuse(Licence(licence)), _naming()])


def _reuse(licence: Licence) -> str:
    match licence:
        case Licence.CC_BY:
            return _(
                "By sending them you let this story and its book be copied, shared and reworked by everyone, "
                "even for money, as long as the authors are named (CC BY 4.0)."
            )
        case Licence.CC_BY_SA:
            return _(
                "By sending them you let this story and its book be copied, shared and reworked by everyone, even for "
                "money, as long as the authors are named and what is made of them stays as free (CC BY-SA 4.0)."
            )
        case Licence.CC_BY_NC_SA:
            return _(
                "By sending them you let this story and its book be copied, shared and reworked by everyone, without "
                "selling them, as long as the authors are named and what is made of them stays as free "
                "(CC BY-NC-SA 4.0)."
            )
        case Licence.CC0:
            return _("By sending them you give them to everyone, without condition (CC0 1.0).")
        case Licence.RESERVED:
            return _("By sending them you let them be printed in this story and its book, and nowhere else.")


def _naming() -> str:
    return _("The book names you as you sign, or not at all if you prefer.")
