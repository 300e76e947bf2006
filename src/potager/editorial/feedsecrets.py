"""The secret in a member's own feed address: computed, never stored; the database holds a digest of it."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from django.utils.crypto import salted_hmac

from potager.editorial.models import PrivateFeed


def secret_of(identifier: UUID) -> str:
    """The secret of a feed: 256 bits that only this installation can compute, in 43 signs."""
    secret = salted_hmac("potager.editorial.feeds", identifier.bytes, algorithm="sha256").digest()
    return urlsafe_b64encode(secret).rstrip(b"=").decode()


def digest_of(secret: str) -> str:
    """What the database keeps of a secret."""
    return sha256(secret.encode()).hexdigest()


def secret_in(feed: PrivateFeed) -> str:
    """The secret, for its owner; "" where the installation's key has changed since."""
    secret = secret_of(feed.pk)
    return secret if compare_digest(digest_of(secret), feed.digest) else ""
