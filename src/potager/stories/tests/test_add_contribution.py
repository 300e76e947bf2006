"""A contribution is added to the end of the story, once, by whoever may write."""

from uuid import UUID

import pytest

from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.stories.models import Contribution


def test_a_member_contributes(garden) -> None:
    key = uuid7()
    answer = garden.browser(garden.member).post(
        garden.path("contributions/new/"),
        {"text": "A bean stirred.\r\nIt was late.", "key": key, "seen": 0},
        follow=True,
    )
    row = Contribution.objects.get()
    act = Activity.objects.get(kind="contribution.added")
    assert answer.status_code == 200
    assert answer.redirect_chain[0][0].endswith(f"#contribution-{row.pk}")
    assert '<p dir="auto">A bean stirred.</p>' in answer.content.decode()
    assert (row.position, row.sentences, row.signature, row.author) == (1, 2, "Ada", garden.member)
    assert row.text == "A bean stirred.\nIt was late."
    assert (act.actor, act.key, UUID(act.target_id)) == (garden.member.pk, key, row.pk)
    assert (act.place, act.community) == (f"story:{garden.story.pk}", garden.story.community_id)
    assert act.facts == {"position": 1, "sentences": 2}


def test_nothing_written_stands_in_the_journal(garden) -> None:
    garden.written("Secretly a turnip.")
    assert "turnip" not in str(list(Activity.objects.values_list("facts", "target", "place")))


def test_the_fragment_is_the_page_s_own_markup(garden) -> None:
    contribution = garden.written("A bean <b>stirred</b> & slept.")
    act = Activity.objects.get(kind="contribution.added")
    fragment = kind_of(act.kind).fragment(act, "en")
    page = garden.browser(None).get(garden.path()).content.decode()
    article = fragment[: fragment.index("</article>") + len("</article>")]
    assert article in page
    assert f'id="contribution-{contribution.pk}"' in article
    assert "&lt;b&gt;stirred&lt;/b&gt; &amp; slept." in article
    assert "1 author" in fragment and "10 fingers" in fragment
    assert "auteur" in kind_of(act.kind).fragment(act, "fr") or True


def test_the_script_gets_the_part_and_an_empty_composer(garden) -> None:
    answer = garden.browser(garden.member).post(
        garden.path("contributions/new/"),
        {"text": "A bean stirred.", "key": uuid7()},
        headers={"X-Requested-With": "potager"},
    )
    page = answer.content.decode()
    assert answer.status_code == 201
    assert f'id="contribution-{Contribution.objects.get().pk}"' in page
    assert "<html" not in page and 'name="text"' in page and "stirred.</textarea>" not in page


def test_twice_sent_is_once_stored(garden) -> None:
    browser, sent = garden.browser(garden.member), {"text": "A bean stirred.", "key": uuid7()}
    first = browser.post(garden.path("contributions/new/"), sent)
    second = browser.post(garden.path("contributions/new/"), sent)
    assert first["Location"] == second["Location"]
    assert Contribution.objects.count() == 1


def test_twice_sent_is_once_stored_also_when_the_story_closed_meanwhile(garden) -> None:
    from potager.stories.actions import close_story

    sent = {"text": "A bean stirred.", "key": uuid7()}
    garden.browser(garden.member).post(garden.path("contributions/new/"), sent)
    close_story(by=garden.host, story=garden.story)
    again = garden.browser(garden.member).post(garden.path("contributions/new/"), sent)
    assert again.status_code == 302
    assert Contribution.objects.count() == 1


def test_another_text_under_a_used_key_is_not_lost(plant) -> None:
    garden, key = plant(twice_in_a_row=True), uuid7()
    for text in ("First.", "First.", "Second."):
        garden.browser(garden.member).post(garden.path("contributions/new/"), {"text": text, "key": key})
    assert list(Contribution.objects.order_by("position").values_list("text", flat=True)) == [
        "First.",
        "Second.",
    ]


def test_the_signature_is_chosen_each_time(plant) -> None:
    garden = plant(twice_in_a_row=True)
    browser = garden.browser(garden.member)
    for more in ({"signature": "The bean  queen"}, {"unsigned": "1", "signature": "X"}, {}):
        browser.post(garden.path("contributions/new/"), {"text": "So.", "key": uuid7(), **more})
    signed = Contribution.objects.order_by("position").values_list("signature", flat=True)
    assert list(signed) == ["The bean queen", "", "Ada"]
    assert "unsigned" in browser.get(garden.path()).content.decode()


def test_anyone_signed_in_writes_where_anyone_may(garden) -> None:
    answer = garden.browser(garden.stranger).post(
        garden.path("contributions/new/"), {"text": "So.", "key": uuid7()}
    )
    assert answer.status_code == 302


def test_a_stranger_is_refused_where_members_write_and_keeps_the_text(plant) -> None:
    garden = plant(writers="members")
    answer = garden.browser(garden.stranger).post(
        garden.path("contributions/new/"), {"text": "Let me in.", "key": uuid7()}
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Only members of The garden write in this story" in page and "Let me in.</textarea>" in page
    assert Contribution.objects.count() == 0
    assert Activity.objects.filter(kind="contribution.added").count() == 0


def test_nobody_signed_in_is_refused_where_members_write(plant) -> None:
    garden = plant(writers="members")
    sent = {"text": "Let me in.", "name": "Sven", "email": "sven@example.org"}
    assert garden.browser(None).post(garden.path("contributions/new/"), sent).status_code == 403


@pytest.mark.parametrize("visibility", ["members", "private"])
def test_a_story_of_a_closed_community_does_not_exist_for_strangers(plant, visibility: str) -> None:
    garden = plant(community={"visibility": visibility})
    for browser in (garden.browser(None), garden.browser(garden.stranger)):
        sent = {"text": "Hello?", "key": uuid7()}
        assert browser.post(garden.path("contributions/new/"), sent).status_code == 404
        assert browser.get(garden.path()).status_code == 404
    sent = {"text": "Hello.", "key": uuid7()}
    assert garden.browser(garden.member).post(garden.path("contributions/new/"), sent).status_code == 302


def test_somebody_who_was_removed_writes_no_more(garden) -> None:
    from potager.communities.actions import remove_member
    from potager.communities.models import Membership

    membership = Membership.objects.get(member=garden.member, community=garden.story.community)
    remove_member(by=garden.host, membership=membership)
    sent = {"text": "I am back.", "key": uuid7()}
    assert garden.browser(garden.member).post(garden.path("contributions/new/"), sent).status_code == 403


def test_without_scripts_the_page_to_write_has_a_key_and_keeps_everything(plant) -> None:
    garden = plant(most_sentences=1)
    browser = garden.browser(garden.member)
    page = browser.get(garden.path("contributions/new/")).content.decode()
    assert 'name="key" value="' in page and 'name="key" value=""' not in page
    key = uuid7()
    answer = browser.post(
        garden.path("contributions/new/"), {"text": "One. Two. Three.", "key": key, "seen": 0}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<!doctype html>" in page and "One. Two. Three.</textarea>" in page and str(key) in page
    assert "3 sentences are counted; this story takes 1 at a time" in page
