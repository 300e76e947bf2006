"""What is told of a chapter, of who writes it, and of its pen."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import declare
from potager.manuscripts import letters
from potager.manuscripts.acts import manuscripts  # noqa: F401 (declares its kinds)
from potager.manuscripts.acts.common import section_kind as kind


@dataclass(frozen=True)
class PlaceFacts:
    """Where the chapter stands in the plan, from 1."""

    position: int


@dataclass(frozen=True)
class AuthorFacts:
    """Who is concerned, besides whoever acts (an identifier)."""

    member: str


declare(
    kind("section.added", "add_section", _("%(actor)s added a chapter to the plan"), "Add", facts=PlaceFacts),
    kind("section.changed", "change_section", _("%(actor)s changed the plan of a chapter"), "Update"),
    kind("section.moved", "move_section", _("%(actor)s moved a chapter"), "Move", facts=PlaceFacts),
    kind("section.removed", "remove_section", _("%(actor)s took a chapter out of the plan"), "Remove"),
    kind("section.brought_back", "bring_back_section", _("%(actor)s brought a chapter back"), "Undo"),
    kind(
        "section.assigned", "assign_section", _("%(actor)s asked somebody to write a chapter"), "Offer",
        facts=AuthorFacts, notices=letters.section_assigned,
    ),
    kind(
        "section.freed", "free_section", _("%(actor)s gave a chapter back"), "Remove",
        facts=AuthorFacts, notices=letters.section_freed,
    ),
    kind(
        "section.submitted", "submit_section", _("%(actor)s gave a chapter to be read again"), "Offer",
        notices=letters.section_submitted,
    ),
    kind(
        "section.approved", "approve_section", _("%(actor)s said that a chapter is ready"), "Accept",
        notices=letters.section_approved,
    ),
    kind(
        "section.returned", "return_section", _("%(actor)s gave a chapter back to its authors"), "Reject",
        notices=letters.section_returned,
    ),
    kind(
        "section.reminded", "remind_section", _("A chapter is expected soon"), "Announce",
        notices=letters.section_reminded,
    ),
    kind("section.hidden", "hide_section", _("%(actor)s hid a chapter"), "Delete", retells=True),
    kind("section.unhidden", "unhide_section", _("%(actor)s showed a chapter again"), "Undo", retells=True),
    kind("section.taken_up", "take_up_section", _("%(actor)s took up the pen"), "Update"),
    kind("section.laid_down", "lay_down_section", _("%(actor)s laid down the pen"), "Update"),
    kind("section.asked_for", "ask_for_section", _("%(actor)s asked for the pen"), "Offer"),
    kind("section.held_back", "hold_back_section", _("%(actor)s keeps the pen a while"), "Reject"),
    kind("section.handed_over", "hand_over_section", _("%(actor)s passed the pen on"), "Update"),
    kind("section.lapsed", "lapse_section", _("The pen was laid down by itself"), "Update"),
    kind(
        "pledge.made", "make_pledge", _("%(actor)s offered to write a chapter"), "Offer",
        notices=letters.pledge_made,
    ),
    kind(
        "pledge.accepted", "accept_pledge", _("%(actor)s accepted an offer to write"), "Accept",
        notices=letters.pledge_accepted,
    ),
    kind(
        "pledge.declined", "decline_pledge", _("%(actor)s declined an offer to write"), "Reject",
        notices=letters.pledge_declined,
    ),
    kind("pledge.withdrawn", "withdraw_pledge", _("%(actor)s withdrew an offer to write"), "Undo"),
)  # fmt: skip
