"""Every sentence of the interface is there in French, in good French typography."""

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
FINE, HARD = "\u202f", "\u00a0"
TYPEWRITTEN = re.compile(
    rf"(?<=\w)[;!?](?!\w)|[ {HARD}][;!?]|«(?!{FINE})|(?<!{FINE})»|\w'\w|\.\.\.|(?<=\w):(?=\s)|[ {FINE}]:(?=\s)"
)


def read(file: Path) -> Catalog:
    """A catalogue."""
    with file.open("rb") as opened:
        return read_po(opened, locale=file.parts[-3])


def messages(catalogue: Catalog) -> list[Message]:
    """Its sentences, without the header."""
    return [message for message in catalogue if message.id]


def texts(message: Message) -> list[str]:
    """The translations of a message, all plural forms of it."""
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string or ""]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Catalog]:
    """What the sentences in the code are today, merged with what is translated, app by app."""
    if shutil.which("xgettext") is None:
        pytest.skip("GNU gettext is not installed")
    copy = tmp_path_factory.mktemp("code") / "potager"
    shutil.copytree(ROOT / "src/potager", copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "tests"))
    subprocess.run([sys.executable, ROOT / "scripts/messages.py", copy], check=True)
    return {file.parts[-5]: read(file) for file in sorted(copy.glob("*/locale/fr/LC_MESSAGES/django.po"))}


def test_every_sentence_is_translated(collected: dict[str, Catalog]) -> None:
    missing = [
        f"{app}: {message.id}"
        for app, catalogue in collected.items()
        for message in messages(catalogue)
        if message.fuzzy or not all(texts(message))
    ]
    assert not missing, "\n".join(missing)


def test_placeholders_are_kept(collected: dict[str, Catalog]) -> None:
    broken = [
        f"{app}: {message.id}: {error}"
        for app, catalogue in collected.items()
        for message in messages(catalogue)
        for error in message.check(catalogue)
    ]
    assert not broken, "\n".join(broken)


def test_one_sentence_has_one_translation(collected: dict[str, Catalog]) -> None:
    """Django merges all catalogues: of two translations only one would ever be seen."""
    seen: dict[tuple[object, str | None], set[tuple[str, ...]]] = defaultdict(set)
    for catalogue in collected.values():
        for message in messages(catalogue):
            if all(texts(message)):
                seen[message.id, message.context].add(tuple(texts(message)))
    torn = [f"{key}: {versions}" for key, versions in seen.items() if len(versions) > 1]
    assert not torn, "\n".join(torn)


def test_french_is_well_set(collected: dict[str, Catalog]) -> None:
    wrong = [
        f"{app}: {text}"
        for app, catalogue in collected.items()
        for message in messages(catalogue)
        for text in texts(message)
        if TYPEWRITTEN.search(re.sub(r"https?://\S+", "", text))
    ]
    assert not wrong, "\n".join(wrong)
