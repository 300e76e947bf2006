"""`potager demo`: a place full of life, on SQLite, for whoever wants to see what this is."""

import os
from pathlib import Path

import click

from potager.cli.installation import migrate, prepare
from potager.cli.serve import application, refuse_taken_port, serve_pages, welcome
from potager.cli.servers import SERVERS


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".potager-demo"),
    show_default=True,
    help="The demo's data folder.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--server", type=click.Choice(SERVERS), default="granian", show_default=True)
def demo(data: Path, host: str, port: int, server: str) -> None:
    """Start a demo: two communities, a book each, stories that are being written, and people who talk."""
    address = f"http://localhost:{port}"
    os.environ["POTAGER_DEMO"] = "1"
    os.environ.setdefault("POTAGER_URL", address)
    folder = prepare(data)
    refuse_taken_port(host, port)
    migrate()
    from potager.cli.troupe import on_stage
    from potager.cli.village import desks, seed

    seed(address)
    welcome(folder, host=host, port=port)
    click.echo(f"Messages that the demo would send are shown on {address}/mail/")
    for email, desk in desks():
        click.echo(f"To animate, sign in on {address}/sign-in/ as {email}, and open {address}{desk}")
    served = application()
    with on_stage(has_readers=served.is_followed):
        serve_pages(served, host=host, port=port, server=server)
