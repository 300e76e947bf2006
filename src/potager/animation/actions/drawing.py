"""The map as it is kept."""

from collections.abc import Iterable

from django.utils import timezone

from potager.animation.drawing.map import as_json, from_json, without
from potager.animation.life import Life
from potager.animation.mapping import map_for
from potager.animation.models import Network
from potager.communities.models import Community
from potager.members.models import Member


def redraw(community: Community) -> None:
    """Draw the map of a community as it is now, near the one that is kept. It is not told: nobody did anything."""
    network = Network.objects.select_related("community").filter(community=community).first()
    if network is not None:
        drawn = map_for(Life(network=network, now=timezone.now()))
        Network.objects.filter(pk=network.pk).update(map=drawn)


def take_off_maps(member: Member, networks: Iterable[Network]) -> None:
    """Take somebody off maps as they are kept; everybody else stays where they are."""
    for network in networks:
        drawing = from_json(network.map)
        if str(member.pk) in drawing.people:
            kept = as_json(without(drawing, {str(member.pk)}))
            Network.objects.filter(pk=network.pk).update(map=kept)
