"""Codes by e-mail: asking for one, and showing that it arrived. One way for everybody, account or not."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal
from potager.members.actions.accounts import join_member
from potager.members.actions.tries import count, refuse_too_many
from potager.members.models import Attempt, EmailCode, Member
from potager.members.names import clean_name
from potager.members.queries import DAY, code_digest, live_codes, member_with, network_of, scopes

VALID_FOR = timedelta(minutes=15)


class BadAddress(Refusal):
    """Not an e-mail address."""

    status = 422
    message = _("This is not an e-mail address. It looks like name@example.org.")


class WrongCode(Refusal):
    """The code is not right, not that address's, used, or too old: which of these is not told."""

    status = 422
    message = _("This code does not fit, or is too old. Look at the newest message, or ask for another code.")


class NameWanted(Refusal):
    """The code is right and the person is new: the same code serves again with a name."""

    status = 422
    message = _("You are new here: under which name would you like to appear?")


class AccountClosed(Refusal):
    """The code is right, and the account may not be used."""

    status = 403
    message = _("This account is closed. The people who run this place can open it again.")


def ask(*, email: str, language: str, address: str, name: str = "", is_known: bool = False) -> None:
    """Send a six-digit code, valid for 15 minutes; what happens does not depend on whether an account exists.

    `address` is the IP address that asks, `is_known` says that its browser came in under that e-mail before
    (known.py); a `name` is only checked, so that a bad one is refused before the mail. Raises BadAddress,
    NameRefused, TooManyTries.
    """
    email, now = _address(email), timezone.now()
    if name:
        clean_name(name)
    own = {"ask_known": email} if is_known else {"ask_email": email}
    uses = scopes(**own, ask_client=network_of(address), ask_anyone="")
    with transaction.atomic():
        refuse_too_many(uses, now=now)
        count(uses, now=now)
        code = f"{secrets.randbelow(1_000_000):06}"
        digest = code_digest(email=email, code=code)
        EmailCode.objects.create(
            email=email, digest=digest, created_at=now, expires_at=now + VALID_FOR, is_known=is_known
        )
        _send(code, email=email, language=language)


def confirm(
    *,
    email: str,
    code: str,
    name: str = "",
    language: str = "",
    time_zone: str = "",
    address: str = "",
    is_known: bool = False,
) -> Member:
    """The member with that address, who is created if new (then `name` is needed); the code is spent.

    Must be called outside any transaction: wrong tries are counted even when the caller fails. Raises
    BadAddress, NameRefused, WrongCode, NameWanted (the code stays good), AccountClosed, TooManyTries.
    """
    email, now = _address(email), timezone.now()
    name = clean_name(name) if name else ""
    with transaction.atomic(durable=True):
        typed = _Try(email=email, code=_digits(code), address=address, is_known=is_known, now=now)
        outcome = _try(typed, name, language, time_zone)
    if isinstance(outcome, Refusal):
        raise outcome  # only now: what was counted must not be rolled back
    return outcome


@dataclass(frozen=True)
class _Try:
    """One code typed for one address."""

    email: str
    code: str
    address: str
    is_known: bool
    now: datetime

    @property
    def scopes(self) -> list[tuple[str, str]]:
        client = network_of(self.address)
        if self.is_known:
            return scopes(wrong_known=self.email, wrong_client=client)
        return scopes(wrong_email=self.email, wrong_pair=f"{self.email}\n{client}", wrong_client=client)


def _try(attempt: _Try, name: str, language: str, time_zone: str) -> Member | Refusal:
    live = live_codes(
        email=attempt.email, is_known=attempt.is_known, now=attempt.now
    )  # locked: of two tries at once, one waits
    refuse_too_many(attempt.scopes, now=attempt.now)
    digest = code_digest(email=attempt.email, code=attempt.code)
    if not any([constant_time_compare(one.digest, digest) for one in live]):  # noqa: C419 (compares them all)
        EmailCode.objects.filter(pk__in=[one.pk for one in live]).update(attempts=F("attempts") + 1)
        count(attempt.scopes, now=attempt.now)
        return WrongCode()
    member = member_with(attempt.email)
    if member is None and not name:
        return NameWanted()
    EmailCode.objects.filter(email=attempt.email, used_at=None).update(used_at=attempt.now)
    if member and not member.is_active:
        return AccountClosed()
    return member or join_member(email=attempt.email, name=name, language=language, time_zone=time_zone)


def forget_old_codes(now: datetime) -> None:
    """Delete the codes and the tries that serve no more."""
    EmailCode.objects.filter(expires_at__lt=now - DAY).delete()
    Attempt.objects.filter(at__lt=now - DAY).delete()


def _address(text: str) -> str:
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise BadAddress from None
    if len(email) > 254:
        raise BadAddress
    return email


def _digits(code: str) -> str:
    """People type "482 913" too; what is no code at all becomes one that fits nothing."""
    digits = "".join(code[:40].split())
    return digits if len(digits) == 6 and digits.isascii() and digits.isdecimal() else ""


def _send(code: str, *, email: str, language: str) -> None:
    with translation.override(language):
        subject = gettext("Your code for Potager")
        body = render_to_string("members/code.txt", {"code": code, "where": settings.ENV.url or ""})
    send_mail(subject, body, None, [email])
