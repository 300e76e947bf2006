"""`potager reindex`: build the index of search again, beside a server that runs."""

import time
from pathlib import Path

import click

from potager.cli.installation import migrate, prepare

BATCH = 500


@click.command()
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (POTAGER_DATA)."
)
@click.option("--anew", is_flag=True, help="From the beginning, even if an earlier run was not finished.")
def reindex(data: Path | None, anew: bool) -> None:
    """Build the index of search again; what was stopped goes on where it was."""
    prepare(data)
    migrate()
    from potager.search.actions import begin_anew, build_on
    from potager.search.queries import is_built

    if anew or is_built():
        begin_anew()
    begun, things = time.monotonic(), 0
    while built := build_on(BATCH):
        things += built
        click.echo(f"\r{things} things looked at", nl=False)
    seconds = max(time.monotonic() - begun, 0.001)
    click.echo(f"\r{things} things looked at, in {seconds:.1f} seconds ({things / seconds:.0f} a second).")
