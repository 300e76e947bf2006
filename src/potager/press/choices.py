"""What an editor chooses for a book, and in which words."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

LAYOUTS = {
    "garden": _("Garden: green leaves, a large first letter"),
    "novel": _("Novel: quiet pages, as in a bookshop"),
    "notebook": _("Notebook: a red margin, lines that breathe"),
}
PAPERS = {
    "a5": _("A5, half a sheet (148 × 210 mm)"),
    "pocket": _("Pocket (110 × 180 mm)"),
    "a4": _("A4, a whole sheet (210 × 297 mm)"),
}
ATTRIBUTIONS = {
    "margin": _("In the margin, beside each contribution"),
    "after": _("After each contribution"),
    "list": _("Only in the list at the end"),
}
COVERS = {
    "row": _("A strip of garden"),
    "wreath": _("A round bed"),
    "plate": _("One large plant"),
    "pattern": _("Beds one above the other"),
    "picture": _("Your picture"),
}
COLOURS = {
    "chance": _("Let chance choose"),
    "paper": _("Paper"),
    "spring": _("Spring green"),
    "straw": _("Straw"),
    "rose": _("Rose"),
    "night": _("Night"),
}
BULKS = {
    "thin": _("Thin and smooth (80 g office paper)"),
    "usual": _("Cream, as in most novels (90 g)"),
    "bulky": _("Thick and light (90 g, bulky)"),
}


@dataclass(frozen=True)
class Design:
    """How a book looks."""

    layout: str = "garden"
    paper: str = "a5"
    attribution: str = "margin"
    bulk: str = "usual"
    cover: str = "row"
    colours: str = "chance"
    picture: UUID | None = None

    def kept(self) -> dict[str, Any]:
        """What an edition keeps of it; its cover is kept apart."""
        kept = asdict(self)
        return {name: kept[name] for name in ("layout", "paper", "attribution", "bulk")}
