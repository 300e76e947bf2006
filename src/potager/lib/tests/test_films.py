"""Films packed anew: what browsers play is taken, what a camera told is not."""

from pathlib import Path
from typing import Any

import pytest

from potager.lib import films
from potager.lib.tests.filmed import a_film


def packed(tmp_path: Path, **made: Any) -> tuple[films.Film, bytes]:
    source, target = tmp_path / "came", tmp_path / "made"
    source.write_bytes(a_film(**made))
    return films.packed_anew(source, target, most_seconds=20), target.read_bytes()


def test_an_mp4_loses_what_the_camera_told(tmp_path: Path) -> None:
    source = a_film(told={"title": "SECRET", "location": "+48.8500+002.3500/"})
    assert b"SECRET" in source
    film, data = packed(tmp_path, told={"title": "SECRET", "location": "+48.8500+002.3500/"})
    assert (film.ending, film.width, film.height) == ("mp4", 64, 48) and 0.8 < film.seconds < 1.5
    assert data[4:8] == b"ftyp" and b"SECRET" not in data and b"+48.85" not in data
    assert data.index(b"moov") < data.index(b"mdat"), "it plays before it is there"


def test_other_boxes_become_what_browsers_play(tmp_path: Path) -> None:
    assert packed(tmp_path, box="matroska")[0].ending == "mp4"
    film, data = packed(tmp_path, box="webm", codec="libvpx", sound="libopus")
    assert film.ending == "webm" and data.startswith(b"\x1aE\xdf\xa3")


def test_what_is_not_taken_is_named(tmp_path: Path) -> None:
    for made, refusal in (
        ({"codec": "mpeg4"}, films.NotPlayed),
        ({"codec": "libx264", "colours": "yuv444p"}, films.NotPlayed),
        ({"codec": None}, films.NoPictures),
        ({"seconds": 21, "sound": None}, films.FilmTooLong),
    ):
        with pytest.raises(refusal):
            packed(tmp_path, **made)
        assert not (tmp_path / "made").exists()
    whole = a_film()
    for data, refusal in (
        (b"MZ" * 100, films.NoFilm),
        (whole[:200], films.FilmDamaged),
        (b"\0\0\0\x20ftypisom" + b"\xff" * 500, films.FilmDamaged),
    ):
        (tmp_path / "came").write_bytes(data)
        with pytest.raises(refusal):
            films.packed_anew(tmp_path / "came", tmp_path / "made")


def test_a_film_that_names_other_files_opens_none(tmp_path: Path) -> None:
    (tmp_path / "came").write_bytes(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    with pytest.raises(films.NoFilm):
        films.packed_anew(tmp_path / "came", tmp_path / "made")
