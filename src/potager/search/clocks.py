"""What waits is worked off, and an index that is empty or old is built, a little at every turn."""

import time
from datetime import datetime

from potager.jobs.worker import Clock, register_clock
from potager.search.actions import begin_anew, build_on, work_off
from potager.search.queries import is_empty

TURN = 0.4  # seconds that the worker gives to it at once
_looked = False


def _go_on(now: datetime) -> int:
    global _looked
    if not _looked and is_empty():  # whatever was noted of it: a copy without its index was restored
        begin_anew()
    _looked = True
    end = time.monotonic() + TURN
    while (work_off() or build_on()) and time.monotonic() < end:
        pass
    return 0


register_clock(Clock(name="search: keep up", run_due=_go_on))
