"""Not reading somebody, not hearing from somebody: nobody but oneself learns of it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from potager.journal.record import act
from potager.lib.refusals import Refusal
from potager.members.models import Aversion, Member


class NotOneself(Refusal):
    """One cannot avoid oneself."""

    status = 422
    message = _("That is you. One keeps company with oneself.")


def mute_member(*, by: Member, toward: Member, name: str) -> Aversion:
    """Fold what somebody writes, for oneself. `name` is how they are called where it is done."""
    with act("member.muted", by=by) as done:
        found = _averted(by, toward, Aversion.Kind.MUTE, name)
        done(found, place=by)
    return found


def block_member(*, by: Member, toward: Member, name: str) -> Aversion:
    """The same, and they cannot write to oneself, mention or invite."""
    with act("member.blocked", by=by) as done:
        found = _averted(by, toward, Aversion.Kind.BLOCK, name)
        done(found, place=by)
    return found


def unmute_member(*, by: Member, aversion: Aversion) -> None:
    """Read them again."""
    with act("member.unmuted", by=by) as done:
        _forgotten(by, aversion)
        done(aversion, place=by)


def unblock_member(*, by: Member, aversion: Aversion) -> None:
    """Read them again, and let them write."""
    with act("member.unblocked", by=by) as done:
        _forgotten(by, aversion)
        done(aversion, place=by)


def forget_aversions(member: Member) -> None:
    """Whoever leaves for good is kept at a distance by nobody, and keeps nobody there."""
    Aversion.objects.filter(Q(by=member) | Q(toward=member)).delete()


def _averted(by: Member, toward: Member, kind: str, name: str) -> Aversion:
    if by.pk == toward.pk:
        raise NotOneself
    fields = {"kind": kind, "name": name[:80]}
    found, _made = Aversion.objects.update_or_create(by=by, toward=toward, defaults=fields)
    return found


def _forgotten(by: Member, aversion: Aversion) -> None:
    Aversion.objects.filter(pk=aversion.pk, by=by).delete()
