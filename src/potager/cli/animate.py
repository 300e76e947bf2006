"""`potager animate`: make the graph of communities again, prepare desks, beside a server that runs."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from potager.cli.installation import migrate, prepare

if TYPE_CHECKING:
    from potager.communities.models import Community

BATCH = 20_000  # acts in one step


@click.command()
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (POTAGER_DATA)."
)
@click.option("--community", "address", help="Only the community with this address.")
@click.option("--rebuild", is_flag=True, help="Make the graph again, from the whole journal.")
@click.option("--prepare", "prepares", is_flag=True, help="Find the proposals of today.")
@click.pass_context
def animate(
    context: click.Context, data: Path | None, address: str | None, *, rebuild: bool, prepares: bool
) -> None:
    """What is behind the desk: who turned to whom (--rebuild), and the proposals of the day (--prepare).

    Whatever was stopped goes on where it was; --rebuild begins anew.
    """
    if not (rebuild or prepares):
        click.echo(context.get_help())
        return
    prepare(data)
    migrate()
    from potager.communities.models import Community

    found = Community.objects.filter(**({"address": address} if address else {})).order_by("address")
    if address and not found:
        raise click.ClickException(f"There is no community with the address {address}.")
    for community in found:
        _grow(community, anew=rebuild)
        if prepares:
            _prepare(community)


def _grow(community: "Community", *, anew: bool) -> None:
    from potager.animation.actions import begin_anew, build_on, network_for

    network = network_for(community)
    if anew:
        begin_anew(network)
    begun = time.monotonic()
    while build_on(network, BATCH):
        click.echo(f"\r{community}: position {network.grown_to}, people to {network.tied_to}", nl=False)
    if anew:
        click.echo(f"\r{community}: the graph is made, in {time.monotonic() - begun:.1f} seconds.")


def _prepare(community: "Community") -> None:
    from potager.animation.actions import prepare as prepare_now

    begun = time.monotonic()
    proposals = prepare_now(community)
    click.echo(f"{community}: {len(proposals)} proposals, in {time.monotonic() - begun:.1f} seconds.")
