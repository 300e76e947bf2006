"""Accepting first: what waits is known to its author and the hosts, and to nobody else by any way."""

import pytest
from django.utils import timezone

from potager.journal.channels import may_listen
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.keep import PLACES
from potager.stories import actions, queries, rendering, rules
from potager.stories.models import Contribution
from potager.stories.queries import book_contributions
from potager.stories.tests.conftest import told

SCRIPT = {"X-Requested-With": "potager"}
TEXT = "A shy turnip waits."


@pytest.fixture
def careful(plant):
    """A story whose host accepts first."""
    return plant(accepts_first=True)


def page(garden, who=None, rest: str = "") -> str:
    return garden.browser(who).get(garden.path(rest)).content.decode()


def test_the_call_says_so_and_the_form_offers_it(garden) -> None:
    browser, address = garden.browser(garden.host), garden.story.community.address
    form = browser.get(f"/c/{address}/stories/new/").content.decode()
    assert "The host accepts each one first" in form
    typed = {
        "title": "Careful", "opening": "Once.", "most_sentences": 5, "most_characters": 1200, "pause_minutes": 0,
        "writers": "anyone", "language": "en", "licence": "cc-by-sa", "accepts_first": "first", "key": uuid7(),
    }  # fmt: skip
    answer = browser.post(f"/c/{address}/stories/new/", typed, follow=True)
    assert "The host reads each contribution before it appears." in answer.content.decode()
    assert queries.Story.objects.get(title="Careful").accepts_first


def test_what_waits_is_stored_and_seen_by_its_author_and_the_hosts_alone(careful) -> None:
    mine = careful.written(TEXT)
    assert (mine.state, mine.position, mine.is_unseen) == ("waiting", 1, True)
    assert careful.now().length == 1
    assert TEXT in page(careful, careful.member) and "waits for the host’s yes" in page(
        careful, careful.member
    )
    assert TEXT in page(careful, careful.member, "contributions/new/")
    assert TEXT in page(careful, careful.host, "host/")
    for who in (None, careful.stranger, careful.host):
        for rest in ("", "call/", "contributions/new/"):
            assert TEXT not in page(careful, who, rest) and str(mine.pk) not in page(careful, who, rest)
    assert "no one has written yet" in page(careful)
    assert book_contributions(careful.story) == []
    assert rendering.numbers_of(careful.story)["contributions"] == 0


def test_its_act_is_told_at_the_desk_and_nowhere_else(careful) -> None:
    before = queries.last_position_of(careful.story)
    careful.written(TEXT)
    act = told("contribution.added")
    assert act.place == f"desk:{careful.story.pk}" and TEXT not in str(act.facts)
    assert queries.last_position_of(careful.story) == before
    assert TEXT in kind_of(act.kind).fragment(act, "en")
    at_the_desk = {
        who.pk: may_listen(who.pk, act.place) for who in (careful.host, careful.member, careful.stranger)
    }
    assert at_the_desk == {careful.host.pk: True, careful.member.pk: False, careful.stranger.pk: False}
    assert not may_listen(None, act.place)


def test_the_host_says_yes_and_it_stands_in_its_place(careful) -> None:
    first = careful.written(TEXT)
    careful.written("The end.", by=careful.stranger)
    second = Contribution.objects.get(position=2)
    browser = careful.browser(careful.host)
    browser.post(f"/contributions/{second.pk}/accept/")
    assert "The end." in page(careful) and TEXT not in page(careful)
    answer = browser.post(f"/contributions/{first.pk}/accept/")
    assert answer["Location"].endswith("#story-queue")
    act = Activity.objects.filter(kind="contribution.accepted").latest("position")
    assert (act.actor, act.place, act.facts["position"]) == (careful.host.pk, f"story:{careful.story.pk}", 1)
    fragment = kind_of(act.kind).fragment(act, "en")
    assert TEXT in fragment and "story-numbers" in fragment and f'id="waiting-{first.pk}" hidden' in fragment
    assert page(careful).index(TEXT) < page(careful).index("The end.")
    assert "waits for the host’s yes" not in page(careful, careful.member)
    assert [part.position for part in book_contributions(careful.now())] == [1, 2]
    assert browser.post(f"/contributions/{first.pk}/accept/").status_code == 409


def test_what_is_declined_while_it_waits_never_shows(careful) -> None:
    mine = careful.written(TEXT)
    careful.browser(careful.host).post(f"/contributions/{mine.pk}/decline/", {"reason": "No turnips."})
    act = told("contribution.declined")
    assert act.place == f"desk:{careful.story.pk}"
    assert TEXT not in kind_of(act.kind).fragment(act, "en")
    assert str(mine.pk) not in page(careful) and str(mine.pk) not in page(careful, careful.stranger)
    (letter,) = kind_of(act.kind).notices(act)
    assert letter.member == careful.member.pk and "No turnips." in letter.body
    careful.browser(careful.host).post(f"/contributions/{mine.pk}/restore/")
    assert TEXT in page(careful) and told("contribution.restored").place == f"story:{careful.story.pk}"


