"""The rules of translating, each with its name and what one can do."""

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal
from potager.translations.models import Passage


class SameLanguage(Refusal):
    """The book is in that language."""

    message = _("The book is in this language already. Choose another one.")


class UnderWay(Refusal):
    """Somebody opened that translation before."""

    message = _("This book is being translated into this language already: join in there.")


class NotThisLicence(Refusal):
    """All rights are reserved, and no host has said yes."""

    status = 403
    message = _(
        "All rights in this book stay with its authors. A host of the community may open a translation: "
        "that is their yes, and then every member may take part."
    )


class NothingTranslated(Refusal):
    """An empty passage cannot be done."""

    message = _("There is no translation of this passage yet. Write it, then call it done.")


class TooLong(Refusal):
    """Longer than anything that says the same."""

    status = 413
    message = _("This is much longer than the original. Please shorten it.")


class SomebodyElseWrote(Refusal):
    """Another person saved this passage since the page was loaded; `theirs` is what it says now."""

    message = _(
        "Somebody else has translated this passage meanwhile. Nothing of yours is lost: compare, then choose."
    )

    def __init__(self, theirs: Passage) -> None:
        super().__init__()
        self.theirs = theirs


class NotFinished(Refusal):
    """Passages are missing, drafts, or older than the original."""

    message = _("Some passages are not done yet. The translation can be released once they all are.")
