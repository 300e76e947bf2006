"""What the worker does for the desk."""

from uuid import UUID

from django_tasks import task


@task(priority=-10)
def prepare_desk(community: str) -> None:
    """Find the proposals of the day."""
    from potager.animation.actions import prepare  # actions enqueue this task
    from potager.communities.models import Community

    if found := Community.objects.filter(pk=UUID(community)).first():
        prepare(found)
