"""Writing what people say of themselves: one function per act."""

from potager.directory.actions.labels import begin_reading, end_reading, keep_labels
from potager.directory.actions.organisations import (
    NoName,
    TooManyOrganisations,
    describe_organisation,
    end_affiliation,
    state_affiliation,
)
from potager.directory.actions.profiles import Said, TooManyTalents, change_profile, forget_person
from potager.directory.actions.traits import forget_traits, relist, relist_member
from potager.directory.actions.veils import hide_profile, unhide_profile

__all__ = [
    "NoName",
    "Said",
    "TooManyOrganisations",
    "TooManyTalents",
    "begin_reading",
    "change_profile",
    "describe_organisation",
    "end_affiliation",
    "end_reading",
    "forget_person",
    "forget_traits",
    "hide_profile",
    "keep_labels",
    "relist",
    "relist_member",
    "state_affiliation",
    "unhide_profile",
]
