"""The reader that keeps the index true: whatever an act touches is looked at again."""

from potager.journal.findable import all_findables
from potager.journal.models import Activity
from potager.journal.read import Reader, register
from potager.search.actions import READER, note


def handle(activity: Activity) -> None:
    """Ask every type of things which of them the act touches."""
    note(f"{found.kind}:{one}" for found in all_findables() for one in found.touched_by(activity))


register(Reader(name=READER, handle=handle, reads_imports=True))
