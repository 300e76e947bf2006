"""The kept page of an article beside nginx serving the same bytes as a file; how soon a correction is read.

    python benchmarks/article_page.py [--seconds 4] [--words 3000]

Needs nginx and wrk, as pages.py does: both servers have one process and answer in turn.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import httpx
from pages import against_nginx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/server"))

from installation import Gardener, Installation  # noqa: E402

PASSAGE = "Two fingers deep, under *straw*, where the soil drinks longest.[^1] "
OF_NGINX, TRUE = 0.3, 0.1
TIMES = 20


def body(words: int) -> str:
    """A text of about so many words, with headings and a footnote."""
    passages = max(1, words // 50)
    parts = [f"## Row {number}\n\n{PASSAGE * 5}" for number in range(passages)]
    return "\n\n".join([*parts, "[^1]: An inch and a half."])


def until_read(place: Installation, gardener: Gardener, article: dict[str, str]) -> list[float]:
    """Seconds from a correction on the disk until the public page shows it."""
    delays = []
    with httpx.Client(base_url=place.url) as client:
        for number in range(TIMES):
            client.get(article["path"])
            text = f"Bean number {number} grew."
            done = gardener.do("correct", article=article["article"], by=article["editor"], body=text)
            while text not in client.get(article["path"]).text:
                pass
            delays.append(time.monotonic() - done)
    return sorted(delays)


def main() -> int:
    """Measure both and say whether the targets hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--words", type=int, default=3000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="potager-bench-") as name:
        folder = Path(name)
        with Installation(folder / "data") as place:
            gardener = place.gardener()
            article = gardener.do("article", body=body(options.words))
            shares = against_nginx(f"{place.url}{article['path']}", folder, options.seconds)
            delays = until_read(place, gardener, article)
            gardener.leave()
    print(
        f"  a correction is read after: median {delays[TIMES // 2] * 1000:.0f} ms, worst {delays[-1] * 1000:.0f} ms"
    )
    holds = {
        f"at least {OF_NGINX} of nginx": min(shares.values()) >= OF_NGINX,
        f"corrected within {TRUE * 1000:.0f} ms": delays[-1] < TRUE,
    }
    for target, is_met in holds.items():
        print(f"  {'yes' if is_met else 'NO '} {target}")
    return 0 if all(holds.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
