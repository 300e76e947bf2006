"""Passkeys: adding and removing one, and coming in with it."""

from hashlib import sha256
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.journal.record import act, once
from potager.lib.refusals import Refusal
from potager.members.actions.tries import count, refuse_too_many
from potager.members.models import Member, Passkey, SpentChallenge
from potager.members.names import clean_name
from potager.members.passkeys import Claim, PasskeyRefused, claim_in, made_by, proved
from potager.members.queries import DAY, network_of, scopes

log = structlog.get_logger(__name__)

MOST = 20  # for one person
LONGEST_NAME = 60


class PasskeyKnown(Refusal):
    """That device has its passkey already."""

    message = _("This passkey is here already. You can come in with it.")


class TooManyPasskeys(Refusal):
    """More than anyone has devices."""

    message = _("You have twenty passkeys already. Please remove one that you no longer use.")


@once(Passkey)
def add_passkey(*, by: Member, answer: str, name: str, key: UUID | None = None) -> Passkey:
    """Keep the passkey that a device has made for oneself.

    Raises PasskeyRefused, PasskeyKnown, TooManyPasskeys, NameRefused.
    """
    made, challenge = made_by(by, answer)
    name = clean_name(name)[:LONGEST_NAME]
    with act("passkey.added", by=by, key=key) as done:
        Member.objects.select_for_update().get(pk=by.pk)  # of many at once, none passes the limit
        _spend(challenge)
        if by.passkeys.count() >= MOST:
            raise TooManyPasskeys
        if Passkey.objects.filter(credential=made.credential).exists():
            raise PasskeyKnown
        passkey = Passkey.objects.create(
            member=by, credential=made.credential, data=made.data, counter=made.counter, name=name
        )
        done(passkey, place=by)
    return passkey


def remove_passkey(*, by: Member, passkey: Passkey) -> None:
    """Take a passkey of one's own away: nobody comes in with it any more. That of someone else stays."""
    with act("passkey.removed", by=by) as done:
        mine = Passkey.objects.select_for_update().get(pk=passkey.pk, member=by)
        done(mine, place=by)
        mine.delete()


def check_passkey(*, answer: str, address: str) -> Member:
    """The member whose passkey signed this answer, which serves once.

    Must be called outside any transaction: what failed is counted. Raises PasskeyRefused, TooManyTries.
    """
    now, uses = timezone.now(), scopes(wrong_client=network_of(address))
    refuse_too_many(uses, now=now)
    try:
        with transaction.atomic(durable=True):
            return _member_behind(claim_in(answer))
    except PasskeyRefused:
        count(uses, now=now)
        raise


def _member_behind(claim: Claim) -> Member:
    known = Passkey.objects.select_for_update(of=("self",)).select_related("member")
    passkey = known.filter(credential=claim.credential[:1400], member__is_active=True).first()
    if passkey is None:
        raise PasskeyRefused
    counter = proved(claim, passkey)
    if (counter or passkey.counter) and counter <= passkey.counter:
        log.warning("a passkey was copied: its counter went back", passkey=str(passkey.pk))
        raise PasskeyRefused
    _spend(claim.challenge)
    passkey.counter, passkey.used_on = counter, timezone.now().date()
    passkey.save(update_fields=["counter", "used_on"])
    return passkey.member


def _spend(challenge: bytes) -> None:
    """A challenge is answered once: the same answer again is a copy. Raises PasskeyRefused."""
    try:
        with transaction.atomic():
            SpentChallenge(digest=sha256(challenge).hexdigest()).save(force_insert=True)
    except IntegrityError:
        raise PasskeyRefused from None


def forget_old_challenges() -> None:
    """Delete the challenges that are too old to be answered again."""
    SpentChallenge.objects.filter(at__lt=timezone.now() - DAY).delete()
