"""The first run: whoever holds the code of the server's terminal becomes the owner."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from potager.journal.record import act
from potager.lib.refusals import Refusal
from potager.members.actions.accounts import insert_member, new_member
from potager.members.actions.tries import count, refuse_too_many
from potager.members.models import FirstRunCode, Member
from potager.members.queries import (
    code_digest,
    first_run_codes,
    member_with,
    network_of,
    owner_exists,
    scopes,
)

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without the signs that look alike
LENGTH, GROUP = 12, 4  # 59 bits: not to be guessed, whatever the number of tries
CODES_KEPT = 8  # one per start of a server; several may run
PLACE = "first run"


class WrongFirstRunCode(Refusal):
    """Not the code of the terminal."""

    status = 422
    message = _("This is not the code in the server's terminal. A new one is shown at each start.")


class OwnerExists(Refusal):
    """Someone was faster."""

    status = 404
    message = _("This place has its owner already.")


def new_first_run_code() -> str | None:
    """A new code for the terminal, None once there is an owner; the last few stay valid."""
    with transaction.atomic():
        if owner_exists():
            return None
        code = "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))
        FirstRunCode.objects.create(digest=code_digest(email=PLACE, code=code))
        kept = FirstRunCode.objects.order_by("-created_at").values_list("pk", flat=True)[:CODES_KEPT]
        FirstRunCode.objects.exclude(pk__in=list(kept)).delete()
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def name_owner(
    *, code: str, email: str, name: str, language: str = "", time_zone: str = "", address: str = ""
) -> Member:
    """Make whoever holds the terminal's code the owner; a member with that address keeps their account.

    Must be called outside any transaction. Raises OwnerExists, WrongFirstRunCode, TooManyTries, NameRefused.
    """
    now = timezone.now()
    with transaction.atomic(durable=True):
        outcome = _check(code, address=address, now=now)
        if outcome is None:
            return _named(email=email, name=name, language=language, time_zone=time_zone)
    raise outcome  # only now: what was counted must not be rolled back


def _check(code: str, *, address: str, now: datetime) -> Refusal | None:
    codes = first_run_codes()  # locked: of two newcomers at once, one is the owner and the other hears it
    if owner_exists():
        return OwnerExists()
    uses = scopes(first_run=network_of(address))
    refuse_too_many(uses, now=now)
    typed = "".join(sign for sign in code.upper() if sign.isalnum())[:40]
    digest = code_digest(email=PLACE, code=typed)
    if any([constant_time_compare(one.digest, digest) for one in codes]):  # noqa: C419 (compares them all)
        return None
    count(uses, now=now)
    return WrongFirstRunCode()


def _named(*, email: str, name: str, language: str, time_zone: str) -> Member:
    """Domain writes come first, the journal's rows last: so the two acts are one within the other."""
    known = member_with(email)
    member = known or new_member(email=email, name=name, language=language, time_zone=time_zone)
    with act("owner.named", by=member) as done:
        member.is_owner = member.is_active = True
        if known:
            member.save(update_fields=["is_owner", "is_active"])
        else:
            insert_member(member)
        FirstRunCode.objects.all().delete()
        done(member)
    return member