def test_a_stale_act_at_the_desk_shows_no_text_once_it_is_decided(careful) -> None:
    mine = careful.written(TEXT)
    actions.accept_contribution(by=careful.host, contribution=mine)
    act = told("contribution.added")
    assert TEXT not in kind_of(act.kind).fragment(act, "en")


@pytest.mark.parametrize("who", [None, "member", "stranger"])
def test_others_say_no_yes(careful, who) -> None:
    mine = careful.written(TEXT)
    answer = careful.browser(who and getattr(careful, who)).post(f"/contributions/{mine.pk}/accept/")
    assert answer.status_code == (403 if who else 302)
    assert Contribution.objects.get().state == "waiting"
    assert not Activity.objects.filter(kind="contribution.accepted").exists()


def test_reading_the_address_accepts_nothing(careful) -> None:
    mine = careful.written(TEXT)
    assert careful.browser(careful.host).get(f"/contributions/{mine.pk}/accept/").status_code == 405


def test_what_hosts_write_appears_at_once(careful) -> None:
    assert careful.written("Let me begin.", by=careful.host).state == "shown"
    assert "Let me begin." in page(careful)


def test_nobody_writes_twice_in_a_row_by_waiting(careful) -> None:
    careful.written(TEXT)
    with pytest.raises(rules.TwiceInARow):
        careful.written("And again.")
    careful.written("Meanwhile.", by=careful.stranger)
    careful.written("And again.")
    assert [part.position for part in Contribution.objects.order_by("position")] == [1, 2, 3]


def test_nobody_is_asked_to_read_what_they_cannot_see(careful) -> None:
    careful.written(TEXT)
    later = careful.written("I read nothing.", by=careful.stranger, seen=0)
    assert later.position == 2
    actions.accept_contribution(by=careful.host, contribution=Contribution.objects.get(position=1))
    with pytest.raises(rules.StoryMovedOn) as moved:
        careful.written("So?", by=careful.host, seen=0)
    assert [part.position for part in moved.value.arrived] == [1]


def test_the_composer_has_seen_what_can_be_seen(careful) -> None:
    careful.written(TEXT)
    assert 'name="seen" value="0"' in page(careful, careful.stranger)
    assert 'name="seen" value="0"' in page(careful, careful.stranger, "contributions/new/")


@pytest.mark.parametrize("headers", [SCRIPT, {}], ids=["script", "no script"])
def test_sending_says_that_it_waits(careful, headers) -> None:
    browser = careful.browser(careful.member)
    sent = {"text": TEXT, "key": uuid7(), "seen": 0}
    answer = browser.post(careful.path("contributions/new/"), sent, headers=headers)
    assert answer.status_code == (201 if headers else 302)
    if headers:
        assert "data-waits" in answer.content.decode() and TEXT in answer.content.decode()
        assert "data-part>" not in answer.content.decode()
    else:
        assert f"#waiting-{Contribution.objects.get().pk}" in answer["Location"]
    assert browser.post(careful.path("contributions/new/"), sent, headers=headers).status_code in {201, 302}
    assert Contribution.objects.count() == 1


def test_the_page_that_is_kept_for_all_holds_nothing_that_waits(careful) -> None:
    careful.written(TEXT)
    answer = careful.browser(None).get(careful.path())
    assert PLACES in answer and TEXT not in answer.content.decode()
    assert PLACES not in careful.browser(careful.member).get(careful.path())


def test_at_the_end_hosts_are_told_what_still_waits(careful) -> None:
    careful.written(TEXT)
    actions.close_story(by=careful.host, story=careful.story)
    assert TEXT in page(careful, careful.host, "host/")
    act = told("story.closed")
    act.actor = None
    (letter,) = kind_of("story.closed").notices(act)
    assert "1 contribution still waits for your yes" in letter.body
    part = Contribution.objects.get()
    actions.accept_contribution(by=careful.host, contribution=part)
    assert [one.pk for one in book_contributions(careful.now())] == [part.pk]
    assert careful.now().state_at(timezone.now()) == "closed"


def test_nothing_is_accepted_into_a_book_that_is_out(careful) -> None:
    mine = careful.written(TEXT)
    actions.close_story(by=careful.host, story=careful.story)
    actions.release_story(by=careful.host, story=careful.story)
    with pytest.raises(rules.StoryReleased):
        actions.accept_contribution(by=careful.host, contribution=mine)
    assert "Waiting for your yes" not in page(careful, careful.host, "host/")


def test_elsewhere_contributions_appear_at_once(garden) -> None:
    mine = garden.written("At once.")
    assert mine.state == "shown" and told("contribution.added").place == f"story:{garden.story.pk}"
    with pytest.raises(rules.NotInThisState):
        actions.accept_contribution(by=garden.host, contribution=mine)
    assert "Waiting for your yes" not in page(garden, garden.host, "host/")
