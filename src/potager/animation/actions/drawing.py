"""The map as it is kept."""

from django.utils import timezone

from potager.animation.life import Life
from potager.animation.mapping import map_for
from potager.animation.models import Network
from potager.communities.models import Community


def redraw(community: Community) -> None:
    """Draw the map of a community as it is now, near the one that is kept. It is not told: nobody did anything."""
    network = Network.objects.select_related("community").filter(community=community).first()
    if network is not None:
        drawn = map_for(Life(network=network, now=timezone.now()))
        Network.objects.filter(pk=network.pk).update(map=drawn)
