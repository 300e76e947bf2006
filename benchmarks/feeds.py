"""A feed of 50 whole articles, kept, beside nginx serving the same bytes as a file; and what making it costs.

    python benchmarks/feeds.py [--seconds 4] [--articles 50] [--server granian]

Needs nginx and wrk, as pages.py does, of which it uses the parts.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests/server"), str(ROOT / "benchmarks")]

from installation import Installation  # noqa: E402
from pages import against_nginx, wrk  # noqa: E402

FORMS, PARAGRAPHS, TIMES = ("atom", "rss", "json"), 12, 9
OF_NGINX, MAKING = 0.3, 0.5


def made(place: Installation, path: str) -> float:
    """Seconds to make a feed that is not kept: the median of asking for it as nobody did before."""
    taken = []
    with httpx.Client(base_url=place.url, timeout=30) as client:
        for number in range(TIMES):
            begun = time.perf_counter()
            answer = client.get(f"{path}?fresh={number}")
            taken.append(time.perf_counter() - begun)
            assert answer.status_code == 200
    return statistics.median(taken)


def unchanged(place: Installation, path: str) -> int:
    """How many bytes a reader gets that has the feed already."""
    first = httpx.get(f"{place.url}{path}")
    again = httpx.get(f"{place.url}{path}", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    return len(again.content)


def main() -> int:
    """Measure all and say whether the targets hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--articles", type=int, default=50)
    parser.add_argument("--server", default="granian")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="potager-bench-") as name:
        folder = Path(name)
        with Installation(folder / "data", server=options.server) as place:
            gardener = place.gardener()
            room = gardener.do("paper", articles=options.articles, paragraphs=PARAGRAPHS)["room"]
            gardener.leave()
            shares = against_nginx(f"{place.url}{room}feed.atom", folder, options.seconds)
            kept = 1 / wrk(f"{place.url}{room}feed.atom", seconds=options.seconds)[0]
            making = {form: made(place, f"{room}feed.{form}") for form in FORMS}
            again = unchanged(place, f"{room}feed.atom")
    for form, seconds in making.items():
        print(f"  made anew, {form:4} {seconds * 1000:6.0f} ms ({seconds / kept:.0f} × a kept one)")
    print(f"  to who has it already: {again} bytes")
    holds = {
        f"kept: at least {OF_NGINX} of nginx": min(shares.values()) >= OF_NGINX,
        f"made anew within {MAKING * 1000:.0f} ms": max(making.values()) < MAKING,
        "nothing is sent again": again == 0,
    }
    for target, is_met in holds.items():
        print(f"  {'yes' if is_met else 'NO '} {target}")
    return 0 if all(holds.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
