"""Static files of Potager: where they are, what they hold, and the address that changes with their content.

One stylesheet and one script are joined out of many small files when the process first needs them: there is no
build step.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings

KIT = Path(__file__).resolve().parent / "static/ui"
LAYERS = "@layer tokens, reset, base, components, beds, utilities;\n"
STYLES = ("tokens", "fonts", "reset", "base", "page", "button", "form", "notice", "list", "nav", "story", "dock",
          "composer", "dialog", "empty", "differences", "utilities", "print")  # fmt: skip
SCRIPTS = ("when", "copy", "dialog", "grow", "here", "toast", "menu")

COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
INDENT = re.compile(r"\s*\n\s*")
FONT = re.compile(r'url\("(fonts/[^"]+)"\)')


class UnknownAsset(LookupError):
    """No app of Potager has such a static file."""


def stylesheet() -> bytes:
    """The kit's stylesheet, then every bed's css/*.css in the order of INSTALLED_APPS; comments left out."""
    kit = [KIT / f"css/{name}.css" for name in STYLES]
    beds = [
        file for folder in folders() for file in sorted(folder.glob("*/css/*.css")) if KIT not in file.parents
    ]
    css = COMMENT.sub("", "\n".join(file.read_text() for file in [*kit, *beds]))
    return (LAYERS + INDENT.sub("\n", FONT.sub(_marked_font, css).strip()) + "\n").encode()


def _marked_font(found: re.Match[str]) -> str:
    """The address that the preload of base.html uses, so that a font is fetched once."""
    return f'url("{address("ui/" + found[1])}")'


def scripts() -> bytes:
    """The kit's modules in one: each in a block of its own, so that their names do not meet."""
    files = (KIT / f"js/{name}.js" for name in SCRIPTS)
    return "".join(f"{{\n{file.read_text()}}}\n" for file in files).encode()


BUILT: dict[str, Callable[[], bytes]] = {"ui/potager.css": stylesheet, "ui/potager.js": scripts}


@cache
def read(path: str) -> bytes:
    """The bytes served as /static/<path>; raises UnknownAsset. Kept for the life of the process."""
    return BUILT[path]() if path in BUILT else find(path).read_bytes()


@cache
def address(path: str) -> str:
    """The URL of a static file, with a mark of its content, so that browsers may keep it for ever."""
    return f"{settings.STATIC_URL}{path}?v={mark(read(path))}"


def mark(content: bytes) -> str:
    """Ten characters that change with the content."""
    return sha256(content).hexdigest()[:10]


def find(path: str) -> Path:
    """The file of a static path such as "ui/fonts/OFL.txt"; raises UnknownAsset, also for a path that climbs."""
    for folder in folders():
        file = (folder / path).resolve()
        if file.is_relative_to(folder) and file.is_file():
            return file
    raise UnknownAsset(path)


def every() -> Iterator[str]:
    """Every static path that may be served, the built files first, each once."""
    yield from BUILT
    for folder in folders():
        yield from sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


@cache
def folders() -> tuple[Path, ...]:
    """The static folders of Potager's apps, in the order of INSTALLED_APPS."""
    ours = (config for config in apps.get_app_configs() if config.name.startswith("potager."))
    return tuple(folder for config in ours if (folder := Path(config.path).resolve() / "static").is_dir())
