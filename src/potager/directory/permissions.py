"""Who may say what of people and organisations."""

import potager.communities.permissions  # noqa: F401 (declares the verbs that are asked of a community)
from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.directory.models import Affiliation, Organisation
from potager.lib.permission import allows
from potager.members.models import Member


@allows("state affiliations", Community)
def may_state(by: Member | None, community: Community) -> bool:
    """Its members, each for themselves."""
    return by is not None and standing_of(by, community).is_member


@allows("describe", Organisation)
def may_describe(by: Member | None, organisation: Organisation) -> bool:
    """Whoever animates the community."""
    return by is not None and standing_of(by, organisation.community).animates


@allows("end", Affiliation)
def may_end(by: Member | None, affiliation: Affiliation) -> bool:
    """Whoever stated it, wherever they are now."""
    return by is not None and by.is_active and by.pk == affiliation.member_id
