"""Keeping under what each member is found in their communities: one place decides it, whatever has changed."""

from django.db.models import F

from potager.communities.models import Membership
from potager.directory.models import Tally, Trait
from potager.directory.traits import COUNTED, Key, traits_of
from potager.members.models import Member


def relist_member(member: Member) -> None:
    """Look again at what a person shows, in every community they belong or belonged to."""
    for membership in Membership.objects.filter(member=member).order_by("community_id"):
        membership.member = member
        relist(membership)


def relist(membership: Membership) -> None:
    """Let a membership be found under what the person shows to members there, and under nothing else."""
    wanted = traits_of(membership)
    mine = Trait.objects.filter(membership=membership)
    name = bytes(membership.member.name_key)
    had: set[Key] = set()
    for kind, word, called in mine.values_list("kind", "word", "name"):
        had.add((kind, bytes(word)))
        if bytes(called) != name:
            mine.update(name=name)
            name = bytes(called)  # once is enough
    _settle(membership, wanted, had)


def _settle(membership: Membership, wanted: dict[Key, str], had: set[Key]) -> None:
    name = bytes(membership.member.name_key)
    new, gone = wanted.keys() - had, had - wanted.keys()
    for kind in {kind for kind, _word in gone}:
        words = [word for one, word in gone if one == kind]
        Trait.objects.filter(membership=membership, kind=kind, word__in=words).delete()
    where = {"membership": membership, "community_id": membership.community_id}
    Trait.objects.bulk_create(Trait(kind=kind, word=word, name=name, **where) for kind, word in sorted(new))
    # In one order, so that two people who change at the same time wait for one another only once.
    for key in sorted(new | gone):
        if key[0] in COUNTED:
            _count(membership, key, wanted.get(key, ""), 1 if key in new else -1)


def _count(membership: Membership, key: Key, name: str, step: int) -> None:
    kind, word = key
    tally, is_new = Tally.objects.get_or_create(
        community_id=membership.community_id, kind=kind, word=word, defaults={"name": name, "many": step}
    )
    if not is_new:
        Tally.objects.filter(pk=tally.pk).update(many=F("many") + step)
        Tally.objects.filter(pk=tally.pk, many__lte=0).delete()


def forget_traits(member: Member) -> None:
    """Let somebody who leaves be found no more."""
    for membership in Membership.objects.filter(member=member).order_by("community_id"):
        had = {
            (kind, bytes(word))
            for kind, word in Trait.objects.filter(membership=membership).values_list("kind", "word")
        }
        _settle(membership, {}, had)
