"""Whoever writes without being signed in: a name, an address, and the code typed in the same place."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal
from potager.members import codes
from potager.members.actions import sign_in
from potager.members.known import is_known
from potager.members.models import Member
from potager.members.requests import client_address


class AddressNeeded(Refusal):
    """Nobody is signed in, and no name and address came with the text."""

    status = 401
    message = _(
        "Who writes? Give a name and an e-mail address: a six-digit code confirms them, right here. Your text is kept."
    )


def come_in(request: HttpRequest, *, name: str, email: str, code: str) -> Member | None:
    """The guest, signed in once the code is right; None while the code is on its way.

    Raises AddressNeeded, and whatever codes.ask and codes.confirm refuse.
    """
    if not email or not name:
        raise AddressNeeded
    who: dict[str, Any] = {"name": name, "email": email, "language": get_language() or "fr"}
    asked: dict[str, Any] = {"address": client_address(request), "is_known": is_known(request, email)}
    if not code:
        codes.ask(**who, **asked)
        return None
    member = codes.confirm(**who, **asked, code=code)
    sign_in(request, member)
    return member
