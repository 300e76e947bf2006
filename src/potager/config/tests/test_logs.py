"""What is logged cannot speak to a terminal, nor pretend to be another line."""

import pytest

from potager.config.logs import printable


@pytest.mark.parametrize(
    "odd", ["\x00", "\x1b[2J", "\x7f", "\x85", "\x9b2J", "\n", "\t", "\r", "\u2028", "\u202e"]
)
def test_control_characters_are_written_out(odd: str) -> None:
    told = printable(None, "info", {"event": f"a{odd}b", "path": f"/{odd}", "status": 200})
    assert all(character.isprintable() for character in f"{told['event']}{told['path']}")
    assert told["status"] == 200
    assert told["event"].startswith("a\\")


def test_what_people_write_stays_and_a_traceback_keeps_its_lines() -> None:
    told = printable(None, "error", {"event": "L’été, 夏 👩‍🌾", "exception": "one\n  two\x9b"})
    assert told == {"event": "L’été, 夏 👩‍🌾", "exception": "one\n  two\\x9b"}
