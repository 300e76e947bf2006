"""The lock of a letter's row, and its states."""

from typing import Any

from potager.newsletters.models import Issue
from potager.newsletters.rules import NotInThisState


def locked_issue(issue: Issue, *states: str) -> Issue:
    """The letter as it is now, kept so until COMMIT; raises NotInThisState."""
    rows = Issue.objects.select_for_update(of=("self",)).select_related("community")
    found = rows.filter(pk=issue.pk).first()
    if found is None or found.state not in states:
        raise NotInThisState
    return found


def turn(issue: Issue, state: str, **values: Any) -> None:
    """Bring a locked letter into a state."""
    issue.state = state
    for name, value in values.items():
        setattr(issue, name, value)
    issue.save(update_fields=["state", *values])
