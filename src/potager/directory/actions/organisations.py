"""Organisations: belonging to one, and saying what it is."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from potager.authorship.links import clean_link
from potager.communities.models import Community
from potager.directory import permissions  # noqa: F401 (declares the verbs)
from potager.directory.models import Affiliation, Organisation
from potager.journal.record import act, once
from potager.lib.folding import folded
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.members.names import clean_line

MOST_ORGANISATIONS = 2000  # of a community
MOST_AFFILIATIONS = 20  # of a member in all


class TooManyOrganisations(Refusal):
    """More than one belongs to."""

    status = 422
    message = _("There are too many organisations already.")


class NoName(Refusal):
    """An organisation without a name."""

    status = 422
    message = _("Please give the organisation a name.")


@once(Affiliation)
def state_affiliation(
    *, by: Member, community: Community, name: str, role: str = "", key: UUID | None = None
) -> Affiliation:
    """Say that one belongs to an organisation; the first to name it in a community gives it a page there."""
    must(by, "state affiliations", community)
    line = clean_line(name, longest=80)
    if not line:
        raise NoName
    with act("affiliation.stated", by=by, key=key) as done:
        organisation = _organisation(community, line)
        if (
            Affiliation.objects.filter(member=by).exclude(organisation=organisation).count()
            >= MOST_AFFILIATIONS
        ):
            raise TooManyOrganisations
        stated, _is_new = Affiliation.objects.update_or_create(
            member=by, organisation=organisation, defaults={"role": clean_line(role, longest=60)}
        )
        done(stated, place=organisation, community=community.pk)
    return stated


def _organisation(community: Community, name: str) -> Organisation:
    if Organisation.objects.filter(community=community).count() >= MOST_ORGANISATIONS:
        raise TooManyOrganisations
    found, _is_new = Organisation.objects.get_or_create(
        community=community, folded=folded(name)[:160], defaults={"name": name}
    )
    return found


def end_affiliation(*, by: Member, affiliation: Affiliation, key: UUID | None = None) -> None:
    """Belong to an organisation no longer; the last one out takes along what nobody described."""
    must(by, "end", affiliation)
    organisation = affiliation.organisation
    with act("affiliation.ended", by=by, key=key) as done:
        done(affiliation, place=organisation, community=organisation.community_id)
        affiliation.delete()
        if not organisation.about and not organisation.affiliations.exists():
            organisation.delete()


@once(Organisation)
def describe_organisation(
    *, by: Member, organisation: Organisation, about: str, link: str = "", key: UUID | None = None
) -> Organisation:
    """Say what an organisation is. Raises LinkRefused."""
    must(by, "describe", organisation)
    with act("organisation.described", by=by, key=key) as done:
        organisation.about, organisation.link = about[:2000], clean_link(link)
        organisation.save(update_fields=["about", "link"])
        done(organisation, community=organisation.community_id)
    return organisation
