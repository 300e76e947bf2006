"""The charter: its versions, and who accepted which."""

from uuid import UUID

from django.utils import timezone

from potager.communities import refusals
from potager.communities.acts import AcceptanceFacts, CharterFacts
from potager.communities.models import CharterVersion, Community, Membership
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.members.models import Member


@once(CharterVersion)
def change_charter(
    *,
    by: Member,
    community: Community,
    text: str,
    seen: int | None = None,
    is_small: bool = False,
    key: UUID | None = None,
) -> CharterVersion:
    """The next version; members are asked to accept it unless it `is_small` (only spelling).

    `seen` is the number of the version that was rewritten. Raises CharterMovedOn, CharterUnchanged.
    """
    must(by, "manage", community)
    text = as_charter(text)
    with act("charter.changed", by=by, key=key) as done:
        locked = Community.objects.select_for_update().get(pk=community.pk)
        if seen is not None and seen != locked.charter_version:
            raise refusals.CharterMovedOn
        if locked.charter == text:
            raise refusals.CharterUnchanged
        version = _next(locked, text, by=by, is_small=is_small and bool(locked.charter))
        mine = Membership.objects.filter(community=locked, member=by, state=Membership.State.ACTIVE)
        mine.update(accepted_charter=version.number, accepted_charter_at=version.written_at)
        facts = CharterFacts(number=version.number, is_small=version.is_small)
        done(version, facts, place=locked, community=locked.pk)
    return version


def _next(locked: Community, text: str, *, by: Member, is_small: bool) -> CharterVersion:
    number = locked.charter_version + 1
    locked.charter, locked.charter_version = text, number
    if not is_small:
        locked.charter_asked = number
    locked.save(update_fields=["charter", "charter_version", "charter_asked"])
    return CharterVersion.objects.create(community=locked, number=number, text=text, by=by, is_small=is_small)


def as_charter(text: str) -> str:
    """A text in the form in which charters are kept, so that two are the same only if they read the same."""
    return "\n".join(text.splitlines()).strip()


def first_charter(community: Community, *, by: Member) -> None:
    """Number the charter that a community is opened with; part of that act."""
    if community.charter:
        _next(community, community.charter, by=by, is_small=False)


@once(Membership)
def accept_charter(*, by: Member, community: Community, number: int, key: UUID | None = None) -> Membership:
    """Accept the version of that number, which was shown; again is no act. Raises NotAMember, CharterMovedOn."""
    mine = Membership.objects.filter(community=community, member=by, state=Membership.State.ACTIVE)
    known = mine.first()
    if known and known.accepted_charter >= number:
        return known
    with act("charter.accepted", by=by, key=key) as done:
        locked = Community.objects.select_for_update().get(pk=community.pk)
        membership = mine.select_for_update().first()
        if membership is None:
            raise refusals.NotAMember
        if not locked.charter_asked <= number <= locked.charter_version:
            raise refusals.CharterMovedOn
        membership.accepted_charter, membership.accepted_charter_at = number, timezone.now()
        membership.save(update_fields=["accepted_charter", "accepted_charter_at"])
        done(membership, AcceptanceFacts(number=number), community=locked.pk)
    return membership
