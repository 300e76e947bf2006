"""The code as text and as syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/potager"


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Where it stands, for messages."""
        return str(self.path.relative_to(ROOT))

    @property
    def module(self) -> str:
        """Its dotted name under the package, "stories.actions.hosting"."""
        return ".".join(self.path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")

    @cached_property
    def text(self) -> str:
        """What it says."""
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imports(self) -> Iterator[str]:
        """Every imported module, as a dotted name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def tracked(*patterns: str) -> list[Path]:
    """The files of the project: what git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="session")
def project_files() -> list[Path]:
    """Every file of the project."""
    return tracked()


@pytest.fixture(scope="session")
def package() -> list[Source]:
    """The package's own code: no tests, no migrations."""
    files = [path for path in tracked("src/potager/*.py") if not {"tests", "migrations"} & set(path.parts)]
    return [Source(path) for path in sorted(files)]


@pytest.fixture(scope="session")
def migrations() -> list[Source]:
    """The migrations."""
    return [Source(path) for path in sorted(tracked("src/potager/*/migrations/*.py"))]


@pytest.fixture(scope="session")
def templates() -> list[Path]:
    """The templates of pages, letters and books."""
    return sorted(tracked("src/potager/*.html", "src/potager/*.xhtml", "src/potager/*.txt"))


@pytest.fixture(scope="session")
def apps() -> list[Path]:
    """The folders of the package that hold code."""
    return sorted({path.parent for path in PACKAGE.glob("*/*.py")})
