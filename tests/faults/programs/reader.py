"""Notes every act in the table `seen` until the file END exists, in children that die in the midst of some acts.

Whoever first reads an act whose position is a multiple of EVERY dies of it, once. Prints how many died.
"""

import os
import sys
from pathlib import Path

import django

django.setup()

from django.db import connection

from potager.journal import kinds
from potager.journal.models import Activity
from potager.journal.read import Reader, catch_up
from potager.journal.tail import open_tail
from potager.journal.tests import garden

end, every = Path(sys.argv[1]), int(sys.argv[2])
kinds.declare(garden.PLANTED, garden.WATERED)


def handle(activity: Activity) -> None:
    """Note the act, and die of some before anything is committed."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO seen (position) VALUES (%s)", [activity.position])
    if activity.position % every == 0 and _is_first(activity.position):
        os._exit(9)


def _is_first(position: int) -> bool:
    """Whether nobody has died of that act before."""
    try:
        end.with_name(f"died of {position}").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def read_to_the_end() -> None:
    """Read until nothing is left after END came to be."""
    reader = Reader(name="gatherer", handle=handle, from_start=True)
    tail = open_tail()
    is_last, parent = False, os.getppid()
    while not is_last and os.getppid() == parent:
        is_last = end.exists()
        catch_up(reader)
        tail.wait(0.05)


deaths = 0
while True:
    child = os.fork()
    if child == 0:
        read_to_the_end()
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status != 9:
        break
    deaths += 1
print(deaths)
sys.exit(status)
