"""Small readings of headers."""

import pytest

from potager.config.bridge import is_download
from potager.config.logs import path_to_log
from potager.config.requests import accepts_gzip, headers_of, matches


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"gzip", True),
        (b"gzip, deflate, br, zstd", True),
        (b"br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        (b"*", True),
        (b"GZIP", True),
        (b"", False),
        (b"identity", False),
        (b"br", False),
        (b"gzip;q=0", False),
        (b"gzip; q=0.000", False),
        (b"gzip;q=0.001", True),
    ],
)
def test_whether_gzip_is_accepted(header: bytes, expected: bool) -> None:
    assert accepts_gzip(header) is expected


def test_entity_tags() -> None:
    assert matches(b'"a"', b'"a"')
    assert matches(b'"b", W/"a"', b'"a"')
    assert matches(b"*", b'"a"')
    assert not matches(b"", b'"a"')
    assert not matches(b'"ab"', b'"a"')


def test_cookies_in_several_lines_are_one() -> None:
    scope = {"headers": [(b"cookie", b"potager_session=a"), (b"host", b"h"), (b"cookie", b"x=y")]}
    assert headers_of(scope)[b"cookie"] == b"potager_session=a; x=y"


def test_downloads_are_told_from_pages() -> None:
    assert is_download("/books/0193/the-beans.epub")
    assert not is_download("/books/0193/")
    assert not is_download("/stories/0193/a.b")


def test_secrets_of_links_stay_out_of_logs() -> None:
    assert path_to_log("/i/abcdef/") == "/i/…/"
    assert path_to_log("/come/abcdef/change/") == "/come/…/change/"
    assert path_to_log(f"/calendar/{'0a' * 36}.ics") == "/calendar/…"
    assert path_to_log("/calendar/2026-11/") == "/calendar/2026-11/"
    assert path_to_log("/stories/1/") == "/stories/1/"
    assert len(path_to_log("/" + "a" * 9999)) <= 200
