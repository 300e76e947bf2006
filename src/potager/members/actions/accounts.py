"""Accounts: joining, changing and leaving."""

from django.conf import settings
from django.contrib.auth import authenticate, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from potager.journal.record import act
from potager.lib.languages import DEFAULT, SPOKEN
from potager.lib.refusals import Refusal
from potager.members import leaving, renaming
from potager.members.actions.aversions import forget_aversions
from potager.members.actions.exports import forget_exports
from potager.members.actions.portraits import forget_files
from potager.members.actions.sessions import has_fresh_proof
from potager.members.actions.tries import count, refuse_too_many
from potager.members.known import is_known
from potager.members.leaving import Wishes
from potager.members.models import EmailCode, Member
from potager.members.names import clean_name
from potager.members.queries import network_of, scopes, session_of, sessions_of, time_zones


class WrongPassword(Refusal):
    """Address and password do not go together; whether there is such an account is not told."""

    status = 422
    message = _("This address and this password do not go together. You can also ask for a code.")


class OwnerStays(Refusal):
    """The owner cannot leave an installation ownerless."""

    message = _("You are the owner: name another one before you leave.")


def join_member(*, email: str, name: str, language: str = "", time_zone: str = "") -> Member:
    """Create the member behind an address that was **confirmed**; raises NameRefused."""
    return insert_member(new_member(email=email, name=name, language=language, time_zone=time_zone))


def new_member(*, email: str, name: str, language: str, time_zone: str) -> Member:
    """A member who is not stored yet; an unknown language or zone takes the default. Raises NameRefused."""
    return Member(
        email=email,
        display_name=clean_name(name),
        language=language if language in SPOKEN else DEFAULT,
        time_zone=time_zone if time_zone in time_zones() else settings.TIME_ZONE,
    )


def insert_member(member: Member) -> Member:
    """Store a new member and tell that they joined."""
    with act("member.joined", by=member) as done:
        member.save(force_insert=True)
        done(member)
    return member


def check_password(request: HttpRequest, *, email: str, password: str, address: str) -> Member:
    """The member with that address and password, in the same time if there is none.

    Raises WrongPassword, TooManyTries.
    """
    client, now = network_of(address), timezone.now()
    email = email.strip().lower()
    anybody = {"wrong_email": email, "wrong_pair": f"{email}\n{client}"}
    own = {"wrong_known": email} if is_known(request, email) else anybody
    uses = scopes(**own, wrong_client=client)
    refuse_too_many(uses, now=now)
    member = authenticate(request, email=email, password=password)
    if not isinstance(member, Member):
        count(uses, now=now)
        raise WrongPassword
    return member


def change_member(*, by: Member, name: str, language: str, time_zone: str) -> Member:
    """Change one's own name, language and time zone."""
    with act("member.changed", by=by) as done:
        by.display_name, by.language, by.time_zone = clean_name(name), language, time_zone
        by.save(update_fields=["display_name", "language", "time_zone"])
        renaming.tell(by)
        done(by)
    return by


def change_password(
    request: HttpRequest, *, by: Member, password: str, current: str = "", address: str = ""
) -> Member:
    """Set a new password; every other session of the member ends.

    Unless a code was typed just before, `current` must be the present one, if any. Raises
    WrongPassword, TooManyTries.
    """
    if by.has_usable_password() and not has_fresh_proof(request):
        try:
            check_password(request, email=by.email, password=current, address=address)
        except WrongPassword:
            raise WrongPassword(_("Your present password is another one.")) from None
    with act("password.changed", by=by) as done:
        by.set_password(password)
        by.save(update_fields=["password"])
        sessions_of(by, besides=session_of(request)).delete()
        done(by)
    update_session_auth_hash(request, by)
    return by


def erase_member(*, by: Member, wishes: Wishes | None = None) -> None:
    """Close one's own account and forget the person; what they wrote stays, unless their `wishes` say otherwise.

    Raises OwnerStays.
    """
    if by.is_owner and not Member.objects.filter(is_owner=True, is_active=True).exclude(pk=by.pk).exists():
        raise OwnerStays
    with act("member.erased", by=by) as done, override(by.language):
        leaving.settle(by, wishes or Wishes())
        EmailCode.objects.filter(email=by.email).delete()
        portrait, by.portrait = by.portrait, ""
        by.email, by.display_name = f"{by.pk}@left.invalid", gettext("Former member")
        by.is_active = by.is_owner = False
        by.set_unusable_password()
        by.save()
        by.sessions.all().delete()
        by.passkeys.all().delete()
        forget_aversions(by)
        forget_exports(list(by.exports.all()))
        transaction.on_commit(lambda: forget_files(by, portrait))
        done(by)
