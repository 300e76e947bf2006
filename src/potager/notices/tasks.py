"""What the worker does for mail, and for browsers that are told."""

from uuid import UUID

from django_tasks import task


@task(priority=50)
def send_mail_row(mail: str) -> None:
    """Hand one stored message to the mail server."""
    from potager.notices.actions import hand_over  # actions enqueue this task

    hand_over(UUID(mail))


@task(priority=60)
def push_notice(subscription: str, notice: str) -> None:
    """Tell one browser of one notice."""
    from potager.notices.actions.pushing import push

    push(UUID(subscription), UUID(notice))
