"""`potager rehearse`: play a story on an installation, as real participants would, and report."""

import asyncio
import sys
from pathlib import Path

import click

from potager.cli.rehearsal.participants import RehearsalFailed
from potager.cli.rehearsal.play import Plan, Rehearsal
from potager.cli.rehearsal.script import invented, of_file


@click.command()
@click.argument("community")
@click.option("--authors", default=26, show_default=True, help="How many people write (without --from).")
@click.option("--readers", default=1000, show_default=True, help="How many people read along, live.")
@click.option(
    "--speed", default=1440.0, show_default=True, help="How much faster than life: 1440 is a day a minute."
)
@click.option(
    "--from", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A story as JSON."
)
@click.option(
    "--namesake", multiple=True, help="A name in the file that several people share; may be repeated."
)
@click.option("--host", default="", help="The e-mail address of someone who may open stories there.")
@click.option(
    "--book", type=click.Path(file_okay=False, path_type=Path), help="Keep the book's files in this folder."
)
def rehearse(
    *,
    community: str,
    authors: int,
    readers: int,
    speed: float,
    file: Path | None,
    namesake: tuple[str, ...],
    host: str,
    book: Path | None,
) -> None:
    """Rehearse at the address of a COMMUNITY, such as http://127.0.0.1:8000/c/mains-vertes/.

    Opens a story as its host, lets people read and write it through the public pages, waits for its minute,
    releases the book, and tells what was lost, doubled or late. The codes of the guests are read on /mail/,
    so the installation must show its messages there, as the demo does.
    """
    script = of_file(file, namesakes=frozenset(namesake)) if file else invented(authors=authors)
    address = community.rstrip("/") + "/"
    name = address.rstrip("/").rpartition("/")[2]
    plan = Plan(address, host or f"ines@{name}.example", script, readers=readers, speed=speed, keep_book=book)
    try:
        report = asyncio.run(Rehearsal(plan, tell=click.echo).run())
    except RehearsalFailed as failure:
        raise click.ClickException(str(failure)) from failure
    click.echo("\n".join(["", *report.lines()]))
    sys.exit(0 if report.is_clean else 1)
