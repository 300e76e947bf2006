"""A whole installation as people run it: `potager serve` in a folder of its own, on a free port."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import httpx
import psycopg

HERE = Path(__file__).resolve().parent
# What differs between the servers does not differ between databases.
SERVERS = ["granian"] if "POTAGER_DATABASE_URL" in os.environ else ["granian", "uvicorn"]
POTAGER = [sys.executable, "-c", "from potager.cli.main import main; main()"]


class Gardener:
    """Acts done by another process on the same database."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "gardener.py")],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def do(self, name: str, **arguments: Any) -> Any:
        """Do it and return what came of it; raises RuntimeError with the error's text."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": name, **arguments}) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def leave(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def _answer(self) -> Any:
        assert self._process.stdout
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["ok"]


class Installation:
    """One installation; `server` is granian or uvicorn. Use it in a `with` block."""

    def __init__(self, folder: Path, *, server: str = "granian", **variables: str) -> None:
        self.folder, self.server, self.port = folder, server, free_port()
        self.database = os.environ.get("POTAGER_DATABASE_URL", "")
        if self.database:
            self.database = _new_database(self.database)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("POTAGER_")}
        self.environment = {
            **kept,
            "POTAGER_DATA": str(folder),
            "POTAGER_LOG": "json",
            **({"POTAGER_DATABASE_URL": self.database} if self.database else {}),
            **variables,
        }
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.database:
            _drop_database(self.database)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What it wrote so far."""
        return (self.folder.parent / f"{self.folder.name}.log").read_text()

    def start(self, *options: str) -> None:
        """Start it and wait until it is ready."""
        self.process = self.run("serve", "--port", str(self.port), "--server", self.server, *options)
        end = time.monotonic() + 60
        while not self._is_ready():
            assert self.process.poll() is None, self.log
            assert time.monotonic() < end, self.log
            time.sleep(0.05)

    def run(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start `potager` with these arguments; its output is added to the log."""
        with (self.folder.parent / f"{self.folder.name}.log").open("a") as log:
            return subprocess.Popen(
                [*POTAGER, *arguments], env=self.environment, stdout=log, stderr=log, text=True
            )

    def stop(self) -> int:
        """Ask it to stop; returns its exit code."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=40)

    def kill(self) -> None:
        """Pull the plug."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def gardener(self) -> Gardener:
        """Someone who acts."""
        return Gardener(self.environment)

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5, verify=False).status_code == 200
        except httpx.TransportError:
            return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _new_database(url: str) -> str:
    name = f"potager_server_{uuid4().hex[:12]}"
    with psycopg.connect(_maintenance(url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _drop_database(url: str) -> None:
    with psycopg.connect(_maintenance(url), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {urlsplit(url).path[1:]} WITH (FORCE)")


def _maintenance(url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path="/postgres"))
