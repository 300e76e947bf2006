"""Hiding by a decision what a member says of themselves, in one community, and showing it again."""

from uuid import uuid4

import pytest

from potager.communities.actions import join_community
from potager.communities.models import Membership
from potager.directory import queries
from potager.directory.actions import Said, change_profile, hide_profile, unhide_profile
from potager.directory.models import Trait
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed
from potager.members.models import Member
from potager.testing import a_community, a_member

pytestmark = pytest.mark.django_db


def test_a_profile_is_hidden_where_it_was_decided_and_from_strangers() -> None:
    ada, bruno, carla = (a_member(name) for name in ("Ada", "Bruno", "Carla"))
    here, there = a_community(joining="open"), a_community(joining="open")
    for member, places in ((ada, (here, there)), (bruno, (here,)), (carla, (there,))):
        for place in places:
            join_community(by=member, community=place, accepts_charter=True)
    open_ = {"about_to": "everyone", "talents_to": "everyone"}
    circles = {name.removesuffix("_to"): value for name, value in open_.items()}
    change_profile(by=ada, said=Said(about="I insult.", talents=("Insults",), circles=circles), key=uuid4())
    membership = Membership.objects.get(member=ada, community=here)
    owner = here.memberships.get(role="owner").member
    with pytest.raises(NotAllowed):
        hide_profile(by=bruno, membership=membership)

    def about(viewer: Member | None) -> str | None:
        shown = queries.person(ada.pk, viewer)
        return shown.profile.about if shown else None

    assert about(None) == about(bruno) == "I insult."
    hide_profile(by=owner, membership=membership)
    assert about(None) is None
    assert about(bruno) == ""
    assert about(carla) == "I insult.", "another community decides for itself"
    assert about(ada) == "I insult."
    found = Trait.objects.filter(kind="talent", membership__member=ada)
    assert [one.community_id for one in found] == [there.pk], "the directory finds it there alone"
    assert queries.veils_of(ada) == [here.name]
    unhide_profile(by=owner, membership=membership)
    assert about(None) == about(bruno) == "I insult."
    told = Activity.objects.filter(kind__startswith="profile.", kind__contains="hidden").order_by("position")
    assert [one.kind for one in told] == ["profile.hidden", "profile.unhidden"]
