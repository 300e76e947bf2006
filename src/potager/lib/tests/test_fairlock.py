"""The fair lock: between threads, between processes, and when one of them dies."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import OperationalError

from potager.lib.fairlock import FairLock

HOLDER = """
import sys, time
from potager.lib.fairlock import FairLock
lock = FairLock.of(sys.argv[1])
lock.acquire(timeout=5)
print("held", flush=True)
time.sleep(float(sys.argv[2]))
lock.release()
print("freed", flush=True)
time.sleep(60)
"""
BUSY = """
import sys, time
from potager.lib.fairlock import FairLock
lock, waits, end = FairLock.of(sys.argv[1]), [], time.monotonic() + 1.5
while time.monotonic() < end:
    begin = time.monotonic()
    lock.acquire(timeout=5)
    waits.append(time.monotonic() - begin)
    time.sleep(0.002)
    lock.release()
print(len(waits), max(waits))
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Something to write."""
    return str(tmp_path / "data")


def start(program: str, *arguments: object) -> "subprocess.Popen[str]":
    """Another process."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_one_process_has_one_lock_per_file(file: str) -> None:
    assert FairLock.of(file) is FairLock.of(file)
    assert FairLock.of(file) is not FairLock.of(file + "2")


def test_one_at_a_time_in_order_of_arrival(file: str) -> None:
    lock, order, inside = FairLock.of(file), [], []

    def work(number: int) -> None:
        lock.acquire(timeout=5)
        inside.append(number)
        assert inside == [number]
        order.append(number)
        time.sleep(0.01)
        inside.clear()
        lock.release()

    lock.acquire(timeout=1)
    with ThreadPoolExecutor(6) as pool:
        for number in range(6):
            pool.submit(work, number)
            while len(lock._turns) < number + 2:  # the holder, and those who came
                time.sleep(0.001)
        lock.release()
    assert order == list(range(6))


def test_no_thread_waits_for_long_while_seven_others_write(file: str) -> None:
    lock, waits, end = FairLock.of(file), [], time.monotonic() + 1

    def work() -> None:
        while time.monotonic() < end:
            begin = time.monotonic()
            lock.acquire(timeout=5)
            waits.append(time.monotonic() - begin)
            time.sleep(0.002)
            lock.release()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(waits) > 20
    assert max(waits) < 0.5


def test_no_process_waits_for_long_while_three_others_write(file: str) -> None:
    processes = [start(BUSY, file) for _ in range(4)]
    answers = [process.communicate(timeout=30)[0].split() for process in processes]
    assert min(int(turns) for turns, _ in answers) > 5
    assert max(float(longest) for _, longest in answers) < 0.5


def test_waiting_has_an_end_and_the_lock_goes_on(file: str) -> None:
    lock = FairLock.of(file)
    lock.acquire(timeout=1)
    with ThreadPoolExecutor(1) as pool, pytest.raises(OperationalError, match="locked"):
        pool.submit(lock.acquire, timeout=0.05).result()
    lock.release()
    lock.acquire(timeout=1)
    lock.release()


def test_waiting_for_another_process_has_an_end_too(file: str) -> None:
    holder = start(HOLDER, file, 60)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    lock = FairLock.of(file)
    with pytest.raises(OperationalError, match="another process"):
        lock.acquire(timeout=0.05)
    holder.kill()
    holder.communicate()
    lock.acquire(timeout=5)  # neither the dead holder nor the abandoned wait keeps it
    lock.release()


def test_a_killed_holder_frees_those_who_wait(file: str) -> None:
    holder = start(HOLDER, file, 60)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(FairLock.of(file).acquire, timeout=10)
        time.sleep(0.1)
        assert not waiting.done()
        holder.kill()
        waiting.result(timeout=5)
    holder.communicate()
    FairLock.of(file).release()


def test_another_process_that_lets_go_is_followed(file: str) -> None:
    holder = start(HOLDER, file, 0.2)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    FairLock.of(file).acquire(timeout=5)
    assert holder.stdout.readline() == "freed\n"
    FairLock.of(file).release()
    holder.kill()
    holder.communicate()


def test_a_lock_that_cannot_be_made_is_told_as_a_fault_of_the_database(tmp_path: Path) -> None:
    lock = FairLock.of(str(tmp_path / "no such folder" / "data"))
    for _ in range(2):  # the first fault leaves no one in the queue
        with pytest.raises(OperationalError, match="cannot be opened"):
            lock.acquire(timeout=1)
