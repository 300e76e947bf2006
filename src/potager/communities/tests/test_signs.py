"""Coming in is a sign of life; asking, being declined, going, and what is decided of somebody are none."""

import pytest

from potager.communities.actions import accept_request, decline_request, join_community, leave_community
from potager.communities.models import Community
from potager.testing import a_community, a_member, signs_told

pytestmark = pytest.mark.django_db


def test_coming_in_is_a_sign_without_words() -> None:
    owner, ada = a_member("Olive"), a_member("Ada")
    community = a_community(owner=owner)
    join_community(by=ada, community=community, accepts_charter=True)
    leave_community(by=ada, community=community)
    assert signs_told() == [
        ("community.opened", "Olive", False, {}, 1),
        ("membership.joined", "Ada", False, {}, 1),
    ]


def test_asking_is_none_until_somebody_says_yes() -> None:
    owner, ada, ben = a_member("Olive"), a_member("Ada"), a_member("Ben")
    community = a_community(owner=owner, joining=Community.Joining.REQUEST)
    asked = [join_community(by=one, community=community, accepts_charter=True) for one in (ada, ben)]
    assert len(signs_told()) == 1
    accept_request(by=owner, membership=asked[0])
    decline_request(by=owner, membership=asked[1])
    assert signs_told()[1:] == [("membership.accepted", "Ada", False, {}, 1)]
