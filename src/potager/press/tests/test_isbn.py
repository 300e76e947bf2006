"""The number of a book: its check digit, its two lengths, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potager.press.barcode import ean13
from potager.press.isbn import normal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("978-2-07-036822-8", "978-2-07-036822-8"),
        ("9782070368228", "9782070368228"),
        ("ISBN 978 2 07 036822 8", "978-2-07-036822-8"),
        ("isbn: 978–2–07–036822–8", "978-2-07-036822-8"),
        ("2-07-036822-X", "978-2-07-036822-8"),
        ("207036822x", "9782070368228"),
        ("9-7-8-2-0-7-0-3-6-8-2-2-8", "9782070368228"),
        ("0-306-40615-2", "978-0-306-40615-7"),
    ],
)
def test_what_is_an_isbn(typed, kept):
    assert normal(typed) == kept
    assert ean13(kept)


@pytest.mark.parametrize(
    "typed",
    ["", "978-2-07-036822-9", "2-07-036822-8", "977-2-07-036822-8", "97820703682281", "978207036822X", "X207036822",
     "978-2-07-036822-8<b>", "٩٧٨٢٠٧٠٣٦٨٢٢٨", "ISBN"],
)  # fmt: skip
def test_what_is_none(typed):
    assert normal(typed) == ""


@given(st.text(max_size=30))
def test_anything_may_be_typed(text):
    kept = normal(text)
    assert len(kept) <= 17
    assert normal(kept) == kept
