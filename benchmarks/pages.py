"""Public pages beside nginx serving the same bytes as files; pages while others render; how soon they are true.

    python benchmarks/pages.py [--seconds 4] [--server granian]

Needs nginx and wrk (Debian: nginx-light, wrk). Both servers have one process and answer in turn, so that a
noisy machine disturbs both; wrk takes a good part of the two processors.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/server"))

from installation import Gardener, Installation, free_port  # noqa: E402

TEXT = "The kettle had been singing for a while before anyone thought of the seeds. " * 4
ROUNDS = 3
OF_NGINX, P99, TRUE, FIRST, IDLE = 0.3, 0.030, 0.1, 3.0, 150.0
NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; keepalive_requests 1000000; gzip_static on; types {{ text/html html; }}
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}; }} }}
"""


@contextmanager
def nginx(folder: Path, plain: bytes, small: bytes) -> Iterator[str]:
    """An nginx of our own with the page as a file; yields its address."""
    folder.mkdir()
    folder.chmod(0o755)
    folder.parent.chmod(0o755)
    (folder / "page.html").write_bytes(plain)
    (folder / "page.html.gz").write_bytes(small)
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)])
    try:
        time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/page.html"
    finally:
        process.terminate()
        process.wait()


def wrk(url: str, *, seconds: float, connections: int = 32, gzip: bool = False) -> tuple[float, float]:
    """Requests per second, and the 99th percentile of the delay in seconds."""
    headers = ["-H", "Accept-Encoding: gzip"] if gzip else []
    command = ["wrk", "-t1", f"-c{connections}", f"-d{round(seconds)}s", "--latency", *headers, url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in told, told
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", told).groups()  # type: ignore[union-attr]
    return rate, float(value) * {"us": 1e-6, "ms": 1e-3, "s": 1.0}[unit]


def against_nginx(url: str, folder: Path, seconds: float) -> dict[str, float]:
    """Our rate as a share of nginx's, plain and compressed: the median of rounds in turn."""
    plain = httpx.get(url, headers={"Accept-Encoding": "identity"}).content
    with httpx.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as answer:
        small = b"".join(answer.iter_raw())
    print(f"the page: {len(plain)} bytes, {len(small)} compressed")
    shares = {}
    with nginx(folder / "nginx", plain, small) as file:
        for name, gzip in (("plain", False), ("gzip", True)):
            pairs = [
                (wrk(url, seconds=seconds, gzip=gzip)[0], wrk(file, seconds=seconds, gzip=gzip)[0])
                for _ in range(ROUNDS)
            ]
            for ours, theirs in pairs:
                print(f"  {name:6} {ours:8.0f}/s   nginx {theirs:8.0f}/s   {ours / theirs:.2f}")
            shares[name] = statistics.median(ours / theirs for ours, theirs in pairs)
    return shares


def beside_rendering(place: Installation, path: str, seconds: float) -> tuple[float, float, int]:
    """99th percentile of kept pages alone, and while two clients have pages rendered; how many those were."""
    alone = paced(place, path, seconds)
    done, rendered = threading.Event(), [0]

    def render() -> None:
        with httpx.Client(base_url=place.url, timeout=30) as client:
            while not done.is_set():
                client.get(f"{path}?fresh={rendered[0]}")
                rendered[0] += 1

    threads = [threading.Thread(target=render) for _ in range(2)]
    for thread in threads:
        thread.start()
    beside = paced(place, path, seconds)
    done.set()
    for thread in threads:
        thread.join()
    return alone, beside, rendered[0]


def paced(place: Installation, path: str, seconds: float) -> float:
    """99th percentile of the delay of a kept page, asked 200 times a second."""
    delays = []
    with httpx.Client(base_url=place.url) as client:
        client.get(path)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            begun = time.perf_counter()
            client.get(path)
            delays.append(time.perf_counter() - begun)
            time.sleep(0.005)
    return sorted(delays)[int(len(delays) * 0.99)]


def until_true(place: Installation, gardener: Gardener, story: dict[str, str]) -> list[float]:
    """Seconds from the moment an act is on the disk until the public page shows it."""
    delays = []
    with httpx.Client(base_url=place.url) as client:
        for number in range(20):
            text = f"Bean number {number} grew."
            client.get(f"/stories/{story['story']}/")
            at = gardener.do("contribute", story=story["story"], by=story["host"], text=text)["at"]
            while text not in client.get(f"/stories/{story['story']}/").text:
                pass
            delays.append(time.monotonic() - at)
    return sorted(delays)


def first_page(folder: Path, server: str) -> tuple[float, float]:
    """Seconds from the command to the first page of a new installation, then its idle memory in MB."""
    place = Installation(folder / "new", server=server)
    begun = time.monotonic()
    place.process = place.run("serve", "--port", str(place.port), "--server", server)
    while True:
        try:
            answer = httpx.get(f"{place.url}/first-run/", timeout=10)
            break
        except httpx.TransportError:
            time.sleep(0.01)
    taken = time.monotonic() - begun
    assert answer.status_code == 200
    time.sleep(3)
    pages = int(Path(f"/proc/{place.process.pid}/statm").read_text().split()[1])
    place.stop()
    return taken, pages * 4096 / 1e6


def main() -> int:
    """Measure all and say whether the targets hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--server", default="granian")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="potager-bench-") as name:
        folder = Path(name)
        taken, megabytes = first_page(folder, options.server)
        with Installation(folder / "data", server=options.server) as place:
            gardener = place.gardener()
            story = gardener.do("story")
            for _ in range(30):
                gardener.do("contribute", story=story["story"], by=story["host"], text=TEXT)
            path = f"/stories/{story['story']}/"
            shares = against_nginx(f"{place.url}{path}", folder, options.seconds)
            alone, beside, rendered = beside_rendering(place, path, options.seconds)
            delays = until_true(place, gardener, story)
            gardener.leave()
    print(
        f"  p99 of kept pages: alone {alone * 1000:.1f} ms, beside rendering {beside * 1000:.1f} ms ({rendered})"
    )
    print(f"  true after an act: median {delays[10] * 1000:.0f} ms, worst {delays[-1] * 1000:.0f} ms")
    print(f"  first page {taken:.2f} s after the command, idle {megabytes:.0f} MB")
    holds = {
        f"at least {OF_NGINX} of nginx": min(shares.values()) >= OF_NGINX,
        f"p99 under {P99 * 1000:.0f} ms while pages render": beside < P99,
        f"true within {TRUE * 1000:.0f} ms": delays[-1] < TRUE,
        f"first page within {FIRST} s": taken < FIRST,
        f"idle under {IDLE:.0f} MB": megabytes < IDLE,
    }
    for target, is_met in holds.items():
        print(f"  {'yes' if is_met else 'NO '} {target}")
    return 0 if all(holds.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
