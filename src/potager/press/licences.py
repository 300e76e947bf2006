"""What readers may do with a book, in plain words and in the book's language."""

from django.utils import translation
from django.utils.translation import gettext as _

from potager.lib import licences
from potager.lib.tongues import spoken
from potager.press.book import Licence

DEED = "https://creativecommons.org/licenses/{}/4.0/deed.{}"


def licence_in(code: str, language: str) -> Licence:
    """The licence `code` (lib.licences), told in `language` if we speak it, else in English."""
    with translation.override(spoken(language)):
        name, url, notice = _told(licences.Licence(code), translation.get_language() or "fr")
    return Licence(name=name, url=url, notice=notice)


def _told(code: licences.Licence, language: str) -> tuple[str, str | None, str]:
    deed = "fr" if language == "fr" else "en"
    match code:
        case licences.Licence.CC_BY:
            words = _("You may copy, share and rework this book, even for money, if you name its authors.")
            return "CC BY 4.0", DEED.format("by", deed), words
        case licences.Licence.CC_BY_SA:
            words = _(
                "You may copy, share and rework this book, even for money, if you name its authors "
                "and let others do the same with what you make of it."
            )
            return "CC BY-SA 4.0", DEED.format("by-sa", deed), words
        case licences.Licence.CC_BY_NC_SA:
            words = _(
                "You may copy, share and rework this book, without selling it, if you name its authors "
                "and let others do the same with what you make of it."
            )
            return "CC BY-NC-SA 4.0", DEED.format("by-nc-sa", deed), words
        case licences.Licence.CC0:
            words = _("The authors give this book to everyone: do with it as you please.")
            return "CC0 1.0", f"https://creativecommons.org/publicdomain/zero/1.0/deed.{deed}", words
        case licences.Licence.RESERVED:
            words = _(
                "All rights stay with the authors. You may read this book and lend it; ask them for the rest."
            )
            return _("All rights reserved by the authors"), None, words
