"""The page of a story: kept for visitors, quick for members, the same text for everyone."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from potager.journal.channels import may_listen
from potager.lib.keep import PLACES, POSITION
from potager.stories import actions, blocks
from potager.stories.tests.conftest import in_hours


def queries_of(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


def test_a_visitor_s_page_is_kept_and_holds_nothing_of_anyone(garden) -> None:
    garden.written("Here it goes.")
    first, second = garden.browser(None).get(garden.path()), garden.browser(None).get(garden.path())
    assert first.content == second.content
    assert set(first[PLACES].split()) == {
        f"story:{garden.story.pk}",
        f"community:{garden.story.community_id}",
    }
    assert int(first[POSITION]) > 0
    assert not first.cookies
    page = first.content.decode()
    assert 'name="email"' in page and 'name="key" value=""' in page
    assert garden.member.email not in page and garden.host.email not in page


def test_a_member_s_page_has_their_key_and_name_and_no_address(garden) -> None:
    page = garden.browser(garden.member).get(garden.path()).content.decode()
    assert re.search(r'name="key" value="[0-9a-f-]{36}"', page)
    assert "Signed: Ada" in page and 'name="email"' not in page
    assert "By sending, you agree" in page
    garden.written()
    assert "By sending, you agree" not in garden.browser(garden.member).get(garden.path()).content.decode()


@pytest.mark.parametrize("visibility", ["members", "private"])
def test_a_closed_community_s_story_is_not_kept(plant, visibility) -> None:
    garden = plant(community={"visibility": visibility})
    assert PLACES not in garden.browser(garden.member).get(garden.path())


def test_the_number_of_queries_does_not_grow_with_the_story(plant) -> None:
    garden = plant(twice_in_a_row=True)
    member, visitor = garden.browser(garden.member), garden.browser(None)
    garden.written()
    for browser in (member, visitor):
        browser.get(garden.path())
    few = [queries_of(member, garden.path()), queries_of(visitor, garden.path())]
    for _ in range(40):
        garden.written()
    after_acts = queries_of(member, garden.path())
    many = [queries_of(member, garden.path()), queries_of(visitor, garden.path())]
    assert many == few
    assert few[0] <= 11 and few[1] <= 6 and after_acts <= few[0] + 6


def test_only_what_changed_is_rendered_again(plant, monkeypatch) -> None:
    garden = plant(twice_in_a_row=True)
    parts = [garden.written(f"Sentence {number}.") for number in range(6)]
    first = blocks.block_of(garden.now(), "en")
    rendered = []
    original = blocks.rendering.part_html
    monkeypatch.setattr(
        blocks.rendering,
        "part_html",
        lambda part, *rest: (rendered.append(part.pk), original(part, *rest))[1],
    )
    assert blocks.block_of(garden.now(), "en") is first
    new = garden.written("One more.")
    actions.decline_contribution(by=garden.host, contribution=parts[2], reason="No.")
    second = blocks.block_of(garden.now(), "en")
    assert set(rendered) == {new.pk, parts[2].pk}
    blocks.forget_all()
    assert second.text == blocks.block_of(garden.now(), "en").text


def test_each_language_has_its_own_text(garden) -> None:
    actions.set_aside_contribution(by=garden.host, contribution=garden.written(), reason="Aside.")
    english = Client(headers={"accept-language": "en"}).get(garden.path()).content.decode()
    french = Client(headers={"accept-language": "fr"}).get(garden.path()).content.decode()
    assert "not in the book" in english and "not in the book" not in french
    assert 'lang="en"><p dir="auto">A bean stirred.' in french
    assert '<div class="said"><p dir="auto">A bean stirred.' in english


def test_french_text_is_typeset_on_the_page_and_to_the_letter_in_the_row(plant) -> None:
    garden = plant(language="fr")
    part = garden.written("Qui va la ? L'ombre...")
    assert part.text == "Qui va la ? L'ombre..."
    assert "Qui va la\u202f? L’ombre…" in garden.browser(None).get(garden.path()).content.decode()


def test_hands_and_fingers(plant) -> None:
    garden = plant()
    garden.written()
    garden.written(by=garden.stranger)
    page = garden.browser(None).get(garden.path()).content.decode()
    assert "2 authors" in page and "4 hands, 20 fingers" in page
    assert 'class="river"' in page and "<title" in page


def test_members_only_stories_tell_visitors_how_to_join(plant) -> None:
    garden = plant(writers="members")
    page = garden.browser(None).get(garden.path()).content.decode()
    assert "Members of The garden write in this story" in page and "/join/" in page
    assert "<textarea" not in page
    assert "<textarea" in garden.browser(garden.member).get(garden.path()).content.decode()


def test_the_live_channel_is_for_readers(plant) -> None:
    public, closed = plant(), plant(community={"visibility": "private"})
    assert may_listen(None, f"story:{public.story.pk}")
    assert not may_listen(None, f"story:{closed.story.pk}")
    assert not may_listen(closed.stranger.pk, f"story:{closed.story.pk}")
    assert may_listen(closed.member.pk, f"story:{closed.story.pk}")


def test_the_call_is_readable_before_the_opening_and_shared(plant) -> None:
    garden = plant(opens_at=in_hours(5), closes_at=in_hours(9), guidance="Be kind to snails.")
    answer = garden.browser(None).get(garden.path("call/"))
    page = answer.content.decode()
    assert "Be kind to snails." in page and "data-countdown" in page and "CC BY-SA" in page
    assert f"http://testserver{garden.path()}" in page
    assert "<svg" in page and "style=" not in page and PLACES in answer


def test_counting_sentences_shows_where_each_ends(garden) -> None:
    answer = garden.browser(None).post(garden.path("count/"), {"text": "One <b>bean</b>. Two beans! Three"})
    page = answer.content.decode()
    assert "3 sentences of 5" in page
    assert "<li>One &lt;b&gt;bean&lt;/b&gt;.</li><li>Two beans!</li><li>Three</li>" in page
    long = garden.browser(None).post(garden.path("count/"), {"text": "x" * 200_000}).content.decode()
    assert "200000 characters" in long or "200,000 characters" in long


def test_counting_is_for_those_who_may_read(plant) -> None:
    garden = plant(community={"visibility": "private"})
    assert garden.browser(garden.stranger).post(garden.path("count/"), {"text": "One."}).status_code == 404


def test_the_shelf(garden) -> None:
    path = f"/c/{garden.story.community.address}/stories/"
    assert "Being written" in garden.browser(None).get(path).content.decode()
    actions.close_story(by=garden.host, story=garden.story)
    answer = garden.browser(None).get(path)
    assert "Finished" in answer.content.decode()
    assert answer[PLACES] == f"community:{garden.story.community_id}"
    assert "Open a story" in garden.browser(garden.host).get(path).content.decode()
    assert "Open a story" not in garden.browser(garden.member).get(path).content.decode()


def test_the_shelf_of_a_private_community_does_not_exist_for_strangers(plant) -> None:
    garden = plant(community={"visibility": "private"})
    path = f"/c/{garden.story.community.address}/stories/"
    assert garden.browser(garden.stranger).get(path).status_code == 404
    assert garden.browser(None).get(path).status_code == 404
    assert garden.browser(garden.member).get(path).status_code == 200


def test_acts_freshen_the_community_s_pages(garden) -> None:
    from potager.journal.kinds import all_kinds
    from potager.stories.tests.conftest import told

    act = told("story.opened")
    for kind in all_kinds():
        if kind.name.startswith(("story.", "contribution.")):
            assert f"community:{garden.story.community_id}" in kind.freshens(act)
