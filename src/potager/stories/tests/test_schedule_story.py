"""A call put down for later: its hosts alone know of it, until the clock publishes it at its hour, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.communities.actions import change_role
from potager.communities.models import Membership
from potager.journal.channels import may_listen
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.keep import PLACES
from potager.stories import actions, clocks, queries, rules
from potager.stories.models import Story
from potager.stories.tests.conftest import in_hours, told

TITLE = "Leeks at noon"


@pytest.fixture
def later(garden):
    """A garden with a second story, put down for tomorrow."""
    call = actions.Call(title=TITLE, opening="Not yet.", language="en", publishes_at=in_hours(24))
    garden.story = actions.schedule_story(by=garden.host, community=garden.story.community, call=call)
    return garden


def typed(**more):
    return {
        "title": TITLE, "opening": "Not yet.", "most_sentences": 5, "most_characters": 1200, "pause_minutes": 0,
        "writers": "anyone", "language": "en", "licence": "cc-by-sa", "key": uuid7(), **more,
    }  # fmt: skip


def local(story: Story, when) -> str:
    return when.astimezone(story.zone).replace(tzinfo=None).isoformat(timespec="minutes")


def due(garden, **ago) -> None:
    moved = timezone.now() - timedelta(**ago)
    Story.objects.filter(pk=garden.story.pk).update(
        publishes_at=moved, opens_at=moved, closes_at=moved + timedelta(days=1)
    )


def kinds(garden) -> list[str]:
    acts = Activity.objects.filter(target=f"story:{garden.story.pk}").order_by("position")
    return list(acts.values_list("kind", flat=True))


def test_the_form_puts_it_down(garden) -> None:
    browser, address = garden.browser(garden.host), garden.story.community.address
    at = local(garden.story, in_hours(30))
    page = browser.post(f"/c/{address}/stories/new/", typed(publishes_at=at), follow=True).content.decode()
    story = Story.objects.get(title=TITLE)
    assert story.is_scheduled and story.opens_at == story.publishes_at
    assert story.closes_at - story.opens_at == timedelta(days=1) and story.opened_at is None
    assert "only its hosts see it" in page
    act = told("story.scheduled")
    assert (act.actor, act.place) == (garden.host.pk, f"desk:{story.pk}")
    assert not Activity.objects.filter(kind="story.opened", target=f"story:{story.pk}").exists()


@pytest.mark.parametrize(
    ("field", "hours"), [("publishes_at", -3), ("publishes_at", 24 * 400), ("opens_at", 2)]
)
def test_hours_must_make_sense(garden, field, hours) -> None:
    browser, address = garden.browser(garden.host), garden.story.community.address
    sent = typed(
        **{"publishes_at": local(garden.story, in_hours(9)), field: local(garden.story, in_hours(hours))}
    )
    assert browser.post(f"/c/{address}/stories/new/", sent).status_code == 422
    assert Story.objects.count() == 1


@pytest.mark.parametrize("who", [None, "member", "stranger"])
def test_nobody_else_knows_of_it(later, who) -> None:
    person, address = who and getattr(later, who), later.story.community.address
    browser = later.browser(person)
    for path in ("", "call/", "host/", "contributions/new/", "schedule/"):
        answer = browser.get(later.path(path))
        assert answer.status_code == 404 or (who is None and answer.status_code == 302)
        assert TITLE not in answer.content.decode() and PLACES not in answer
    for path in (f"/c/{address}/", f"/c/{address}/stories/", "/"):
        assert TITLE not in browser.get(path).content.decode()
    assert not may_listen(person and person.pk, f"story:{later.story.pk}")
    assert not may_listen(person and person.pk, f"desk:{later.story.pk}")
    assert later.story not in queries.visible_to(person)
    assert queries.read(later.story.pk, person) is None
    for path in ("schedule/", "cancel/", "pause/", "close/", "word/"):
        assert browser.post(later.path(path), typed()).status_code == (404 if who else 302)
    assert kinds(later) == ["story.scheduled"]


def test_its_hosts_see_it(later) -> None:
    browser = later.browser(later.host)
    assert TITLE in browser.get(f"/c/{later.story.community.address}/stories/").content.decode()
    assert "It is published on" in browser.get(later.path("host/")).content.decode()
    assert later.story in queries.visible_to(later.host)
    actions.add_host(by=later.host, story=later.story, member=later.member)
    assert later.browser(later.member).get(later.path()).status_code == 200
    assert later.story in queries.visible_to(later.member)
    actions.remove_host(by=later.host, story=later.story, member=later.member)
    assert later.story not in queries.visible_to(later.member)


def test_whoever_animates_the_community_sees_it(later) -> None:
    membership = Membership.objects.get(member=later.member)
    change_role(by=later.host, membership=membership, role=Membership.Role.ANIMATEUR)
    assert later.story in queries.visible_to(later.member)
    change_role(by=later.host, membership=membership, role=Membership.Role.EDITOR)
    assert later.story not in queries.visible_to(later.member)
    assert later.browser(later.member).get(later.path("host/")).status_code == 404


def test_nobody_writes_in_it_and_nothing_closes_it(later) -> None:
    with pytest.raises(rules.StoryNotOpenYet):
        later.written("Too early.", by=later.host)
    with pytest.raises(rules.NotInThisState):
        actions.close_story(by=later.host, story=later.story)
    Story.objects.filter(pk=later.story.pk).update(
        publishes_at=None, opens_at=in_hours(-9), closes_at=in_hours(-1)
    )
    assert clocks.run_due(timezone.now()) == 0


def test_it_is_changed(later) -> None:
    browser = later.browser(later.host)
    page = browser.get(later.path("schedule/")).content.decode()
    assert "Not yet." in page and f'value="{local(later.story, later.story.publishes_at)}' in page
    at = local(later.story, in_hours(48))
    answer = browser.post(later.path("schedule/"), typed(title="Leeks at one", publishes_at=at))
    story = later.now()
    assert answer.status_code == 302 and story.title == "Leeks at one" and story.is_scheduled
    assert story.publishes_at == story.opens_at > later.story.publishes_at
    assert kinds(later) == ["story.scheduled", "story.scheduled"]


def test_without_an_hour_it_is_published_now(later) -> None:
    later.browser(later.host).post(later.path("schedule/"), typed())
    story = later.now()
    assert not story.is_scheduled and story.state_at(timezone.now()) == "open"
    assert kinds(later)[-1] == "story.opened" and later.browser(None).get(later.path()).status_code == 200
    again = later.browser(later.host).post(later.path("schedule/"), typed())
    assert again.status_code == 409


def test_its_hour_is_cancelled_and_it_waits_for_another(later) -> None:
    browser = later.browser(later.host)
    browser.post(later.path("cancel/"))
    assert later.now().publishes_at is None and told("story.cancelled").place == f"desk:{later.story.pk}"
    assert "It has no hour" in browser.get(later.path("host/")).content.decode()
    assert browser.post(later.path("cancel/")).status_code == 409
    assert clocks.run_due(timezone.now() + timedelta(days=9)) == 0
    browser.post(later.path("schedule/"), typed(publishes_at=local(later.story, in_hours(5))))
    assert later.now().publishes_at and kinds(later)[-1] == "story.scheduled"


def test_the_clock_publishes_it_once(later) -> None:
    assert clocks.run_due(timezone.now()) == 0
    due(later, minutes=1)
    assert clocks.run_due(timezone.now()) == 1 and clocks.run_due(timezone.now()) == 0
    act = Activity.objects.get(kind="story.opened", target=f"story:{later.story.pk}")
    assert (act.actor, act.place) == (later.host.pk, f"story:{later.story.pk}")
    assert act.happened_at < act.recorded_at
    story = later.now()
    assert story.opened_at == story.opens_at and story.state_at(timezone.now()) == "open"
    assert later.browser(None).get(later.path()).status_code == 200
    assert f"community:{story.community_id}" in kind_of("story.opened").freshens(act)


def test_one_that_the_server_slept_through_is_published_begun_and_closed(later) -> None:
    due(later, hours=30)
    assert clocks.run_due(timezone.now()) == 2
    assert kinds(later) == ["story.scheduled", "story.opened", "story.closed"]


def test_the_hour_of_a_host_who_may_open_no_stories_passes(later) -> None:
    Membership.objects.filter(member=later.host).update(role="member")
    due(later, minutes=1)
    assert clocks.run_due(timezone.now()) == 1
    story = later.now()
    assert story.is_scheduled and story.publishes_at is None and told("story.cancelled").actor is None
    answer = later.browser(later.host).post(later.path("schedule/"), typed())
    assert answer.status_code == 422 and later.now().is_scheduled


def test_one_key_is_one_call(garden) -> None:
    browser, address = garden.browser(garden.host), garden.story.community.address
    sent = typed(publishes_at=local(garden.story, in_hours(30)))
    for _ in range(2):
        assert browser.post(f"/c/{address}/stories/new/", sent).status_code == 302
    assert Story.objects.filter(title=TITLE).count() == 1
