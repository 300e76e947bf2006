"""What each member lets the desk do with what it knows of them, and what a community shows of itself."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from potager.animation.actions.drawing import take_off_maps
from potager.animation.acts import NetworkFacts, UsesFacts
from potager.animation.models import Network, Person, Proposal, Switch, Tie
from potager.communities.models import Community
from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.refusals import SentBefore
from potager.members.models import Member

State = Proposal.State
STANDING = (State.OPEN, State.LATER, State.KEPT)


def change_uses(*, by: Member, community: Community, off: Collection[str], key: UUID | None = None) -> None:
    """Switch these uses off in a community and all others on. What stood on the desk through a use goes at once."""
    must(by, "switch uses", community)
    wanted = set(off) & set(Switch.Use.values)
    mine = Switch.objects.filter(member=by, community=community)
    before = set(mine.values_list("use", flat=True))
    if wanted == before:
        return
    with act("uses.changed", by=by, key=key) as done:
        mine.exclude(use__in=wanted).delete()
        new = [Switch(member=by, community=community, use=use) for use in sorted(wanted - before)]
        Switch.objects.bulk_create(new, ignore_conflicts=True)
        _take_away(by, community, wanted)
        done(community, UsesFacts(off=len(wanted)), community=community.pk)


def _take_away(member: Member, community: Community, off: set[str]) -> None:
    """What rests on a use that is off: proposals that stand, ties."""
    mine = Proposal.objects.filter(network__community=community, state__in=STANDING)
    concerned = Q(pk__in=())
    if Switch.Use.PROPOSED in off:
        concerned |= Q(subject=member) | Q(other=member)
    for use, gesture in ((Switch.Use.INTRODUCED, "introduce"), (Switch.Use.INVITED, "invite")):
        if use in off:
            concerned |= (Q(subject=member) | Q(other=member)) & Q(gesture=gesture)
    mine.filter(concerned).delete()
    if Switch.Use.HELPING in off:
        mine.filter(helper=member).delete()
    if Switch.Use.GRAPH in off:
        person = Person.objects.filter(network__community=community, member=member)
        Tie.objects.filter(Q(source__in=person) | Q(target__in=person)).delete()
    if {Switch.Use.MAP, Switch.Use.GRAPH} & off:
        take_off_maps(member, Network.objects.select_for_update().filter(community=community))


def forget(member: Member) -> None:
    """Whoever leaves the installation takes along what was counted and proposed of them."""
    Proposal.objects.filter(Q(subject=member) | Q(other=member)).delete()
    Proposal.objects.filter(helper=member, state__in=STANDING).delete()
    Proposal.objects.filter(helper=member).update(helper=None)
    Switch.objects.filter(member=member).delete()
    here = Person.objects.filter(member=member)
    take_off_maps(member, list(Network.objects.filter(pk__in=here.values("network"))))
    here.delete()


def change_network(
    *, by: Member, community: Community, shows_pictures: bool, key: UUID | None = None
) -> Network:
    """Show the map and the rings to members, or only to whoever animates."""
    must(by, "animate", community)
    network = Network.objects.get_or_create(community=community)[0]
    if network.shows_pictures == shows_pictures:
        return network
    try:
        with act("network.changed", by=by, key=key) as done:
            network.shows_pictures = shows_pictures
            network.save(update_fields=["shows_pictures"])
            done(network, NetworkFacts(shows_pictures=shows_pictures), community=community.pk)
    except SentBefore:
        network.refresh_from_db()
    return network
