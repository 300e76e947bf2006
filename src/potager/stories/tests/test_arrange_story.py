"""The order of the book: moved, merged, put into chapters; undone and done again; read by the authors."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.stories import actions, arranging, editing, orders, tables
from potager.stories.changes import AddChapter, Move, RemoveChapter, RenameChapter, Reorder
from potager.stories.models import Arrangement, Contribution, Story
from potager.stories.queries import book_contributions, text_of
from potager.stories.tests.conftest import told


@pytest.fixture
def closed(plant) -> Any:  # type: ignore[no-untyped-def]
    """A closed story of five contributions."""
    garden = plant(twice_in_a_row=True)
    for number in range(1, 6):
        garden.written(f"Sentence {number}.")
    actions.close_story(by=garden.host, story=garden.story)
    return garden


def arrange(garden: Any, change: Any, **more: Any) -> Arrangement:
    return actions.arrange_story(by=garden.host, story=garden.now(), change=change, **more)


def order(garden: Any) -> list[int]:
    return [part.position for part in book_contributions(garden.now())]


def post(garden: Any, who: str = "host", **fields: Any) -> Any:
    return garden.browser(who and getattr(garden, who)).post(garden.path("arrange/"), fields, follow=True)


def test_a_thing_is_moved_after_another(closed) -> None:
    page = post(closed, move="5:1", base=0)
    assert page.status_code == 200 and "no. 5 was moved after no. 1" in page.content.decode()
    assert order(closed) == [1, 5, 2, 3, 4]
    row, activity = Arrangement.objects.get(), told("story.arranged")
    assert (row.what, row.item, row.after, row.moved) == ("moved", 5, 1, 1)
    assert (activity.facts, activity.place) == ({"number": 1, "moved": 1}, f"desk:{closed.story.pk}")
    assert page.redirect_chain[-1][0].endswith("?page=1#item5")


@pytest.mark.parametrize("who", [None, "member", "stranger"])
@pytest.mark.parametrize(
    "path", ["arrange/", "undo/", "redo/", "edit/", "reword/afterword/", "reword/opening/"]
)
def test_others_arrange_nothing(closed, who, path) -> None:
    browser = closed.browser(who and getattr(closed, who))
    ask = browser.get if path == "edit/" else browser.post
    assert ask(closed.path(path), {"move": "5:1", "number": "1"}).status_code == (403 if who else 302)
    assert not Arrangement.objects.exists()


def test_a_get_changes_nothing(closed) -> None:
    for path in ("arrange/", "undo/", "redo/"):
        assert closed.browser(closed.host).get(closed.path(path), {"move": "5:1"}).status_code == 405


def test_a_private_story_does_not_exist_for_strangers(plant) -> None:
    garden = plant(community={"visibility": "private"})
    for path in ("edit/", "history/", "reword/afterword/"):
        assert garden.browser(garden.stranger).get(garden.path(path)).status_code == 404


def test_it_goes_to_a_place_of_the_order_that_was_seen(closed) -> None:
    arrange(closed, Move(5, orders.START))
    post(closed, do="place", item=1, place=3, base=0)  # seen: 1 2 3 4 5; there now: 5 1 2 3 4
    assert order(closed) == [5, 2, 3, 1, 4]
    post(closed, do="place", item=5, place=99, base=2)
    assert order(closed) == [2, 3, 1, 4, 5]


def test_the_arrows_move_by_one(closed) -> None:
    table = tables.table_of(closed.now(), page="1")
    assert [row.up for row in table.rows] == ["", "2:0", "3:1", "4:2", "5:3"]
    assert [row.down for row in table.rows] == ["1:2", "2:3", "3:4", "4:5", ""]
    page = closed.browser(closed.host).post(closed.path("arrange/?by=down"), {"move": "1:2"}, follow=True)
    assert order(closed) == [2, 1, 3, 4, 5]
    assert page.content.decode().count(" autofocus") == 1


def test_chapters_are_added_renamed_moved_and_removed(closed) -> None:
    key = str(uuid7())
    for _ in range(2):  # pressed twice: one chapter
        post(closed, do="add", title="Roots  <b>", after=0, key=key)
    post(closed, do="add", title="Leaves", after=3)
    assert [(one.title, len(one.contributions)) for one in text_of(closed.now()).chapters] == [
        ("Roots <b>", 3),
        ("Leaves", 2),
    ]
    roots, leaves = sorted(arranging.order_now(closed.now()).titles, reverse=True)
    post(closed, do="rename", item=leaves, title="Fruits")
    post(closed, move=f"{leaves}:4")
    chapters = text_of(closed.now()).chapters
    assert [(one.title, [part.position for part in one.contributions]) for one in chapters] == [
        ("Roots <b>", [1, 2, 3, 4]),
        ("Fruits", [5]),
    ]
    page = post(closed, do="remove", item=roots).content.decode()
    assert [one.title for one in text_of(closed.now()).chapters] == ["", "Fruits"]
    assert "Roots &lt;b&gt;" in page and "was removed" in page
    assert [row.what for row in Arrangement.objects.all()] == [
        "chapter_added",
        "chapter_added",
        "chapter_renamed",
        "moved",
        "chapter_removed",
    ]


def test_a_chapter_in_which_nothing_is_shown_is_not_printed(closed) -> None:
    arrange(closed, AddChapter("Empty", 5))
    arrange(closed, AddChapter("Full", 0))
    assert [one.title for one in text_of(closed.now()).chapters] == ["Full"]


def test_two_hosts_at_once_lose_nothing(closed) -> None:
    arrange(closed, Move(1, 5))  # one of them: 2 3 4 5 1
    stale = {
        "do": "order",
        "order": json.dumps([1, 2, 4, [3, 3], 5]),
        "base": 0,
    }  # the other only swapped 3 and 4
    assert post(closed, **stale).status_code == 200
    assert order(closed) == [2, 4, 3, 5, 1]


def test_five_thousand_at_once_are_one_act_and_one_transaction(closed) -> None:
    rows = (
        Contribution(
            story=closed.story, author=closed.member, signature="Ada", position=at, text="x.", sentences=1
        )
        for at in range(6, 5001)
    )
    Contribution.objects.bulk_create(rows, batch_size=500)
    Story.objects.filter(pk=closed.story.pk).update(length=5000)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        row = arrange(closed, Reorder(tuple(range(5000, 0, -1)), base=0))
    assert row.moved == 4999 and len(asked) < 16
    assert Activity.objects.filter(kind="story.arranged").count() == 1
    assert order(closed) == list(range(5000, 0, -1))
    actions.undo_arrangement(by=closed.host, story=closed.now(), number=1)
    assert order(closed) == list(range(1, 5001))
    actions.redo_arrangement(by=closed.host, story=closed.now(), number=1)
    post(closed, do="writing", base=3)
    assert order(closed) == list(range(1, 5001))
    assert len(json.dumps(Arrangement.objects.last().order)) < 20


@pytest.mark.parametrize("typed", [
    {"move": "9:1"}, {"move": "1:9"}, {"move": "x"}, {"do": "order", "order": "[[1,99999999999]]"},
    {"do": "order", "order": "[[[1]]]"}, {"do": "order", "order": "[" * 5000}, {"do": "order", "order": "[1,1,2,3,4]"},
    {"do": "order", "order": '["1"]'}, {"do": "order", "order": "7"}, {"do": "order", "order": "[1,2]"},
    {"do": "order", "order": "{\"a\":1}"}, {"do": "order", "order": "[[1]]"},
    {"do": "order", "order": "[1.5,2,3,4,5]"}, {"do": "order", "order": "[null]"},
    {"do": "rename", "item": "2", "title": "x"}, {"do": "remove", "item": "-7"},
    {"do": "add", "title": " ", "after": "0"},
    {"do": "add", "title": "x", "after": "77"}, {"do": "fly"}, {}, {"do": "place", "item": "77", "place": "1"},
])  # fmt: skip
def test_what_makes_no_sense_is_refused(closed, typed) -> None:
    answer = post(closed, **typed)
    assert answer.status_code == 409, typed
    assert not Arrangement.objects.exists()


def test_a_move_that_moves_nothing_is_no_act(closed) -> None:
    assert "stands there already" in post(closed, move="2:1").content.decode()
    assert not Arrangement.objects.exists()


def test_everything_is_undone_and_done_again(closed) -> None:
    for change in (
        Move(5, 0),
        AddChapter("Roots", 5),
        RenameChapter(-2, "Stems"),
        Move(-2, 1),
        RemoveChapter(-2),
    ):
        arrange(closed, change)
    states = [arranging.order_at(closed.now(), number) for number in range(6)]
    browser = closed.browser(closed.host)
    for number in range(5, 0, -1):
        assert arranging.last_change(closed.now()).number == number
        browser.post(closed.path("undo/"), {"number": number})
        now = arranging.order_now(closed.now())
        assert (now.items, now.titles) == (states[number - 1].items, states[number - 1].titles)
    assert arranging.last_change(closed.now()) is None
    for number in range(1, 6):
        assert arranging.last_undone(closed.now()).number == number
        browser.post(closed.path("redo/"), {"number": number})
        now = arranging.order_now(closed.now())
        assert (now.items, now.titles) == (states[number].items, states[number].titles)
    assert arranging.last_undone(closed.now()) is None
    assert Activity.objects.filter(kind="arrangement.undone").count() == 5
    assert Activity.objects.filter(kind="arrangement.redone").count() == 5
    assert Arrangement.objects.count() == 15, "nothing is erased"


def test_an_older_change_is_undone_and_the_later_ones_stay(closed) -> None:
    arrange(closed, Move(5, 0))
    arrange(closed, Move(1, 4))
    actions.undo_arrangement(by=closed.host, story=closed.now(), number=1)
    assert order(closed) == [2, 3, 4, 5, 1]
    with pytest.raises(editing.NothingToUndo):
        actions.undo_arrangement(by=closed.host, story=closed.now(), number=1)
    with pytest.raises(editing.NothingToUndo):
        actions.undo_arrangement(
            by=closed.host, story=closed.now(), number=3
        )  # an undoing is done again instead
    actions.redo_arrangement(by=closed.host, story=closed.now(), number=1)
    assert order(closed) == [5, 2, 3, 4, 1]


def test_a_title_that_was_changed_since_is_not_undone_over(closed) -> None:
    arrange(closed, AddChapter("Roots", 0))
    arrange(closed, RenameChapter(-1, "Stems"))
    arrange(closed, RenameChapter(-1, "Leaves"))
    with pytest.raises(editing.ChangedMeanwhile):
        actions.undo_arrangement(by=closed.host, story=closed.now(), number=2)


def test_what_was_not_kept_has_no_place_and_keeps_it(closed) -> None:
    parts = list(Contribution.objects.order_by("position"))
    actions.decline_contribution(by=closed.host, contribution=parts[1], reason="No.")
    actions.set_aside_contribution(by=closed.host, contribution=parts[2], reason="Aside.")
    arrange(closed, Move(5, 0))
    table = tables.table_of(closed.now(), page="1")
    assert [(row.item, row.place) for row in table.rows] == [(5, 1), (1, 2), (3, 3), (4, 4)]
    assert order(closed) == [5, 1, 4]
    actions.restore_contribution(by=closed.host, contribution=parts[1])
    assert order(closed) == [5, 1, 2, 4]


def test_setting_aside_from_the_table_leads_back_to_it(closed) -> None:
    part, browser = Contribution.objects.first(), closed.browser(closed.host)
    back = closed.path("edit/?page=1#item1")
    assert part.pk and "set-aside/?next=" in browser.get(closed.path("edit/")).content.decode()
    path = f"/contributions/{part.pk}/set-aside/?next={closed.path('edit/')}%3Fpage%3D1%23item1"
    assert browser.post(path, {"reason": "Later."})["Location"] == back
    assert browser.post(f"/contributions/{part.pk}/restore/", {"next": back})["Location"] == back
    evil = browser.post(f"/contributions/{part.pk}/set-aside/?next=//evil.example/", {"reason": "x"})
    assert evil["Location"].startswith("/stories/")


def test_a_story_is_arranged_when_it_has_closed_and_until_it_is_a_book(garden) -> None:
    garden.written("One.")
    with pytest.raises(editing.NotClosedYet):
        arrange(garden, AddChapter("Roots", 0))
    assert "still being written" in garden.browser(garden.host).get(garden.path("edit/")).content.decode()
    actions.close_story(by=garden.host, story=garden.story)
    arrange(garden, AddChapter("Roots", 0))
    actions.release_story(by=garden.host, story=garden.now())
    for act in (
        lambda: arrange(garden, Move(1, 0)),
        lambda: actions.undo_arrangement(by=garden.host, story=garden.now(), number=1),
        lambda: actions.reword_story(
            by=garden.host, story=garden.now(), which="afterword", text="x", seen=editing.mark_of("")
        ),
    ):
        with pytest.raises(editing.BookIsOut):
            act()
    page = garden.browser(garden.host).get(garden.path("edit/")).content.decode()
    assert "a new edition is then made" in page and "data-handle" not in page and "reword" not in page


def test_what_comes_after_a_reopening_stands_at_the_end(closed) -> None:
    arrange(closed, Move(5, 0))
    Story.objects.filter(pk=closed.story.pk).update(closed_at=None)
    closed.written("Sentence 6.")
    assert order(closed) == [5, 1, 2, 3, 4, 6]
    actions.close_story(by=closed.host, story=closed.now())
    actions.undo_arrangement(by=closed.host, story=closed.now(), number=1)
    assert order(closed) == [1, 2, 3, 4, 5, 6]


def test_the_opening_is_its_host_s_and_has_a_history(closed) -> None:
    browser = closed.browser(closed.host)
    assert "Nobody slept." in browser.get(closed.path("reword/opening/")).content.decode()
    seen = editing.mark_of(closed.now().opening)
    answer = browser.post(closed.path("reword/opening/"), {"text": "It was noon.", "seen": seen})
    assert answer.status_code == 302
    assert text_of(closed.now()).opening == "It was noon."
    activity = told("story.reworded")
    assert activity.place == f"story:{closed.story.pk}"
    assert "It was noon." in kind_of("story.reworded").fragment(activity, "en")
    assert f"community:{activity.community}" in kind_of("story.reworded").freshens(activity)
    assert "It was noon." in closed.browser(None).get(closed.path()).content.decode()
    stale = browser.post(closed.path("reword/opening/"), {"text": "It was dawn.", "seen": seen})
    assert stale.status_code == 422 and "has changed since" in stale.content.decode()
    browser.post(closed.path("undo/"), {"number": 1})
    assert closed.now().opening == "It was dark. Nobody slept."
    assert "It was dark." in closed.browser(None).get(closed.path()).content.decode()
    assert browser.post(closed.path("reword/opening/"), {"text": " ", "seen": seen}).status_code == 422
    assert browser.get(closed.path("reword/title/")).status_code == 404


def test_who_did_not_write_the_opening_does_not_change_it(closed) -> None:
    owner = closed.stranger
    type(owner).objects.filter(pk=owner.pk).update(is_owner=True)
    browser = closed.browser(owner)
    assert browser.get(closed.path("edit/")).status_code == 200
    assert browser.get(closed.path("reword/opening/")).status_code == 404
    actions.reword_story(
        by=closed.host,
        story=closed.now(),
        which="opening",
        text="Noon.",
        seen=editing.mark_of(closed.now().opening),
    )
    assert browser.post(closed.path("undo/"), {"number": "1"}).status_code == 403
    assert closed.now().opening == "Noon."


def test_the_afterword_closes_the_book(closed) -> None:
    browser = closed.browser(closed.host)
    fields = {"text": "Thanks\r\nto all.", "seen": editing.mark_of(""), "key": str(uuid7())}
    for _ in range(2):
        browser.post(closed.path("reword/afterword/"), fields)
    assert text_of(closed.now()).afterword == "Thanks\nto all."
    assert told("story.reworded").place == f"desk:{closed.story.pk}"
    assert kind_of("story.reworded").fragment(told("story.reworded"), "en") is None
    browser.post(closed.path("undo/"), {"number": 1})
    assert closed.now().afterword == ""


def test_the_history_is_read_by_those_who_wrote_and_those_who_edit(closed) -> None:
    arrange(closed, Move(5, 0))
    arrange(closed, AddChapter("Roots & leaves", 0))
    actions.undo_arrangement(by=closed.host, story=closed.now(), number=1)
    for who, status in ((None, 302), ("stranger", 403), ("member", 200), ("host", 200)):
        answer = closed.browser(who and getattr(closed, who)).get(closed.path("history/"))
        assert answer.status_code == status
        if status == 200:
            page = answer.content.decode()
            assert "no. 5 was moved to the beginning" in page and "Roots &amp; leaves" in page
            assert page.count("Hedwige") >= 3 and "The story closed" in page
            assert ("undo/" in page) is (who == "host")


def test_pages_of_a_long_story_ask_as_much_as_those_of_a_short_one(closed) -> None:
    browser = closed.browser(closed.host)

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(closed.path(path)).status_code == 200
        return len(queries)

    arrange(closed, AddChapter("Roots", 0))
    asked("edit/")
    few = asked("edit/"), asked("history/")
    rows = (
        Contribution(story=closed.story, author=closed.member, position=at, text="x. " * 300, sentences=1)
        for at in range(6, 2001)
    )
    Contribution.objects.bulk_create(rows, batch_size=500)
    Story.objects.filter(pk=closed.story.pk).update(length=2000)
    for number in range(6, 40):
        arrange(closed, Move(number, 1))
    assert (asked("edit/"), asked("history/")) == few
    page = browser.get(closed.path("edit/?page=7")).content.decode()
    assert page.count("<li id=") == tables.PER_PAGE and len(page) < 300_000
    assert browser.get(closed.path("edit/?page=nine")).status_code == 200
