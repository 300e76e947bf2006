"""Compile the translations: `python -m potager.lib.catalogues` turns every django.po into a django.mo."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_all(package: Path) -> list[Path]:
    """Write the .mo beside each .po under `package`; returns the files written."""
    written = []
    for po in sorted(package.glob("*/locale/*/LC_MESSAGES/*.po")):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3])
        target = po.with_suffix(".mo")
        with target.open("wb") as compiled:
            write_mo(compiled, catalogue)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_all(Path(__file__).resolve().parent.parent)
