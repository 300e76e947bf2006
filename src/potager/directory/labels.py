"""Reading the public lists of skills and trades as they are published: ROME (CSV, JSON) and ESCO (CSV), also in a ZIP.

Nothing is held whole: tables are read line by line, JSON one occupation after another. A label that could not stand
in a list of talents (too long, or with a comma in it) is passed over and counted.
"""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from potager.directory.models import LONGEST_TALENT, Label
from potager.lib.folding import folded
from potager.lib.texts import one_line

ROME, ESCO = Label.Source.ROME.value, Label.Source.ESCO.value
SKILL, TITLE, OCCUPATION = "skill", "title", "occupation"
LARGEST = 400_000_000  # bytes of one table, unpacked
LONGEST_LINE = 1_000_000  # signs
LONGEST_ENTRY = 4_000_000  # signs of one occupation in JSON
MOST_FILES = 200  # of an archive
CHUNK = 65_536
SEPARATOR = re.compile(r"[,;\n]")
CODE = re.compile(r"[A-Za-z0-9:/._-]{1,120}")
NAMED = re.compile(r"_(fr|en)(?:[._-]|$)", re.IGNORECASE)
LANGUAGES = ("fr", "en")


class Unreadable(Exception):
    """A file that is none of these lists, or is broken; the message says where and why."""


@dataclass(frozen=True, order=True)
class Section:
    """A part of a list: the skills of ROME, the occupations of ESCO in English."""

    source: str
    section: str
    language: str


@dataclass(frozen=True)
class Seen(Section):
    """A label, as a file has it; `name` is empty where it cannot be offered."""

    code: str
    name: str


# The columns by which a published table is known: its list and section, the column of the code and that of the label.
TABLES: dict[frozenset[str], tuple[str, str, str, str]] = {
    frozenset({"code_ogr", "libelle_competence"}): (ROME, SKILL, "code_ogr", "libelle_competence"),
    frozenset({"code_ogr", "libelle_appellation_long"}): (ROME, TITLE, "code_ogr", "libelle_appellation_long"),
    frozenset({"code_rome", "libelle_rome"}): (ROME, OCCUPATION, "code_rome", "libelle_rome"),
    frozenset({"conceptUri", "skillType", "preferredLabel"}): (ESCO, SKILL, "conceptUri", "preferredLabel"),
    frozenset({"conceptUri", "iscoGroup", "preferredLabel"}): (ESCO, OCCUPATION, "conceptUri", "preferredLabel"),
}  # fmt: skip


def read(path: Path, *, language: str = "") -> Iterator[Seen]:
    """The labels of a file. `language` is for tables of ESCO whose name does not say it. Raises Unreadable."""
    try:
        if zipfile.is_zipfile(path):
            yield from _archive(path, language)
        else:
            with path.open("rb") as file:
                reader = _reader_of(path.name)
                if reader is None:
                    raise Unreadable(f"{path.name}: neither CSV, nor JSON, nor a ZIP archive of these")
                yield from reader(file, path.name, language, True)
    except OSError as error:
        raise Unreadable(f"{path.name}: {error.strerror or error}") from error


def _reader_of(name: str) -> "Callable[[IO[bytes], str, str, bool], Iterator[Seen]] | None":
    return {"csv": _table, "json": _entries}.get(name.lower().rpartition(".")[2])


def _archive(path: Path, language: str) -> Iterator[Seen]:
    """Its tables, wherever they stand in it; nothing is unpacked on the disk, other files are passed over."""
    known = False
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MOST_FILES:
                raise Unreadable(f"{path.name}: more than {MOST_FILES} files in it")
            for info in archive.infolist():
                if (reader := _reader_of(info.filename)) is None or info.is_dir():
                    continue
                with archive.open(info) as file:
                    for one in reader(file, Path(info.filename).name, language, False):
                        known = True
                        yield one
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError) as error:
        raise Unreadable(f"{path.name}: the archive cannot be opened ({error})") from error
    if not known:
        raise Unreadable(f"{path.name}: no table of ROME or ESCO in it")


