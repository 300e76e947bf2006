"""Arranging a front page, choosing a look."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from potager.communities.front import Placed, choices, usual_blocks
from potager.communities.models import Community
from potager.frontpages import permissions, queries  # noqa: F401 (declares who may arrange)
from potager.frontpages.acts import StateFacts
from potager.frontpages.colours import of_hex
from potager.frontpages.models import Arrangement, Theme
from potager.frontpages.sheets import digest_of
from potager.journal.record import act
from potager.lib.images import reencoded
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.lib.texts import cleaned
from potager.members.models import Member

MOST_BLOCKS = 30
MOST_CHOSEN = 12
LONGEST = 5000
LOGO = (480, 120)  # pixels: three times the size in which it is shown


class TooManyBlocks(Refusal):
    """Nobody reads so long a page."""

    message = _("A front page holds thirty blocks at most. Take one away first.")


class NoSuchBlock(Refusal):
    """A block that no app offers, or something that was never there to choose."""

    status = 422
    message = _("This block is not to be had here. Reload the page to see which are.")


class NothingBefore(Refusal):
    """There is nothing to go back to."""

    message = _("This is the first state: there is nothing to go back to.")


@dataclass(frozen=True)
class Look:
    """What is chosen: `logo` is a file's bytes, None to leave it as it is, b"" for none."""

    colour: str
    paper: str
    face: str
    ornament: str = ""
    logo: bytes | None = None


def arrange_front(*, by: Member, community: Community, blocks: Sequence[Placed]) -> Arrangement:
    """Put blocks on the front page, in this order; an empty list: as usual. Raises TooManyBlocks, NoSuchBlock."""
    must(by, "arrange", community)
    if len(blocks) > MOST_BLOCKS:
        raise TooManyBlocks
    with act("front.arranged", by=by) as done:
        locked = _locked(community)
        kept = [{"name": one.name, "chosen": _chosen(one, locked)} for one in blocks]
        made = Arrangement(community=locked, by=by, blocks=kept, number=_next(Arrangement, locked))
        made.save(force_insert=True)
        done(locked, StateFacts(number=made.number), community=locked.pk)
    return made


def change_theme(*, by: Member, community: Community, look: Look) -> Theme:
    """Choose how the pages of a community look; raises what lib.images raises, and ValueError for no colour."""
    must(by, "arrange", community)
    of_hex(look.colour)
    picture = reencoded(look.logo, box=LOGO, format="webp") if look.logo else None
    with act("theme.changed", by=by) as done:
        locked = _locked(community)
        before = queries.theme_of(locked)
        theme = Theme(
            community=locked, by=by, number=_next(Theme, locked), logo=before.logo if before else ""
        )
        theme.colour, theme.paper, theme.face, theme.ornament = (
            look.colour,
            look.paper,
            look.face,
            look.ornament,
        )
        if look.logo is not None:
            theme.logo = secrets.token_hex(16) if picture else ""
        if picture:
            default_storage.save(logo_path(locked, theme.logo), ContentFile(picture.data))
        _wear(locked, theme)
        done(locked, StateFacts(number=theme.number), community=locked.pk)
    return theme


def undo_theme(*, by: Member, community: Community) -> Theme:
    """The look before this one, as a new state; raises NothingBefore."""
    must(by, "arrange", community)
    with act("theme.changed", by=by) as done:
        locked = _locked(community)
        last = list(Theme.objects.filter(community=locked).order_by("-number")[:2])
        if not last:
            raise NothingBefore
        theme = last[1] if len(last) > 1 else Theme(community=locked)
        theme.pk, theme.by, theme.number = Theme._meta.pk.get_default(), by, _next(Theme, locked)
        theme._state.adding = True
        _wear(locked, theme)
        done(locked, StateFacts(number=theme.number), community=locked.pk)
    return theme


def undo_arrangement(*, by: Member, community: Community) -> Arrangement:
    """The arrangement before this one, as a new state; raises NothingBefore."""
    must(by, "arrange", community)
    last = list(Arrangement.objects.filter(community=community).order_by("-number")[:2])
    if not last:
        raise NothingBefore
    before = last[1].blocks if len(last) > 1 else []
    blocks = [Placed(one["name"], tuple(one["chosen"])) for one in before]
    return arrange_front(by=by, community=community, blocks=blocks)


def logo_path(community: Community, digest: str) -> str:
    """Where the storage keeps a logo."""
    return f"logos/{community.pk}-{digest}.webp"


def _wear(community: Community, theme: Theme) -> None:
    theme.save(force_insert=True)
    community.dress, community.logo, community.ornament = digest_of(theme), theme.logo, theme.ornament
    community.save(update_fields=["dress", "logo", "ornament"])


def _chosen(placed: Placed, community: Community) -> list[str]:
    choice = choices().get(placed.name)
    if choice is None:
        if placed.name not in dict(usual_blocks()):
            raise NoSuchBlock
        return []
    if choice.choices is None:
        return [cleaned(" ".join(placed.chosen))[:LONGEST]]
    there = {identifier for identifier, _name in choice.choices(community)}
    return [one for one in placed.chosen if one in there][:MOST_CHOSEN]


def _locked(community: Community) -> Community:
    return Community.objects.select_for_update().get(pk=community.pk)


def _next(model: type[Arrangement] | type[Theme], community: Community) -> int:
    newest = model.objects.filter(community=community).order_by("-number").values_list("number", flat=True)
    return (newest.first() or 0) + 1
