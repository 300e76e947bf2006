"""What the worker does for the press."""

from uuid import UUID

from django_tasks import task

from potager.press.models import Edition


@task()
def press_edition(edition: str) -> None:
    """Make the files of an edition, unless it was withdrawn meanwhile."""
    from potager.press.actions import press_book  # actions enqueue this task
    from potager.press.whitepapers import make_plates

    waiting = (
        Edition.objects.select_related("story", "manuscript", "paper")
        .filter(pk=UUID(edition), state=Edition.State.PRESSING)
        .first()
    )
    if waiting and waiting.paper_id:
        make_plates(waiting)
    if waiting:
        press_book(edition=waiting)
