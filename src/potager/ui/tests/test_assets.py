"""Static files: built the same every time, small, named by their content, and never outside their folders."""

import re
from pathlib import Path

import pytest

from potager.ui import assets

UI = Path(assets.__file__).parent


def test_the_stylesheet_is_built_the_same_every_time_and_is_small() -> None:
    built = assets.stylesheet()
    assert built == assets.stylesheet()
    assert built.startswith(b"@layer tokens, reset, base, components, beds, utilities;")
    kit = sum((UI / f"static/ui/css/{name}.css").stat().st_size for name in assets.STYLES)
    assert kit < 44_000, "the kit weighs less than 44 KB before compression"


def test_every_style_lies_in_a_layer() -> None:
    for folder in assets.folders():
        for file in folder.glob("*/css/*.css"):
            outside = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)
            assert re.match(r"\s*@layer \w+ \{", outside), file
            assert outside.count("{") == outside.count("}"), file


def test_every_kit_file_is_in_the_bundle() -> None:
    own_pages = {"living"}
    assert {file.stem for file in (UI / "static/ui/css").glob("*.css")} - own_pages == set(assets.STYLES)
    assert {file.stem for file in (UI / "static/ui/js").glob("*.js")} == set(assets.SCRIPTS)


def test_scripts_are_short_and_import_nothing() -> None:
    for file in (UI / "static/ui/js").glob("*.js"):
        text = file.read_text()
        assert text.count("\n") <= 60, file
        assert not re.search(r"^(import|export) ", text, re.MULTILINE), file


def test_an_address_changes_with_the_content() -> None:
    address = assets.address("ui/potager.css")
    assert address == f"/static/ui/potager.css?v={assets.mark(assets.read('ui/potager.css'))}"
    assert assets.mark(b"one") != assets.mark(b"two")


def test_the_stylesheet_and_the_preload_name_the_same_fonts() -> None:
    css = assets.read("ui/potager.css").decode()
    assert assets.address("ui/fonts/vollkorn-regular.woff2").removeprefix("/static/ui/") in css


@pytest.mark.parametrize(
    "path", ["../forms.py", "ui/../../forms.py", "/etc/passwd", "ui/nothing.css", "ui", ""]
)
def test_nothing_outside_is_served(path: str) -> None:
    with pytest.raises(assets.UnknownAsset):
        assets.read(path)


def test_every_listed_asset_can_be_read() -> None:
    paths = list(assets.every())
    assert len(paths) == len(set(paths))
    assert all(assets.read(path) for path in paths)


def test_nothing_comes_from_elsewhere() -> None:
    css = assets.read("ui/potager.css").decode()
    assert not re.search(r"url\(\"?(https?:)?//|@import", css)


def test_the_serif_is_light_and_licensed() -> None:
    fonts = UI / "static/ui/fonts"
    files = sorted(fonts.glob("*.woff2"))
    assert [file.stem for file in files] == ["vollkorn-italic", "vollkorn-regular", "vollkorn-semibold"]
    assert sum(file.stat().st_size for file in files) < 150_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "OFL.txt").read_text()
