"""A crowd of readers in a process of its own: raw sockets, one epoll, as little work per event as possible.

    python benchmarks/crowd.py PORT COUNT STALLED QUERY [SESSION,QUERY …]

Opens COUNT streams of /live?QUERY (STALLED of them never read), each with the session and the further query that its
place in the list gives it if there is one, prints {"opened": seconds}, notes when each
act reached each reader until a line comes on standard input: {"position": sent at (monotonic seconds), …}.
Then it prints what came of each: missed, doubled, delays.
"""

import json
import re
import resource
import select
import socket
import sys
import time
from collections import Counter, defaultdict

EVENT = re.compile(rb"(?:^|\n)id: ([0-9]+)\n")
PATIENCE = 20.0  # seconds that what was sent may take to arrive


class Crowd:
    """All connections of this process. Whatever arrives is noted as it is, and understood when all is over."""

    def __init__(self, port: int, query: str, people: list[str]) -> None:
        self._port, self._query, self._people = port, query, people
        self._poll = select.epoll()
        self._sockets: dict[int, socket.socket] = {}
        self._greeted: dict[int, bytes] = {}
        self._known: dict[bytes, bytes] = {}  # the same bytes come to everyone: kept once
        self._noted: list[tuple[int, float, bytes]] = []
        self.idle: list[socket.socket] = []

    def open(self, count: int, *, stalled: int) -> None:
        """Open the streams and wait until each has said hello; the last `stalled` are never read again."""
        waiting = set()
        for _ in range(count):
            waiting.add(self._connect())
            while len(waiting) > 500:  # a burst, not a flood: the listen queue is 4,096 at most
                self._greet(waiting)
        while waiting:
            self._greet(waiting)
        for number in list(self._sockets)[:stalled]:
            self._poll.unregister(number)
            self.idle.append(self._sockets.pop(number))
        self._noted += [(number, 0.0, self._greeted[number]) for number in self._sockets]

    def listen(self, seconds: float) -> None:
        """Take what comes."""
        known, noted, clock = self._known, self._noted, time.monotonic
        for number, _event in self._poll.poll(seconds):
            data = self._sockets[number].recv(8192)
            noted.append((number, clock(), known.setdefault(data, data)))
            if not data:
                self._poll.unregister(number)

    def wait_for(self, position: int) -> None:
        """Listen until the last act has reached everyone, or patience ends."""
        end, last = time.monotonic() + PATIENCE, b"\nid: %d\n" % position
        reached: set[int] = set()
        understood = 0
        while len(reached) < len(self._sockets) and time.monotonic() < end:
            self.listen(0.1)
            reached.update(number for number, _at, data in self._noted[understood:] if last in data)
            understood = len(self._noted)

    def account(self, sent: dict[int, float]) -> dict[str, object]:
        """Missed, doubled, and the delay of every arrival in seconds."""
        times, counts = self._understood()
        wanted = set(sent)
        missed = sum(len(wanted - counts[number].keys()) for number in self._sockets)
        doubled = sum(n - 1 for seen in counts.values() for p, n in seen.items() if p in wanted)
        delays = sorted(at - sent[p] for p in wanted & times.keys() for at in times[p])
        return {
            "missed": missed,
            "doubled": doubled,
            "delays": delays[:: max(1, len(delays) // 20_000)],
            "last": [max(times[p]) - sent[p] for p in sorted(wanted & times.keys())],
            "spread": [max(times[p]) - min(times[p]) for p in sorted(wanted & times.keys())],
        }

    def _understood(self) -> tuple[dict[int, list[float]], dict[int, Counter[int]]]:
        """When each act came, and how often each reader got it."""
        times: dict[int, list[float]] = defaultdict(list)
        counts: dict[int, Counter[int]] = defaultdict(Counter)
        rest: dict[int, bytes] = defaultdict(bytes)
        for number, at, data in self._noted:
            whole = rest[number] + data
            end = whole.rfind(b"\n\n") + 1
            rest[number] = whole[end:]
            for found in EVENT.finditer(whole, 0, end):
                counts[number][int(found[1])] += 1
                times[int(found[1])].append(at)
        return times, counts

    def _connect(self) -> int:
        connection = socket.create_connection(("127.0.0.1", self._port))
        session, _, query = self._people.pop().partition(",") if self._people else ("", "", "")
        cookie = f"Cookie: potager_session={session}\r\n" if session else ""
        request = f"GET /live?{self._query}{query} HTTP/1.1\r\nHost: localhost\r\n{cookie}"
        connection.sendall(f"{request}Accept: text/event-stream\r\n\r\n".encode())
        connection.setblocking(False)
        number = connection.fileno()
        self._sockets[number], self._greeted[number] = connection, b""
        self._poll.register(number, select.EPOLLIN)
        return number

    def _greet(self, waiting: set[int]) -> None:
        for number, _event in self._poll.poll(1):
            data = self._sockets[number].recv(65_536)
            if number in waiting and not self._greeted[number] and not data.startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"refused: {data[:80]!r}")
            self._greeted[number] += data
            if b"event: hello" in self._greeted[number]:
                waiting.discard(number)


def main() -> None:
    """See the module."""
    port, count, stalled, query = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    crowd, begun = Crowd(port, query, sys.argv[5:]), time.monotonic()
    crowd.open(count, stalled=stalled)
    print(json.dumps({"opened": time.monotonic() - begun}), flush=True)
    asked = select.poll()
    asked.register(sys.stdin, select.POLLIN)
    while not asked.poll(0):
        crowd.listen(0.05)
    sent = {int(position): at for position, at in json.loads(sys.stdin.readline()).items()}
    crowd.wait_for(max(sent))
    print(json.dumps(crowd.account(sent)), flush=True)


if __name__ == "__main__":
    main()
