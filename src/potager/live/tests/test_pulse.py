"""What is told though it is no act, and heard once by each stream."""

from uuid import UUID, uuid4

import pytest

from potager.journal import pulses
from potager.journal.pulses import Pulse, declare_pulse
from potager.live.pulse import beats
from potager.live.stream import Stream

ADA, BEN = uuid4(), uuid4()


def test_equal_states_are_rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[tuple[int, str]] = []

    def fragment(state: int, language: str) -> str:
        rendered.append((state, language))
        return f"<b>{state}</b>"

    monkeypatch.setattr(pulses, "_pulses", {})
    declare_pulse(Pulse("gate.moved", "gate", lambda things: dict.fromkeys(things, 3), fragment))
    found = list(beats(lambda channel: ["fr"], [f"gate:{ADA}", f"gate:{BEN}", "topic:x"]))
    assert [one.channel for one in found] == [f"gate:{ADA}", f"gate:{BEN}"]
    assert rendered == [(3, "fr")] and found[0].piece is found[1].piece
    assert b"gate.moved" in found[0].piece["body"] and b"<b>3</b>" in found[0].piece["body"]


def test_a_stream_hears_a_state_once() -> None:
    async def send(_message: object) -> None: ...

    def stream() -> Stream:
        return Stream(send=send, channels=("gate:a",), language="fr", session="", connection=str(UUID(int=1)))

    one = stream()
    assert [one.hears("moved", "gate:a", state) for state in (1, 1, 2, 1)] == [True, False, True, True]
    assert one.hears("opened", "gate:a", 1) and one.hears("moved", "gate:b", 1)
    assert stream().hears("moved", "gate:a", 1), "who comes later hears it too"
