"""A thousand members follow one topic, each with a page open, while some of them post five messages a second.

    python benchmarks/following.py [--readers 1000] [--seconds 20] [--server granian] [--stalled 20]

As in live.py, the delay runs from the writer's click to the reader's page, beside a bare fan-out of the same bytes.
Everybody is signed in and listens, as their page does, to the topic and to their own bell; everybody follows the
topic, so each message is also told to all the others as a notice while the pages are served.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from live import Gardener, Installation, Result, bare, judged, options_of, run

WRITERS = 10


def potager(options: argparse.Namespace, folder: Path) -> tuple[Result, str]:
    """The whole thing; also returns one event as it was sent, for the bare run."""
    with Installation(folder / "data", server=options.server) as place:
        gardener = place.gardener()
        topic = gardener.do("followed_topic", followers=options.readers, writers=WRITERS)
        people = [f"{one['session']},&channel=member:{one['member']}" for one in topic["followers"]]
        made = run(
            options,
            place,
            gardener,
            form=f"/topics/{topic['topic']}/answer/",
            channel=f"topic:{topic['topic']}",
            sessions=[one["session"] for one in topic["followers"][-WRITERS:]],
            people=people,
        )
        print(
            f"the last notice was written {told(gardener):.1f} s after the last message had reached everyone"
        )
        gardener.leave()
        place.stop()
    return made


def told(gardener: Gardener) -> float:
    """Seconds until everybody was told of everything."""
    begun, end = time.monotonic(), gardener.do("position")
    while gardener.do("cursors")["notices"] < end:
        time.sleep(0.05)
    return time.monotonic() - begun


def main() -> int:
    """Measure both and say whether the targets hold."""
    options = options_of(__doc__, readers=1000)
    with tempfile.TemporaryDirectory(prefix="potager-bench-") as folder:
        ours, event = potager(options, Path(folder))
    return judged(options, ours, bare(options, event), event)


if __name__ == "__main__":
    sys.exit(main())
