"""Links in mail that know whose they are: signed, for one person and one kind of mail, and for nothing else."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "potager.notices.unsubscribe"
KINDS = ("letter", "addressed", "followed", "private", "work")  # old mail knows them by number


def unsubscribe_url(member: UUID, kind: str) -> str:
    """Where one kind of mail to one person is ended. It serves for ever: old mail is kept, and read."""
    token = signing.Signer(salt=SALT).sign(f"{member.hex}.{KINDS.index(kind)}")
    return f"{settings.ENV.url or ''}{reverse('notices:unsubscribe', args=[token])}"


def read_unsubscribe(token: str) -> tuple[UUID, str] | None:
    """Whose mail of which kind a link ends; None if it is not one of ours."""
    try:
        member, _dot, kind = signing.Signer(salt=SALT).unsign(token).partition(".")
        return UUID(hex=member), KINDS[int(kind)]
    except (signing.BadSignature, ValueError, IndexError):
        return None
