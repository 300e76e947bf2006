"""`potager skills FILE…`: read public lists of skills, whose labels are offered to whoever types a talent."""

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from potager.cli.installation import migrate, prepare

if TYPE_CHECKING:
    from potager.directory.labels import Section

BATCH = 500


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--language", type=click.Choice(("fr", "en")), help="Of a table of ESCO whose name says none.")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (POTAGER_DATA)."
)
def skills(files: tuple[Path, ...], language: str | None, data: Path | None) -> None:
    """Read ROME (CSV, JSON) or ESCO (CSV), as they are published or in their ZIP, beside a server that runs.

    Reading a newer edition updates what an older one brought. A file that is broken changes nothing.
    """
    prepare(data)
    migrate()
    for file in files:
        _take(file, language or "")


def _take(file: Path, language: str) -> None:
    from potager.directory.actions import begin_reading, end_reading, keep_labels
    from potager.directory.labels import Section, Unreadable, read

    found: Counter[Section] = Counter()
    passed_over = 0
    try:
        for one in read(file, language=language):  # to the end before anything is kept
            found[Section(one.source, one.section, one.language)] += bool(one.name)
            passed_over += not one.name
    except Unreadable as error:
        raise click.ClickException(f"{error}. Nothing was changed.") from error
    if not found.total():
        raise click.ClickException(f"{file.name}: there is no label in it. Nothing was changed.")
    reading, labels = begin_reading(), read(file, language=language)
    while batch := list(islice(labels, BATCH)):
        keep_labels([one for one in batch if one.name], reading=reading)
    gone = end_reading(reading, found)
    _tell(found, passed_over, gone)


def _tell(found: "Counter[Section]", passed_over: int, gone: int) -> None:
    for one, many in sorted(found.items()):
        click.echo(f"{one.source.upper()}, {one.section}, {one.language}: {many} labels are offered.")
    click.echo(f"{passed_over} too long or with a comma were passed over; {gone} of an older edition went.")