class _Measured(io.RawIOBase):
    """A file that is read to a limit: an archive may say anything of what it holds."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        super().__init__()
        self._file, self._name, self._left = file, name, LARGEST

    def readable(self) -> bool:
        """See io.RawIOBase."""
        return True

    def readinto(self, buffer: Any) -> int:
        """See io.RawIOBase. Raises Unreadable beyond the limit."""
        found = self._file.read(len(buffer))
        self._left -= len(found)
        if self._left < 0:
            raise Unreadable(f"{self._name}: more than {LARGEST // 1_000_000} MB")
        buffer[: len(found)] = found
        return len(found)


def _text(file: IO[bytes], name: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedReader(_Measured(file, name), CHUNK), encoding="utf-8-sig", newline="")


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise Unreadable(f"{name}: a line of more than {LONGEST_LINE} signs")
        yield line


def _table(file: IO[bytes], name: str, language: str, must: bool) -> Iterator[Seen]:
    """A CSV; with `must`, one that is none of the known tables is an error."""
    rows = csv.reader(_lines(_text(file, name), name), strict=True)
    line = 1
    try:
        heads = [one.strip() for one in next(rows, [])]
        if (known := _known(heads, name, language)) is None:
            if must:
                raise Unreadable(
                    f"{name}: not a table of ROME or ESCO; its columns are {', '.join(heads)[:200]}"
                )
            return
        section, code, label = known
        for row in rows:
            line = rows.line_num
            if row and len(row) != len(heads):
                raise Unreadable(
                    f"{name}, line {line}: {len(row)} columns where there should be {len(heads)}"
                )
            if row:
                yield _seen(section, row[code], row[label], f"{name}, line {line}")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name}: not in UTF-8 (take the “utf8” edition)") from error
    except csv.Error as error:
        raise Unreadable(f"{name}, after line {line}: {error}") from error


def _known(heads: list[str], name: str, language: str) -> tuple[Section, int, int] | None:
    for columns, (source, section, code, label) in TABLES.items():
        if columns <= set(heads):
            spoken = "fr" if source == ROME else language or _language_of(name)
            return Section(source, section, spoken), heads.index(code), heads.index(label)
    return None


def _language_of(name: str) -> str:
    found = NAMED.search(name)
    if found is None:
        raise Unreadable(f"{name}: in which language? Say --language fr or --language en")
    return found.group(1).lower()


def _seen(section: Section, code: str, label: str, where: str) -> Seen:
    if not CODE.fullmatch(code):
        raise Unreadable(f"{where}: “{one_line(code[:60])}” is no code")
    name = one_line(label[: LONGEST_TALENT * 4]).rstrip(".")
    fits = len(name) <= LONGEST_TALENT and not SEPARATOR.search(name) and folded(name) != ""
    return Seen(section.source, section.section, section.language, code, name if fits else "")


def _entries(file: IO[bytes], name: str, language: str, must: bool) -> Iterator[Seen]:
    """The JSON of ROME: a list of occupations, each with its titles and its skills."""
    known = False
    try:
        for entry in _each(_text(file, name), name):
            for one in _labels_in(entry, name):
                known = True
                yield one
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{name}: not JSON in UTF-8 ({error})"[:300]) from error
    if must and not known:
        raise Unreadable(f"{name}: no occupation of ROME in it")


def _each(text: io.TextIOWrapper, name: str) -> Iterator[Any]:
    """The elements of a list, one after another; never more than one of them is held."""
    decoder, held = json.JSONDecoder(), text.read(CHUNK).lstrip()
    if not held.startswith("["):
        raise Unreadable(f"{name}: not a list")
    held = held[1:]
    while True:
        held = held.lstrip(" \t\r\n,")
        if held.startswith("]"):
            return
        try:
            entry, end = decoder.raw_decode(held)
        except json.JSONDecodeError:
            held = _longer(held, text, name)
            continue
        yield entry
        held = held[end:]


def _longer(held: str, text: io.TextIOWrapper, name: str) -> str:
    # Twice as much each time: an entry is tried only a few times over.
    more = text.read(max(CHUNK, len(held)))
    if not more or len(held) > LONGEST_ENTRY:
        raise Unreadable(f"{name}: the list is cut off or broken")
    return held + more


def _labels_in(entry: Any, name: str) -> Iterator[Seen]:
    if not (isinstance(entry, Mapping) and isinstance(entry.get("rome"), Mapping)):
        return
    rome = entry["rome"]
    yield _named(OCCUPATION, rome.get("code_rome"), rome.get("intitule"), name)
    for title in _dicts(entry.get("appellations")):
        yield _named(TITLE, title.get("code_ogr"), title.get("libelle"), name)
    skills = entry.get("competences")
    for part in (skills or {}).values() if isinstance(skills, Mapping) else ():
        for group in _dicts(part):
            for one in _dicts(group.get("items")) or [group]:
                yield _named(SKILL, one.get("code_ogr"), one.get("libelle"), name)


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _named(section: str, code: Any, label: Any, name: str) -> Seen:
    return _seen(Section(ROME, section, "fr"), str(code or ""), str(label or ""), name)
