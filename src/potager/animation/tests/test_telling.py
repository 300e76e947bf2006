"""Facts in words, as a whole sentence and as a part of one."""

import pytest
from django.utils.html import format_html

from potager.animation.telling import Teller
from potager.members.models import Member


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("It waits", "It waits."),
        ("It waits.", "It waits."),
        ("<a>Leeks?</a>", "<a>Leeks?</a>"),
        ("two (<a>leeks</a>)", "two (<a>leeks</a>)."),
        ("“Leeks”", "“Leeks”"),
    ],
)
def test_a_sentence_that_stands_by_itself_ends(part: str, whole: str) -> None:
    tell = Teller(viewer=Member())
    words = {"waits": lambda _tell, _about: format_html(part + "{}", "")}
    assert tell.sentence(words, {"fact": "waits"}) == part
    assert tell.whole(words, {"fact": "waits"}) == whole
    assert tell.whole(words, {"fact": "unknown"}) is None
