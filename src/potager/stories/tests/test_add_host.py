"""Hosting together: a host asks members to host too, and each may leave; the first host stays."""

import pytest

from potager.communities.actions import remove_member
from potager.communities.models import Membership
from potager.journal.channels import may_listen
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.stories import actions, rules
from potager.stories.models import Host
from potager.stories.tests.conftest import told


def add(garden, member=None):
    member = member or garden.member
    return garden.browser(garden.host).post(garden.path("hosts/add/"), {"member": member.pk})


def remove(garden, who, by=None):
    return garden.browser(by or garden.host).post(garden.path("hosts/remove/"), {"member": who.pk})


def test_a_member_is_added_and_hosts(garden) -> None:
    assert "Ada" in garden.browser(garden.host).get(garden.path("hosts/add/")).content.decode()
    assert add(garden).status_code == 302
    act = told("host.added")
    assert (act.actor, act.facts["member"]) == (garden.host.pk, str(garden.member.pk))
    assert act.place == f"desk:{garden.story.pk}"
    assert f"story:{garden.story.pk}" in kind_of("host.added").freshens(act)
    browser = garden.browser(garden.member)
    assert browser.get(garden.path("host/")).status_code == 200
    browser.post(garden.path("pause/"))
    assert garden.now().paused_at
    assert may_listen(garden.member.pk, act.place)
    assert "Hosted by Hedwige, Ada" in garden.browser(None).get(garden.path("call/")).content.decode()


def test_a_letter_tells_them(garden) -> None:
    add(garden)
    (letter,) = kind_of("host.added").notices(told("host.added"))
    assert letter.member == garden.member.pk and garden.path("host/") in letter.body


def test_letters_to_hosts_go_to_all_of_them(garden) -> None:
    add(garden)
    actions.close_story(by=garden.host, story=garden.story)
    (letter,) = kind_of("story.closed").notices(told("story.closed"))
    assert letter.member == garden.member.pk
    act = told("story.closed")
    act.actor = None
    assert [one.member for one in kind_of("story.closed").notices(act)] == [garden.host.pk, garden.member.pk]


def test_only_members_host(garden) -> None:
    answer = add(garden, garden.stranger)
    assert answer.status_code == 409 and "Only members of the community" in answer.content.decode()
    assert not Host.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"member": "no one"}, {"member": uuid7()}])
def test_nobody_is_added_by_a_form_that_names_nobody(garden, sent) -> None:
    assert garden.browser(garden.host).post(garden.path("hosts/add/"), sent).status_code == 404


def test_once_is_enough(garden) -> None:
    add(garden)
    assert add(garden).status_code == 409
    assert add(garden, garden.host).status_code == 409
    assert Host.objects.count() == 1


@pytest.mark.parametrize("who", [None, "member", "stranger"])
@pytest.mark.parametrize("act", ["add", "remove"])
def test_others_are_refused(garden, who, act) -> None:
    browser = garden.browser(who and getattr(garden, who))
    answer = browser.post(garden.path(f"hosts/{act}/"), {"member": garden.member.pk})
    assert answer.status_code == (403 if who else 302)
    assert not Activity.objects.filter(kind__startswith="host.").exists()


def test_who_is_removed_hosts_no_more(garden) -> None:
    add(garden)
    remove(garden, garden.member)
    act = told("host.removed")
    assert act.target == act.place == f"desk:{garden.story.pk}"  # so their stream is looked at again
    assert garden.browser(garden.member).get(garden.path("host/")).status_code == 403
    assert not may_listen(garden.member.pk, act.place)
    assert "Ada" not in garden.browser(None).get(garden.path("call/")).content.decode()
    assert remove(garden, garden.member).status_code == 409


def test_a_host_leaves_and_the_first_host_stays(garden) -> None:
    add(garden)
    assert remove(garden, garden.host, by=garden.member).status_code == 409
    answer = remove(garden, garden.member, by=garden.member)
    assert answer["Location"] == garden.path()
    assert not Host.objects.exists()


def test_whoever_leaves_the_community_hosts_no_more(garden) -> None:
    add(garden)
    remove_member(by=garden.host, membership=Membership.objects.get(member=garden.member))
    assert garden.browser(garden.member).get(garden.path("host/")).status_code == 403
    assert "Ada" not in garden.browser(None).get(garden.path("call/")).content.decode()
    with pytest.raises(rules.NotAMember):
        actions.add_host(by=garden.host, story=garden.story, member=garden.member)


def test_names_are_looked_for_and_escaped(garden) -> None:
    browser = garden.browser(garden.host)
    assert "Ada" in browser.get(garden.path("hosts/add/?q=aD")).content.decode()
    page = browser.get(garden.path("hosts/add/?q=<b>nobody")).content.decode()
    assert "Ada" not in page and "&lt;b&gt;nobody" in page
