"""Run `potager` so many days from now: `python later.py 8 demo --data …`. Clocks that only measure go on as they are.

Debian's libfaketime moves the whole process, and with it what threads of Python 3.11 sleep on; this moves the three
functions by which Potager asks what time it is.
"""

import sys
import time
from datetime import datetime, timedelta
from functools import wraps

from django.utils import timezone

DAYS = float(sys.argv.pop(1))
SECONDS = int(DAYS * 86_400)
_now, _time, _time_ns = timezone.now, time.time, time.time_ns


@wraps(_now)
def now() -> datetime:
    return _now() + timedelta(days=DAYS)


timezone.now = now
time.time = lambda: _time() + SECONDS
time.time_ns = lambda: _time_ns() + SECONDS * 1_000_000_000

if __name__ == "__main__":
    from potager.cli.main import main

    main()
