"""What the worker does with mail that came in."""

from uuid import UUID

from django_tasks import task

from potager.letterbox.models import Letter


@task()
def handle_letter(identifier: str) -> None:
    """Make of a letter what it is: a post, a refusal, a bounce, nothing."""
    from potager.letterbox.actions import handle  # actions enqueue this task

    waiting = Letter.objects.filter(pk=UUID(identifier), state=Letter.State.WAITING)
    if letter := waiting.first():
        handle(letter)
