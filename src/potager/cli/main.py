"""The `potager` command. Each subcommand is a module of this folder, read only when it is used."""

from importlib import import_module
from importlib.util import find_spec

import click

COMMANDS = ("serve", "worker", "demo", "rehearse", "doctor", "reindex", "animate", "skills")


class Commands(click.Group):
    """Finds `potager NAME` in potager.cli.NAME, where a click command of that name stands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """See click.Group."""
        return [name for name in COMMANDS if find_spec(f"potager.cli.{name}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """See click.Group."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = getattr(import_module(f"potager.cli.{cmd_name}"), cmd_name)
        return command


@click.command(cls=Commands)
@click.version_option(package_name="potager")
def main() -> None:
    """Potager: a home for communities."""
