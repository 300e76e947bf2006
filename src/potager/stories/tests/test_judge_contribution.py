"""Declining, setting aside, restoring: with a kind word, undoable, seen by the author."""

import pytest

from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.stories import actions
from potager.stories.models import Contribution
from potager.stories.queries import book_contributions
from potager.stories.tests.conftest import told

BOTH = pytest.mark.parametrize(
    ("act", "state", "kind"),
    [("decline", "declined", "contribution.declined"), ("set-aside", "set_aside", "contribution.set_aside")],
)


@BOTH
def test_the_host_judges_with_a_kind_word(garden, act, state, kind) -> None:
    part, browser = garden.written("A turnip sang."), garden.browser(garden.host)
    form = browser.get(f"/contributions/{part.pk}/{act}/").content.decode()
    assert "A turnip sang." in form
    page = browser.post(
        f"/contributions/{part.pk}/{act}/", {"reason": "Lovely, but no <i>turnips</i>."}, follow=True
    )
    row, activity = Contribution.objects.get(), told(kind)
    assert "no &lt;i&gt;turnips&lt;/i&gt;." in page.content.decode()
    assert (row.state, row.reason) == (state, "Lovely, but no <i>turnips</i>.")
    assert (activity.actor, activity.facts) == (garden.host.pk, {"position": 1, "sentences": 1})
    assert "turnip" not in str(activity.facts)
    assert book_contributions(garden.story) == []


@BOTH
def test_a_reason_is_needed(garden, act, state, kind) -> None:
    part = garden.written()
    answer = garden.browser(garden.host).post(f"/contributions/{part.pk}/{act}/", {"reason": " "})
    assert answer.status_code == 422
    assert Contribution.objects.get().state == "shown"


@pytest.mark.parametrize("act", ["decline", "set-aside", "restore"])
@pytest.mark.parametrize("who", [None, "member", "stranger"])
def test_others_are_refused(garden, act, who) -> None:
    part = garden.written()
    browser = garden.browser(who and getattr(garden, who))
    answer = browser.post(f"/contributions/{part.pk}/{act}/", {"reason": "No."})
    assert answer.status_code == (403 if who else 302)
    assert Contribution.objects.get().state == "shown"
    assert Activity.objects.filter(kind__startswith="contribution.").count() == 1


def test_a_contribution_of_a_private_community_does_not_exist_for_strangers(plant) -> None:
    garden = plant(community={"visibility": "private"})
    part = garden.written()
    assert garden.browser(garden.stranger).post(f"/contributions/{part.pk}/decline/").status_code == 404


def test_what_is_declined_leaves_the_page_and_comes_back_where_it_was(garden) -> None:
    part = garden.written("A turnip sang.")
    garden.written("The end.", by=garden.stranger)
    actions.decline_contribution(by=garden.host, contribution=part, reason="No turnips.")
    page = garden.browser(None).get(garden.path()).content.decode()
    assert "turnip" not in page and "The end." in page and f'id="contribution-{part.pk}"' in page
    fragment = kind_of("contribution.declined").fragment(told("contribution.declined"), "en")
    assert "turnip" not in fragment and "hidden" in fragment
    garden.browser(garden.host).post(f"/contributions/{part.pk}/restore/")
    page = garden.browser(None).get(garden.path()).content.decode()
    assert page.index("A turnip sang.") < page.index("The end.")
    assert Contribution.objects.get(pk=part.pk).reason == ""
    assert told("contribution.restored").actor == garden.host.pk


def test_a_replayed_act_shows_no_text_that_was_declined_since(garden) -> None:
    part = garden.written("A turnip sang.")
    actions.decline_contribution(by=garden.host, contribution=part, reason="No turnips.")
    assert "turnip" not in kind_of("contribution.added").fragment(told("contribution.added"), "en")


def test_what_is_set_aside_stays_in_italics(garden) -> None:
    part = garden.written("A turnip sang.")
    actions.set_aside_contribution(by=garden.host, contribution=part, reason="Not for the book.")
    page = garden.browser(None).get(garden.path()).content.decode()
    assert "A turnip sang." in page and "part aside" in page and "not in the book" in page
    assert "Not for the book." not in page


def test_the_author_is_told_by_letter_in_their_language_with_the_words_of_the_host(garden) -> None:
    part = garden.written()
    actions.decline_contribution(by=garden.host, contribution=part, reason="Lovely, but no turnips.")
    (letter,) = kind_of("contribution.declined").notices(told("contribution.declined"))
    assert (letter.member, letter.address, letter.language) == (garden.member.pk, garden.member.email, "en")
    assert "Lovely, but no turnips." in letter.body and garden.story.title in letter.subject
    actions.restore_contribution(by=garden.host, contribution=part)
    assert list(kind_of("contribution.declined").notices(told("contribution.declined"))) == []
    (back,) = kind_of("contribution.restored").notices(told("contribution.restored"))
    assert garden.story.title in back.subject


def test_authors_are_told_of_the_book_once_each_if_they_may_read_it(plant) -> None:
    garden = plant(twice_in_a_row=True)
    garden.written()
    garden.written()
    garden.written(by=garden.stranger)
    actions.close_story(by=garden.host, story=garden.story)
    actions.release_story(by=garden.host, story=garden.story)
    kind = kind_of("story.released")
    assert {one.member for one in kind.notices(told("story.released"))} == {
        garden.member.pk,
        garden.stranger.pk,
    }
    community = garden.story.community
    type(community).objects.filter(pk=community.pk).update(visibility="private")
    assert [one.member for one in kind.notices(told("story.released"))] == [garden.member.pk]


def test_the_host_is_told_of_the_closing_by_the_clock_only(garden) -> None:
    actions.close_story(by=garden.host, story=garden.story)
    assert list(kind_of("story.closed").notices(told("story.closed"))) == []


def test_the_host_s_page_has_the_acts_beside_the_text_others_have_not(garden) -> None:
    garden.written()
    assert 'id="host-tools"' in garden.browser(garden.host).get(garden.path()).content.decode()
    for who in (None, garden.member, garden.stranger):
        assert "host-tools" not in garden.browser(who).get(garden.path()).content.decode()
