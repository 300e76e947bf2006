"""`potager serve`: one process is a whole installation."""

import asyncio
import resource
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from potager.cli.installation import NotReady, migrate, prepare
from potager.cli.servers import SERVERS, run

if TYPE_CHECKING:  # importing it needs Django to be set up
    from potager.config.asgi import Application

DATA = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (POTAGER_DATA)."
)
FILES = 65_536  # one per reader of a live page, and some


@click.command()
@DATA
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--server", type=click.Choice(SERVERS), default="granian", show_default=True)
@click.option("--no-worker", is_flag=True, help="Leave readers and jobs to `potager worker`.")
def serve(data: Path | None, host: str, port: int, server: str, no_worker: bool) -> None:
    """Start Potager: pages, live streams, readers and jobs."""
    folder = prepare(data)
    refuse_taken_port(host, port)
    migrate()
    welcome(folder, host=host, port=port)
    serve_pages(application(has_worker=not no_worker), host=host, port=port, server=server)


def application(*, has_worker: bool = True) -> "Application":
    """The application of the installation that is set up."""
    from potager.config.asgi import Application

    return Application(has_worker=has_worker)


def serve_pages(served: "Application", *, host: str, port: int, server: str = "granian") -> None:
    """Serve, until SIGTERM or SIGINT; returns once everything has ended."""
    _raise_limit_of_files()
    asyncio.run(run(served, server=server, host=host, port=port))


def welcome(folder: Path, *, host: str, port: int) -> None:
    """Say in the terminal where the installation is and, while it has no owner, how to become it."""
    from django.conf import settings

    from potager.members import first_run

    address = settings.ENV.url or f"http://{'localhost' if host in {'0.0.0.0', '127.0.0.1'} else host}:{port}"  # noqa: S104
    click.echo(f"Potager: {address}/   ({folder})")
    if code := first_run.code():
        click.echo(f"It has no owner yet. Open {address}/first-run/ and type this code: {code}")


def refuse_taken_port(host: str, port: int) -> None:
    """Raise NotReady if nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise NotReady(
                f"Nothing can listen on {host}:{port}: {error.strerror}. "
                "Perhaps Potager is running already; choose another port with --port."
            ) from error


def _raise_limit_of_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, FILES) if hard != resource.RLIM_INFINITY else FILES
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
