"""The graph grows: what each act tells is added to people and ties, in the transaction of the reader."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from potager.animation import lived
from potager.animation.models import Network, Person, Switch, Tie
from potager.communities.models import Community
from potager.journal.models import Activity
from potager.journal.signs import Sign, Told, kinds_of_signs, signs_of, told_by
from potager.lib.statements import answer, change, first_where, insert
from potager.members.models import Member

Growth = Network.Growth
FEW = 200  # acts before the first that is heard of: so many are added at once; else the clock makes the graph


def grow(told: Told, signs: Sequence[Sign]) -> None:
    """Add the signs of an act, unless they are in the graph already or come into it while that is made again."""
    if told.community is None:
        return
    standing = answer(_standing, community=told.community) or _opened(told.community)
    if standing is None:
        return
    network, growth, grown_to = standing
    if growth == Growth.NONE and _begin(network, told):
        return
    if growth == Growth.DONE and told.position > grown_to:
        add(network, told.community, signs)


def _standing(community: UUID) -> QuerySet[Network, tuple[int, str, int]]:
    rows = Network.objects.filter(community=community).select_for_update(no_key=True)
    return rows.order_by().values_list("pk", "growth", "grown_to")


def _opened(community: UUID) -> tuple[int, str, int] | None:
    if not Community.objects.filter(pk=community).exists():
        return None
    return Network.objects.get_or_create(community_id=community)[0].pk, Growth.NONE, 0


def _begin(network: int, told: Told) -> bool:
    """Add all that was until this act, if that is little; whether it was."""
    earlier = acts_of(told.community, after=0).filter(position__lte=told.position)
    if earlier[FEW : FEW + 1].exists():
        return False
    if told.community:
        add(network, told.community, signs_of([told_by(one) for one in earlier]))
    Network.objects.filter(pk=network).update(growth=Growth.DONE, grown_to=told.position)
    return True


def acts_of(community: UUID | None, *, after: int) -> QuerySet[Activity]:
    """The acts of a community that can be signs, after a position, in order."""
    rows = Activity.objects.filter(community=community, position__gt=after, kind__in=kinds_of_signs())
    return rows.order_by("position")


def add(network: int, community: UUID, signs: Iterable[Sign]) -> None:
    """Add signs to the graph of a community. Of whoever left for good nothing is kept; of whoever does not want to
    be counted only when they were there.
    """
    for sign in signs:
        is_counted = _is_counted(sign.member, community)
        if is_counted is None:
            continue
        person = _person(network, sign.member)
        if sign.is_alive:
            _live(person, sign, is_counted=is_counted)
        if is_counted and sign.toward:
            _turn(network, community, person, sign)


def _is_counted(member: UUID, community: UUID) -> bool | None:
    """Whether they want to be counted; None if they left for good."""
    row = answer(_wishes, member=member, community=community)
    return None if row is None else not row[0]


def _wishes(member: UUID, community: UUID) -> QuerySet[Member, tuple[bool]]:
    off = Switch.objects.filter(member=OuterRef("pk"), community=community, use=Switch.Use.GRAPH)
    rows = Member.objects.filter(pk=member, is_active=True).order_by()
    return rows.values_list(Exists(off))


def _person(network: int, member: UUID) -> Person:
    person = first_where(Person, network=network, member=member)
    if person is None:
        person = Person(network_id=network, member_id=member, first_at=lived.NEVER, last_at=lived.NEVER)
        insert(person)
    return person


def _live(person: Person, sign: Sign, *, is_counted: bool) -> None:
    if is_counted:
        lived.count(person, sign.at, words=sign.words)
    else:
        lived.see(person, sign.at)
    change(Person, {"id": person.pk}, **{name: getattr(person, name) for name in lived.PERSON})


def _turn(network: int, community: UUID, person: Person, sign: Sign) -> None:
    sorts: dict[UUID, list[str]] = {}
    for member, sort in sign.toward:
        sorts.setdefault(member, []).append(sort)
    for member, ways in sorts.items():
        if member == sign.member or not _is_counted(member, community):
            continue
        other = _person(network, member)
        tie = first_where(Tie, network=network, source=person.pk, target=other.pk)
        is_new = tie is None
        tie = tie or _new(network, person.pk, other.pk, sign.at)
        lived.turn(tie, sign.at, ways, sign.times)
        if is_new:
            insert(tie)
        else:
            change(Tie, {"id": tie.pk}, **{name: getattr(tie, name) for name in lived.TIE})


def _new(network: int, source: int, target: int, at: datetime) -> Tie:
    return Tie(network_id=network, source_id=source, target_id=target, first_at=at, last_at=at)


def forget_counts(member: UUID, community: UUID) -> None:
    """Keep of somebody only when they were there, if they switched off that they are counted."""
    if _is_counted(member, community) is not False:
        return
    mine = Person.objects.filter(network__community=community, member=member)
    Tie.objects.filter(Q(source__in=mine) | Q(target__in=mine)).delete()
    mine.update(acts=0, words=0, days=0, gap=0.0, seasons=0)


def forget_cowriting(member: UUID, community: UUID) -> None:
    """Forget with whom somebody wrote: they took another name in a work, or none, and no tie may tell that it is them.

    Also in works where they are named: making the graph again brings that back.
    """
    made_again = Network.objects.filter(community=community, growth__in=(Growth.READING, Growth.TYING))
    made_again.update(growth=Growth.NONE)  # what was read of it so far tells too much
    mine = Person.objects.filter(network__community=community, member=member)
    for tie in Tie.objects.filter(Q(source__in=mine) | Q(target__in=mine)).exclude(cowrote=0):
        others = tie.answered + tie.thanked + tie.mentioned
        if others <= 0:
            tie.delete()
            continue
        tie.strength *= others / (others + tie.cowrote)
        tie.cowrote = 0
        tie.save(update_fields=["strength", "cowrote"])
