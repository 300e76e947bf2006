"""Run every benchmark, one after another: `python -m benchmarks [NAME …]`; fails if a target is missed."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ALL = (
    "story_page",
    "topic_page",
    "posting",
    "manuscripts",
    "contributions",
    "editing",
    "directory",
    "books",
    "digests",
    "newsletter",
    "search",
    "spam",
    "recurrence",
    "months",
    "pages",
    "feeds",
    "pictures",
    "article_page",
    "live",
    "following",
)


def main(names: list[str]) -> int:
    """Run the named ones, all of them if none is named; returns how many missed a target."""
    missed = []
    for name in names or ALL:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, str(HERE / f"{name}.py")], check=False).returncode:
            missed.append(name)
    print(f"Targets missed in: {', '.join(missed)}" if missed else "Every target holds.")
    return len(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
