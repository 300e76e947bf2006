"""What the worker does for the desk."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task


@task(priority=-10)
def prepare_desk(community: str) -> None:
    """Find the proposals of the day, and look again at those of the last weeks."""
    from potager.animation.actions import look_again, network_for, prepare, write_reports
    from potager.communities.models import Community

    if found := Community.objects.filter(pk=UUID(community)).first():
        prepare(found)
        network, now = network_for(found), timezone.now()
        look_again(network, now)
        write_reports(network, now)


@task(priority=-10)
def draw_map(community: str) -> None:
    """Draw the map of a community."""
    from potager.animation.actions import redraw
    from potager.communities.models import Community

    if found := Community.objects.filter(pk=UUID(community)).first():
        redraw(found)
