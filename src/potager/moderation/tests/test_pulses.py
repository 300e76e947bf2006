"""The open queue learns that first messages wait, and wait no more."""

import pytest

from potager.conversations.actions import accept_post, add_post
from potager.conversations.queries import numbers_held
from potager.journal.pulses import all_pulses
from potager.lib.ids import uuid7
from potager.testing import a_community, a_member, a_topic

pytestmark = pytest.mark.django_db


def test_what_waits_is_counted_for_each_community_and_tells_no_word() -> None:
    owner = a_member("Olive")
    community, other = a_community(owner=owner), a_community(owner=owner)
    topic = a_topic(by=owner, community=community)
    pulse = next(one for one in all_pulses() if one.name == "held.counted")
    assert pulse.sort == "care" and pulse.changed([community.pk]) == {community.pk: (0, None)}
    post = add_post(by=owner, topic=topic, body="A secret.", key=uuid7(), is_held=True)
    state = numbers_held([community.pk, other.pk])
    assert state == {community.pk: (1, post.written_at), other.pk: (0, None)}
    assert pulse.fragment(state[community.pk], "en") == ""
    accept_post(by=owner, post=post)
    assert numbers_held([community.pk]) == {community.pk: (0, None)}
