"""`potager doctor`: what is wrong, and what to do."""

import os
from pathlib import Path

import click

from potager.cli.installation import set_up


@click.command()
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (POTAGER_DATA)."
)
@click.pass_context
def doctor(context: click.Context, data: Path | None) -> None:
    """Look at the installation and say what is wrong; nothing is changed."""
    if data:
        os.environ["POTAGER_DATA"] = str(data.absolute())
    os.environ["DJANGO_SETTINGS_MODULE"] = "potager.config.settings"
    set_up()
    from django.utils import translation

    from potager.cli.checks import examine

    is_well = True
    with translation.override(_language()):
        for finding in examine():
            is_well &= finding.is_well
            click.echo(f"{'✓' if finding.is_well else '✗'} {finding.name}: {finding.text}")
    context.exit(0 if is_well else 1)


def _language() -> str:
    """French where the terminal speaks it, else English."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "fr" if next(filter(None, named), "").startswith("fr") else "en"
