"""What may stand after /c/: short, plain, and never something that could be taken for a page of Potager."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# ASCII only, so that no two addresses look alike in another script.
ADDRESS = re.compile(r"[a-z0-9](?:-?[a-z0-9]){1,39}")
WORDS = """
    about account admin animateur api app assets atom book books c call charter communities
    community contact contributions doctor feed first-run healthz help home host i invitation
    invitations join language leave live login logout mail manuscripts me media member members new owner potager
    press readyz request requests robots root rss search settings sign-in sign-out signin signout
    sitemap static stories story support system ui www
"""
RESERVED = frozenset(WORDS.split())


def normal(address: str) -> str:
    """The one form in which an address is kept and looked for: capitals say nothing."""
    return address.strip().lower()


def check_address(address: str) -> None:
    """Raise ValidationError unless the address (already in its normal form) may be given to a community."""
    if not 2 <= len(address) <= 40 or not ADDRESS.fullmatch(address):
        raise ValidationError(
            _("Two to 40 letters from a to z without accents, digits, and single hyphens between them.")
        )
    if address in RESERVED:
        raise ValidationError(_("Potager needs this address for itself. Choose another."))
