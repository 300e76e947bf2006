"""What the worker does for the paper."""

from uuid import UUID

from django.utils import translation
from django_tasks import task

from potager.editorial.models import Medium, Picture


@task()
def read_picture(picture: str) -> None:
    """Write a picture anew, or say why not."""
    from potager.editorial.actions.pictures import write_picture  # actions enqueue this task

    found = Picture.objects.filter(pk=UUID(picture), state=Picture.State.WAITING).select_related("by").first()
    if found:
        with translation.override(found.by.language):  # a refusal is told to whoever brought it
            write_picture(found)


@task()
def read_medium(medium: str) -> None:
    """Write a recording or a film anew, or ask elsewhere what it is called; or say why not."""
    from potager.editorial.actions.media import write_medium

    found = Medium.objects.filter(pk=UUID(medium), state=Medium.State.WAITING).select_related("by").first()
    if found:
        with translation.override(found.by.language):
            write_medium(found)


@task()
def tell_hub(article: str) -> None:
    """Tell the WebSub hub that the feeds of an article have changed."""
    from potager.editorial import websub

    websub.tell(UUID(article))
