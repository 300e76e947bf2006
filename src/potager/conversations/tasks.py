"""What the worker does for conversations."""

from uuid import UUID

from django_tasks import task

from potager.conversations.models import LinkPreview


@task()
def read_link(preview: str) -> None:
    """Read the page that posts link to, and show what it says of itself."""
    from potager.conversations import linking
    from potager.conversations.actions.links import show_link  # actions enqueue this task

    found = LinkPreview.objects.filter(pk=UUID(preview)).first()
    told = linking.told_by(found.address) if found else None
    if found and told:
        show_link(preview=found, told=told)
