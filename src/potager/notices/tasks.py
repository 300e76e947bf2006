"""What the worker does for mail."""

from uuid import UUID

from django_tasks import task


@task(priority=50)
def send_mail_row(mail: str) -> None:
    """Hand one stored message to the mail server."""
    from potager.notices.actions import hand_over  # actions enqueue this task

    hand_over(UUID(mail))
