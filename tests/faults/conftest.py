"""Faults are made to real processes: programs that share the test's database, and whole installations."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import psycopg
import pytest
from django.db import connection

PROGRAMS = Path(__file__).parent / "programs"
Start = Callable[..., "subprocess.Popen[str]"]


def database_url(name: str = "") -> str:
    """The POTAGER_DATABASE_URL of the database that the test itself uses, or of another one on the same server."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    who = f"{settings['USER']}:{quote(settings['PASSWORD'])}@{settings['HOST']}:{settings['PORT']}"
    return f"postgresql://{who}/{name or settings['NAME']}"


@pytest.fixture
def start(transactional_db: None) -> Iterator[Start]:
    """Start programs/<name>.py with arguments; whatever still runs at the end of the test is killed."""
    running: list[subprocess.Popen[str]] = []

    def start_program(name: str, *arguments: object) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, str(PROGRAMS / f"{name}.py"), *map(str, arguments)],
            env=os.environ | {"POTAGER_DATABASE_URL": database_url()},
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield start_program
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def seen(transactional_db: None) -> Iterator[Callable[[], list[int]]]:
    """A projection without any constraint: what readers saw, in the order in which they saw it."""
    number = "INTEGER PRIMARY KEY AUTOINCREMENT" if connection.vendor == "sqlite" else "BIGSERIAL PRIMARY KEY"

    def positions() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT position FROM seen ORDER BY number")
            return [row[0] for row in cursor.fetchall()]

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE seen (number {number}, position BIGINT NOT NULL)")
    yield positions
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE seen")


class House:
    """An installation in a folder of its own, with an open story and people who are signed in."""

    def __init__(self, data: Path, *, people: int, database: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data, self.url = data, f"http://127.0.0.1:{self.port}"
        self._environment = {**os.environ, "POTAGER_DATA": str(data), "POTAGER_DATABASE_URL": database}
        settled = self._run(str(PROGRAMS / "settle.py"), str(data), str(people))
        made: dict[str, Any] = json.loads(settled)
        self.story: str = made["story"]
        self.sessions: list[str] = made["sessions"]
        self._process: subprocess.Popen[bytes] | None = None

    def _run(self, *command: str) -> str:
        ran = subprocess.run(
            [sys.executable, *command], env=self._environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def start(self) -> None:
        """Start `potager serve` and wait until it answers."""
        command = [
            Path(sys.executable).with_name("potager"),
            "serve",
            "--data",
            self.data,
            "--port",
            str(self.port),
        ]
        with (self.data.parent / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        end = time.monotonic() + 90
        while not self.answers():
            assert self._process.poll() is None and time.monotonic() < end, self.log()
            time.sleep(0.03)

    def answers(self) -> bool:
        """Whether the server is there."""
        try:
            return httpx.get(f"{self.url}/healthz", timeout=5, verify=False).is_success
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """kill -9."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def log(self) -> str:
        """The end of what the server said."""
        return (self.data.parent / "serve.log").read_text()[-4000:]

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the database, from beside the server."""
        program = (
            "import json, sys, django; django.setup(); from django.db import connection\n"
            "with connection.cursor() as cursor:\n"
            "    cursor.execute(sys.argv[1]); print(json.dumps(cursor.fetchall(), default=str))"
        )
        self._environment["DJANGO_SETTINGS_MODULE"] = "potager.config.settings"
        return [tuple(row) for row in json.loads(self._run("-c", program, sql))]


@pytest.fixture
def settle(tmp_path: Path, django_db_setup: None) -> Iterator[Callable[..., House]]:
    """Make a house; on PostgreSQL with a database of its own. The server is killed at the end."""
    made: list[House] = []
    name = f"house_{uuid4().hex[:12]}"

    def make(*, people: int = 1, data: Path | None = None) -> House:
        is_postgres = connection.vendor == "postgresql"
        if is_postgres:
            with psycopg.connect(database_url("postgres"), autocommit=True) as admin:
                admin.execute(f'CREATE DATABASE "{name}"')
        house = House(
            data or tmp_path / "data", people=people, database=database_url(name) if is_postgres else ""
        )
        made.append(house)
        return house

    yield make
    for house in made:
        house.kill()
    if connection.vendor == "postgresql":
        with psycopg.connect(database_url("postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
