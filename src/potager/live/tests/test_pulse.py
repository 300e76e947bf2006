"""What is told though it is no act, and heard once by each stream."""

from uuid import UUID, uuid4

import pytest

from potager.journal import pulses
from potager.journal.pulses import Pulse, declare_pulse
from potager.live.pulse import beats
from potager.live.stream import Stream

ADA, BEN = uuid4(), uuid4()


def test_what_changed_is_told_in_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    def fragment(gate: UUID, state: int, language: str) -> str:
        return f"<b>{gate} {state} {language}</b>"

    monkeypatch.setattr(pulses, "_pulses", {})
    declare_pulse(Pulse("gate.moved", "gate", lambda things: {ADA: 3}, fragment, is_dated=True))
    found = list(beats(lambda channel: ["en", "fr"], [f"gate:{ADA}", f"gate:{BEN}", "topic:x"]))
    assert [(one.channel, one.language, one.dated) for one in found] == [
        (f"gate:{ADA}", "en", 3),
        (f"gate:{ADA}", "fr", 3),
    ]
    assert b"gate.moved" in found[1].piece["body"] and f"<b>{ADA} 3 fr</b>".encode() in found[1].piece["body"]


def test_a_stream_hears_a_dated_state_once() -> None:
    async def send(_message: object) -> None: ...

    def stream() -> Stream:
        return Stream(send=send, channels=("gate:a",), language="fr", session="", connection=str(UUID(int=1)))

    one = stream()
    assert [one.hears("moved", "gate:a", state) for state in (1, 1, 2, 1)] == [True, False, True, True]
    assert one.hears("opened", "gate:a", 1) and one.hears("moved", "gate:b", 1)
    assert stream().hears("moved", "gate:a", 1), "who comes later hears it too"
    assert one.hears("seen", "gate:a", None) and one.hears("seen", "gate:a", None)
