"""Links in letters that let one person do one thing without a password: signed, for a time, for one purpose."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal
from potager.stories.models import Correction

LASTS = timedelta(days=60)


class LinkEnded(Refusal):
    """Too old, made for another address, or never made."""

    status = 410
    message = _(
        "This link has ended. Sign in with the address that received the letter: the correction is there."
    )


def token_for(correction: Correction) -> str:
    """What lets the author answer this correction from the letter sent to their present address."""
    return _signer(correction).sign(str(correction.pk)).partition(".")[2]


def opens(token: str, correction: Correction) -> bool:
    """Whether a token was made for this correction and its author's present address, not too long ago."""
    try:
        _signer(correction).unsign(f"{correction.pk}.{token}", max_age=LASTS)
    except BadSignature:
        return False
    return correction.author.is_active


def _signer(correction: Correction) -> TimestampSigner:
    salt = f"potager.stories.correction:{correction.author_id}:{correction.author.email}"
    return TimestampSigner(sep=".", salt=salt)
