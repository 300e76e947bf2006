"""The pages of a community, named at the foot of its front page."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from potager.communities.front import register_block
from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.editorial.shelves import pages_of
from potager.members.models import Member


def _block(community: Community, member: Member | None, language: str) -> str:
    """A small menu, where there is any page."""
    found = pages_of(community, standing_of(member, community))
    return render_to_string("editorial/front_pages.html", {"found": found}) if found else ""


register_block("pages", 95, _block, _("Pages of the community"))
