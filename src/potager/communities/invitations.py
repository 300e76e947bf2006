"""The secret of an invitation link: computed, never stored; the database holds a digest of it."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from django.utils.crypto import salted_hmac

from potager.communities.models import Invitation


def token_of(identifier: UUID) -> str:
    """The secret of an invitation: 256 bits that only this installation can compute, in 43 signs."""
    secret = salted_hmac("potager.communities.invitation", identifier.bytes, algorithm="sha256").digest()
    return urlsafe_b64encode(secret).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    """What the database keeps of a secret."""
    return sha256(token.encode()).hexdigest()


def link_token(invitation: Invitation) -> str | None:
    """The secret, for those who may hand it out; None where the installation's key has changed since."""
    token = token_of(invitation.pk)
    return token if compare_digest(digest_of(token), invitation.digest) else None
