"""Reacting to what somebody said, and taking it back."""

import pytest
from django.db.models import Q
from django.test import Client

from potager.communities.actions import join_community, leave_community
from potager.communities.models import Community
from potager.conversations.actions import add_reaction, edit_post, withdraw_post
from potager.conversations.blocks import post_html
from potager.conversations.models import Post, Reaction
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.members.models import Member
from potager.testing import a_community, a_member, a_post, a_topic


@pytest.fixture
def owner(db: None) -> Member:
    return a_member("Olive", language="en")


@pytest.fixture
def community(owner: Member) -> Community:
    return a_community(owner=owner)


@pytest.fixture
def ada(community: Community) -> Member:
    return _joined("Ada", community)


@pytest.fixture
def post(owner: Member, community: Community) -> Post:
    return a_post(topic=a_topic(by=owner, community=community), by=owner)


def _joined(name: str, community: Community) -> Member:
    member = a_member(name, language="en")
    join_community(by=member, community=community, accepts_charter=True)
    return member


def _browser(member: Member | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


def _told() -> list[str]:
    found = Activity.objects.filter(kind__startswith="reaction").order_by("position")
    return list(found.values_list("kind", flat=True))


def test_one_press_reacts_and_the_next_takes_it_back(post: Post, ada: Member) -> None:
    client, path = _browser(ada), f"/posts/{post.pk}/reactions/"
    answer = client.post(path, {"reaction": "thanks"})
    assert answer.status_code == 302 and answer["Location"] == post.get_absolute_url()
    post.refresh_from_db()
    assert post.tally == {"thanks": 1}
    page = client.get(f"/topics/{post.topic_id}/").content.decode()
    assert "<b>1</b>" in page
    assert f'data-mine="{post.pk}:thanks"' in page
    told = Activity.objects.latest("position")
    assert (told.kind, told.place, told.facts) == (
        "reaction.added", f"topic:{post.topic_id}", {"name": "thanks", "number": post.number},
    )  # fmt: skip
    client.post(path, {"reaction": "thanks"})
    post.refresh_from_db()
    assert post.tally == {}
    assert _told() == ["reaction.added", "reaction.removed"]
    assert not Reaction.objects.exists()


def test_a_script_says_what_it_wishes_and_a_second_press_changes_nothing(post: Post, ada: Member) -> None:
    client, path = _browser(ada), f"/posts/{post.pk}/reactions/"
    for _ in range(2):
        answer = client.post(
            path, {"reaction": "laugh", "wish": "on"}, headers={"X-Requested-With": "potager"}
        )
        assert answer.status_code == 200
        assert f'id="post-{post.pk}-reactions"' in answer.content.decode()
    assert _told() == ["reaction.added"]
    client.post(path, {"reaction": "moved", "wish": "off"})
    assert _told() == ["reaction.added"]


def test_what_is_told_live_is_the_same_for_everybody(post: Post, ada: Member) -> None:
    add_reaction(by=ada, post=post, name="curious")
    told = Activity.objects.latest("position")
    html = kind_of(told.kind).fragment(told, "fr") or ""
    assert "curious" in html and "aria-pressed" not in html
    post.refresh_from_db()
    assert html in post_html(post, "fr")


def test_strangers_guests_and_former_members_do_not_react(
    post: Post, ada: Member, community: Community
) -> None:
    path = f"/posts/{post.pk}/reactions/"
    assert _browser().post(path, {"reaction": "thanks"}).status_code == 302  # to the door
    assert _browser(a_member("Stranger")).post(path, {"reaction": "thanks"}).status_code == 403
    assert _browser(a_member("Stranger")).get(path).status_code == 403
    leave_community(by=ada, community=community)
    assert _browser(ada).post(path, {"reaction": "thanks"}).status_code == 403
    assert _told() == []


def test_nobody_thanks_themselves(post: Post, owner: Member) -> None:
    answer = _browser(owner).post(f"/posts/{post.pk}/reactions/", {"reaction": "thanks"})
    assert answer.status_code == 409
    assert _told() == []


@pytest.mark.parametrize("name", ["", "down", "thanks' OR 1", "x" * 5000, "\0"])
def test_only_what_the_community_offers(post: Post, ada: Member, name: str) -> None:
    assert _browser(ada).post(f"/posts/{post.pk}/reactions/", {"reaction": name}).status_code == 409


def test_what_is_gone_gets_no_reaction(post: Post, ada: Member, owner: Member) -> None:
    withdraw_post(by=owner, post=post)
    assert _browser(ada).post(f"/posts/{post.pk}/reactions/", {"reaction": "thanks"}).status_code == 404


def test_a_reaction_does_not_disturb_whoever_edits(post: Post, ada: Member, owner: Member) -> None:
    add_reaction(by=ada, post=post, name="thanks")
    edited = edit_post(by=owner, post=post, body="Peas, and beans.", revision=post.revision)
    assert edited.tally == {"thanks": 1}


def test_who_reacted_stands_on_a_page_for_members(post: Post, ada: Member, owner: Member) -> None:
    add_reaction(by=ada, post=post, name="thanks")
    page = _browser(owner).get(f"/posts/{post.pk}/reactions/").content.decode()
    assert "<bdi>Ada</bdi>" in page


def test_the_author_is_told_once_it_stands(post: Post, ada: Member, owner: Member) -> None:
    add_reaction(by=ada, post=post, name="thanks")
    told = Activity.objects.latest("position")
    [notice] = kind_of(told.kind).notices(told)
    assert (notice.member, notice.reason, notice.thing) == (owner.pk, "reaction", f"post:{post.pk}")
    Reaction.objects.filter(Q()).delete()
    assert list(kind_of(told.kind).notices(told)) == []


def test_too_many_in_a_short_time(post: Post, ada: Member) -> None:
    client, path = _browser(ada), f"/posts/{post.pk}/reactions/"
    answers = [client.post(path, {"reaction": "thanks"}).status_code for _ in range(62)]
    assert answers[:60] == [302] * 60
    assert 429 in answers[60:]


def test_the_animateur_chooses_which_there_are(
    post: Post, ada: Member, owner: Member, community: Community
) -> None:
    path, form = f"{community.get_absolute_url()}rooms/", {"passers_by": "reviewed", "reactions": ["laugh"]}
    assert "It makes me laugh" in _browser(owner).get(path).content.decode()
    assert _browser(owner).post(path, form).status_code == 302
    page = _browser(ada).get(f"/posts/{post.pk}/reactions/").content.decode()
    assert "It makes me laugh" in page and "Thank you" in page and "I am moved" not in page
    assert _browser(ada).post(f"/posts/{post.pk}/reactions/", {"reaction": "moved"}).status_code == 409
    assert _browser(owner).post(path, {**form, "reactions": []}).status_code == 302
    assert "laugh" not in _browser(ada).get(f"/posts/{post.pk}/reactions/").content.decode()
    assert _browser(ada).post(path, form).status_code == 403
