"""What the worker does for the desk."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task

LONGEST = 10.0  # seconds that a job may wait for a graph that is not made yet
PAUSE = timedelta(minutes=1)


@task(priority=-10)
def prepare_desk(community: str) -> None:
    """Find the proposals of the day, and look again at those of the last weeks."""
    from potager.animation.actions import build_within, look_again, network_for, prepare, write_reports
    from potager.communities.models import Community

    if found := Community.objects.filter(pk=UUID(community)).first():
        network, now = network_for(found), timezone.now()
        if not build_within(network, seconds=LONGEST):  # of a large community: the clock goes on with it
            prepare_desk.using(run_after=now + PAUSE).enqueue(community)
            return
        prepare(found)
        look_again(network, now)
        write_reports(network, now)


@task(priority=-10)
def draw_map(community: str) -> None:
    """Draw the map of a community."""
    from potager.animation.actions import redraw
    from potager.communities.models import Community

    if found := Community.objects.filter(pk=UUID(community)).first():
        redraw(found)
