"""`potager worker`: readers and jobs without pages, beside `potager serve --no-worker`."""

import signal
import threading
from pathlib import Path

import click

from potager.cli.installation import migrate, prepare


@click.command()
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (POTAGER_DATA)."
)
def worker(data: Path | None) -> None:
    """Run the journal's readers and the jobs, without pages."""
    prepare(data)
    migrate()
    from potager.config.background import Background
    from potager.journal.read import last_position
    from potager.live.follow import Follower

    background = Background()
    follower = Follower(background.hear)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    follower.follow(after=last_position())
    background.start()
    click.echo("Potager: readers and jobs are running.")
    stop.wait()
    follower.stop()
    background.stop()
