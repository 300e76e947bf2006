"""What the worker does for members."""

from uuid import UUID

from django_tasks import task

from potager.members.models import Export


@task()
def prepare_export(export: str) -> None:
    """Pack an export, unless it was given up meanwhile."""
    from potager.members.actions import prepare_export as prepare  # actions enqueue this task

    waiting = Export.objects.select_related("member").filter(
        pk=UUID(export), state=Export.State.PREPARING, member__is_active=True
    )
    if found := waiting.first():
        prepare(export=found)
