"""The project as a whole: it can be made anywhere, and every room has a note on its door."""

import configparser
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Written in two halves, so that this file does not hold what it looks for.
WORKPLACE = re.compile("/wo" + r"rk/|/ro" + "ot/|/tmp/br" + "ief|/ho" + "me/[a-z]")
REGISTRIES = re.compile("py" + r"pi\.org|python" + r"hosted|npm" + r"js\.|deb\.deb" + r"ian|dl\.goo" + "gle")
TEXT = {".py", ".toml", ".md", ".txt", ".sh", ".html", ".js", ".css", ".po", ".cfg", ".json", ""}


def found(files: list[Path], pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern occurs in text files."""
    texts = [file for file in files if file.suffix in TEXT]
    return [
        f"{file.relative_to(ROOT)}: {hit.group(0)}"
        for file in texts
        for hit in pattern.finditer(file.read_text(errors="replace"))
    ]


def test_no_path_of_one_machine(project_files: list[Path]) -> None:
    assert found(project_files, WORKPLACE) == []


def test_no_download_address(project_files: list[Path]) -> None:
    assert found(project_files, REGISTRIES) == []


def test_requirements_are_locked_with_hashes() -> None:
    for name in ("run.txt", "dev.txt", "uv.txt"):
        packages = re.split(r"\n(?=\S)", (ROOT / "requirements" / name).read_text().strip())
        assert packages
        assert all("==" in package and "--hash=sha256:" in package for package in packages), name


def test_every_room_has_a_note_on_its_door(apps: list[Path]) -> None:
    assert [app.name for app in apps if not (app / "README.md").exists()] == []


def test_every_room_has_a_floor(apps: list[Path]) -> None:
    """The layers name every folder: a new one must be given its place."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = set(re.findall(r"[a-z]+", contracts["importlinter:contract:layers"]["layers"]))
    assert {app.name for app in apps} <= layers


def test_patterns_fit_every_python_3_11(project_files: list[Path]) -> None:
    """Before 3.11.5, and so on Debian 12, a possessive quantifier on a group matches too little."""
    possessive = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+")
    package = [file for file in project_files if "src" in file.parts and file.suffix == ".py"]
    assert found(package, possessive) == []


# A rule for a plain class (".told { … }"), and not for what stands in something of the bed's own.
PLAIN_CLASS = re.compile(r"(?:^|[,{}])\s*\.([\w-]+)\s*(?=[,{])", re.M)


def test_no_two_beds_style_one_class(project_files: list[Path]) -> None:
    """All beds' styles come as one file: what one says of a plain class would change another's page."""
    beds: dict[str, set[str]] = {}
    for file in project_files:
        if file.suffix == ".css" and "/static/" in file.as_posix() and "/vendor/" not in file.as_posix():
            bed = file.relative_to(ROOT / "src/potager").parts[0]
            for name in PLAIN_CLASS.findall(file.read_text()):
                beds.setdefault(name, set()).add(bed)
    assert not {name: sorted(some) for name, some in beds.items() if len(some - {"ui"}) > 1}
