"""Who receives the letter: asking, confirming, leaving. None of it is an act: what somebody reads is told nowhere."""

from datetime import datetime
from email.errors import HeaderParseError
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from potager.communities.models import Community
from potager.lib.permission import must
from potager.members.actions.tries import TooManyTries, count, refuse_too_many
from potager.members.models import Member
from potager.members.queries import member_with, network_of, scopes
from potager.newsletters import rules, tokens
from potager.newsletters.mailing import leave_url
from potager.newsletters.models import Subscriber

LONGEST_ADDRESS = 254  # RFC 5321


def ask_for_letter(*, community: Community, email: str, language: str, address: str) -> None:
    """Send one link to whoever has that address; what happens does not depend on whether they receive the letter.

    `address` is the IP address that asks. An address that was asked for too often gets no further mail, and nobody
    is told. Raises BadLetterAddress, NoPassersBy, TooManyTries (of the network that asks).
    """
    if not community.is_public:
        raise rules.NoPassersBy
    email, now = normal(email), timezone.now()
    asking = scopes(letter_client=network_of(address), letter_anyone="")
    asked = scopes(letter_email=email)
    with transaction.atomic():
        refuse_too_many(asking, now=now)
        count(asking, now=now)
        if _is_asked_too_often(asked, now):
            return
        count(asked, now=now)
        _answer(community, email, language, now)


def normal(email: str) -> str:
    """An address in one form: small letters, its domain in ASCII. Raises BadLetterAddress.

    Quoted local parts and numbers instead of names are refused: hardly any server takes them, and programs read them
    in different ways.
    """
    local, _at, domain = email.strip().lower().rpartition("@")
    try:
        made = f"{local}@{domain.encode('idna').decode()}"
        validate_email(made)
    except (UnicodeError, ValidationError, HeaderParseError) as error:
        raise rules.BadLetterAddress from error
    if '"' in local or "[" in domain or not local.isascii() or len(made) > LONGEST_ADDRESS:
        raise rules.BadLetterAddress
    return made


def _is_asked_too_often(places: list[tuple[str, str]], now: datetime) -> bool:
    try:
        refuse_too_many(places, now=now)
    except TooManyTries:
        return True
    return False


def _answer(community: Community, email: str, language: str, now: datetime) -> None:
    """The link that confirms; who receives the letter already is told so, with the link that ends it."""
    known = _receiving(community, email)
    if known is None:
        fresh = {"asked_at": now, "language": language}
        known, _is_new = Subscriber.objects.update_or_create(
            community=community, address=email, defaults=fresh
        )
    link = reverse("newsletters:confirm", args=[tokens.token_for(known.pk, tokens.CONFIRM)])
    context = {
        "community": community,
        "is_known": known.is_confirmed,
        "confirm_url": f"{settings.ENV.url or ''}{link}",
        "leave_url": leave_url(known.pk),
        "days": rules.CONFIRM_WITHIN.days,
    }
    with translation.override(language):
        subject = _("The letter: %(name)s") % {"name": community.name}
        send_mail(subject, render_to_string("newsletters/asked.txt", context), None, [email])


def _receiving(community: Community, email: str) -> Subscriber | None:
    """The subscription that reaches that address already."""
    theirs = Subscriber.objects.filter(community=community, confirmed_at__isnull=False)
    return theirs.filter(address=email).first() or theirs.filter(member__email=email).first()


def confirm(*, subscriber: Subscriber) -> Subscriber:
    """Let the letter go to an address whose owner pressed the button; a member's becomes the member's."""
    now = timezone.now()
    with transaction.atomic():
        known = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first() or subscriber
        if known.is_confirmed:
            return known
        member = member_with(known.address)
        if member is None or not member.is_active:
            Subscriber.objects.filter(pk=known.pk).update(confirmed_at=now)
            known.confirmed_at = now
            return known
        Subscriber.objects.filter(pk=known.pk).delete()
        return _of_member(member, known.community, now, pk=known.pk)


def subscribe_member(*, by: Member, community: Community) -> Subscriber:
    """The member receives the letter: their address was confirmed when they came. Pressed twice, it is done once."""
    must(by, "receive letters", community)
    with transaction.atomic():
        Subscriber.objects.filter(community=community, address=by.email).delete()
        return _of_member(by, community, timezone.now())


def _of_member(member: Member, community: Community, now: datetime, *, pk: UUID | None = None) -> Subscriber:
    fresh = {"language": member.language, "confirmed_at": now} | ({"pk": pk} if pk else {})
    return Subscriber.objects.get_or_create(community=community, member=member, defaults=fresh)[0]


def end_subscription(*, subscriber: UUID) -> str:
    """Erase a subscription; returns a seal that brings it back for a day, "" if there was none."""
    with transaction.atomic():
        known = Subscriber.objects.select_for_update(of=("self",)).filter(pk=subscriber).first()
        if known is None:
            return ""
        Subscriber.objects.filter(pk=known.pk).delete()
    return tokens.seal_of(known) if known.is_confirmed else ""


def take_back(*, seal: str, subscriber: UUID) -> bool:
    """Bring back what was ended by mistake, as it was; False if the seal is none, too old, or another's."""
    left = tokens.read_seal(seal)
    if left is None or left.pk != subscriber or not Community.objects.filter(pk=left.community_id).exists():
        return False
    there = Subscriber.objects.filter(community=left.community_id)
    with transaction.atomic():
        gone = left.member_id and not Member.objects.filter(pk=left.member_id, is_active=True).exists()
        again = there.filter(member=left.member_id) if left.member_id else there.filter(address=left.address)
        if not gone and not again.exists():
            left.save(force_insert=True)
    return not gone


def lose_readers_at(address: str) -> None:
    """Mail came back from an address on several days: what goes there ends."""
    theirs = Subscriber.objects.filter(address=address.lower())
    (theirs | Subscriber.objects.filter(member__email=address.lower())).delete()


def forget_member(member: Member) -> None:
    """Erase the subscriptions of somebody who leaves, also those under their address alone."""
    (Subscriber.objects.filter(member=member) | Subscriber.objects.filter(address=member.email)).delete()
