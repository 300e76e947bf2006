"""What authors of a collective book agree to before their first words, in plain words and in its language."""

from django.utils import translation
from django.utils.translation import gettext as _

from potager.lib.licences import Licence
from potager.manuscripts.models import Manuscript


def agreement_of(manuscript: Manuscript) -> str:
    """The words of the book's licence."""
    with translation.override(manuscript.language):
        return " ".join([_("Your chapters stay yours."), _reuse(Licence(manuscript.licence)), _naming()])


def _reuse(licence: Licence) -> str:
    match licence:
        case Licence.CC_BY:
            return _(
                "By writing them you let this book be copied, shared and reworked by everyone, even for money, "
                "as long as the authors are named (CC BY 4.0)."
            )
        case Licence.CC_BY_SA:
            return _(
                "By writing them you let this book be copied, shared and reworked by everyone, even for money, as "
                "long as the authors are named and what is made of it stays as free (CC BY-SA 4.0)."
            )
        case Licence.CC_BY_NC_SA:
            return _(
                "By writing them you let this book be copied, shared and reworked by everyone, without selling it, "
                "as long as the authors are named and what is made of it stays as free (CC BY-NC-SA 4.0)."
            )
        case Licence.CC0:
            return _("By writing them you give them to everyone, without condition (CC0 1.0).")
        case Licence.RESERVED:
            return _("By writing them you let them be printed in this book, and nowhere else.")


def _naming() -> str:
    return _("The book names you as you sign, or not at all if you prefer.")
