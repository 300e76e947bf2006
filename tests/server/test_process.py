"""The life of the process: first start, decent stop, plug pulled, start again."""

import contextlib
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from installation import POTAGER, SERVERS, Installation
from sse import Closed, Reader

ON_SQLITE = pytest.mark.skipif("POTAGER_DATABASE_URL" in os.environ, reason="about SQLite's file")


@pytest.fixture(params=SERVERS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    with Installation(tmp_path / "data", server=request.param) as running:
        yield running


def test_first_start_makes_a_house_for_its_owner_alone(place: Installation) -> None:
    key = place.folder / "secret.key"
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text().strip()) > 40
    assert "/first-run/" in place.log
    kept = key.read_text()
    assert place.stop() == 0
    place.start()
    assert key.read_text() == kept
    answer = httpx.get(f"{place.url}/", follow_redirects=True)
    assert (answer.status_code, answer.url.path) == (200, "/first-run/")


def test_a_decent_stop_ends_requests_and_tells_the_streams(place: Installation) -> None:
    gardener = place.gardener()
    story = gardener.do("story")
    streams = [Reader(place.url, f"channel=story:{story['story']}") for _ in range(5)]
    for stream in streams:
        stream.next("hello")
    answers: list[int] = []

    def ask() -> None:
        with (
            contextlib.suppress(httpx.TransportError),
            httpx.Client(base_url=place.url, timeout=20) as client,
        ):
            while True:
                answers.append(client.get(f"/c/{story['address']}/?{len(answers)}").status_code)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    time.sleep(0.5)
    begun = time.monotonic()
    assert place.stop() == 0
    assert time.monotonic() - begun < 15
    for asker in askers:
        asker.join()
    assert set(answers) == {200}
    for stream in streams:
        assert stream.next("bye")
        with pytest.raises(Closed):
            stream.next()
        assert stream.is_ended  # properly, not cut off
    gardener.leave()


def test_readers_who_do_not_read_cannot_keep_it_alive(place: Installation) -> None:
    gardener = place.gardener()
    story = gardener.do("story")
    stalled = [Reader(place.url, f"channel=story:{story['story']}", buffer=2048) for _ in range(3)]
    for number in range(100):
        text = f"Bean {number}, " + "a very long bean, " * 55 + "grew."
        gardener.do("contribute", story=story["story"], by=story["host"], text=text)
    begun = time.monotonic()
    assert place.stop() == 0
    assert time.monotonic() - begun < 25
    assert len(stalled) == 3
    gardener.leave()


def test_a_second_signal_forces(place: Installation) -> None:
    assert place.process
    with httpx.stream("GET", f"{place.url}/readyz"):
        place.process.send_signal(signal.SIGINT)
        place.process.send_signal(signal.SIGINT)
        assert place.process.wait(timeout=10) in {0, 1}


def test_after_the_plug_was_pulled_everything_goes_on(place: Installation) -> None:
    gardener = place.gardener()
    story = gardener.do("story")
    channel = f"story:{story['story']}"
    reader = Reader(place.url, f"channel={channel}")
    reader.next("hello")
    seen = [gardener.do("contribute", story=story["story"], by=story["host"], text="Before.")["position"]]
    assert reader.next("contribution.added").position == seen[0]
    place.kill()
    with pytest.raises(Closed):
        reader.next()
    while_down = gardener.do("contribute", story=story["story"], by=story["host"], text="Meanwhile.")
    place.start()
    resumed = Reader(place.url, f"channel={channel}&after=0", Last_Event_ID=str(seen[-1]))
    assert resumed.next("contribution.added").position == while_down["position"]
    end, last = time.monotonic() + 20, gardener.do("position")
    while set(gardener.do("cursors").values()) != {last}:
        assert time.monotonic() < end, "a reader did not resume"
        time.sleep(0.1)
    assert "Meanwhile" in httpx.get(f"{place.url}/stories/{story['story']}/").text
    gardener.leave()


def test_a_taken_port_is_said_plainly(place: Installation) -> None:
    second = place.run("serve", "--port", str(place.port))
    assert second.wait(timeout=30) == 1
    assert "Nothing can listen on" in place.log
    assert "Traceback" not in place.log


def test_readiness_tells_which_part_is_not_well(tmp_path: Path) -> None:
    with Installation(tmp_path / "data") as place:
        assert httpx.get(f"{place.url}/readyz").json() == {"database": True, "journal": True, "worker": True}
        assert httpx.get(f"{place.url}/healthz").text == "ok\n"


def test_readers_and_jobs_in_a_process_of_their_own(tmp_path: Path) -> None:
    with Installation(tmp_path / "data") as place:
        place.stop()
        place.start("--no-worker")
        assert "worker" not in httpx.get(f"{place.url}/readyz").json()
        gardener = place.gardener()
        gardener.do("story")
        before = gardener.do("cursors")
        worker = place.run("worker")
        end, last = time.monotonic() + 30, gardener.do("position")
        while set(gardener.do("cursors").values()) != {last}:
            assert time.monotonic() < end, before
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0
        gardener.leave()


@ON_SQLITE
def test_a_database_newer_than_the_code_is_left_alone(tmp_path: Path) -> None:
    with Installation(tmp_path / "data") as place:
        place.stop()
        with sqlite3.connect(place.folder / "potager.sqlite3") as database:
            database.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('stories', '0999_later', '')"
            )
        refused = place.run("serve", "--port", str(place.port))
        assert refused.wait(timeout=30) == 1
        assert "newer than this version of Potager" in place.log
        assert "Traceback" not in place.log


@pytest.mark.parametrize("obstacle", ["a file", "a broken database"])
@ON_SQLITE
def test_what_stands_in_the_way_is_said_plainly(tmp_path: Path, obstacle: str) -> None:
    folder = tmp_path / "data"
    if obstacle == "a file":
        folder.write_text("")
        folder = folder / "below"
    else:
        folder.mkdir()
        (folder / "potager.sqlite3").write_text("this is no database " * 100)
    said = subprocess.run(
        [*POTAGER, "serve", "--data", str(folder), "--port", "0"], capture_output=True, text=True, timeout=60
    )
    assert said.returncode == 1
    assert "cannot be used" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_request_is_answered_while_another_sends_slowly(place: Installation) -> None:
    with socket.create_connection(("127.0.0.1", place.port)) as slow:
        slow.sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nemail=")
        assert httpx.get(f"{place.url}/sign-in/", timeout=5).status_code == 200
