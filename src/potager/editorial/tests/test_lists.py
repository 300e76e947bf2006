"""Illustrated lists: entries typed, moved, removed and put back, kept in versions, read in their order."""

from typing import Any

import pytest
from django.http import QueryDict

from potager import testing
from potager.editorial import actions, entries
from potager.editorial.actions.articles import Text
from potager.editorial.models import Article, Picture
from potager.lib.ids import uuid7
from potager.members.models import Member


@pytest.fixture
def editor() -> Member:
    return testing.a_member("Éline", language="en")


@pytest.fixture
def listed(editor: Member) -> Article:
    community = testing.a_community(owner=editor)
    return actions.open_article(
        by=editor,
        community=community,
        title="Three photographs of beans",
        language="en",
        kind=Article.Kind.LIST,
    )


def a_ready_picture(article: Article, by: Member, **said: Any) -> Picture:
    words = {"alternative": "A bean", "caption": "In May", "credit": "Éline", **said}
    return Picture.objects.create(
        article=article, by=by, state=Picture.State.READY, digest="0" * 32, width=1600, height=1200, **words
    )


def typed(*titles: str, **more: Any) -> dict[str, Any]:
    count = len(titles)
    return {
        "title": "Three photographs of beans",
        "standfirst": "",
        "body": "For the eyes.",
        "entry-title": list(titles),
        "entry-body": ["*Green*."] * count,
        "entry-picture": [""] * count,
        "entry-gone": [""] * count,
        **more,
    }


@pytest.mark.django_db
def test_a_list_from_its_entries_to_its_readers(client: Any, editor: Member, listed: Article) -> None:
    picture = a_ready_picture(listed, editor)
    client.force_login(editor)
    page = f"/articles/{listed.pk}/edit/"
    assert 'name="entry-title"' in client.get(page).content.decode()
    sent = typed("Runner", "Broad", "French", base=0)
    sent["entry-picture"][1] = str(picture.pk)
    moved = client.post(page, {**sent, "entry-do": "up:1"})
    assert moved.status_code == 200
    shown = moved.content.decode()
    assert shown.index('value="Broad"') < shown.index('value="Runner"') < shown.index('value="French"')
    assert not listed.versions.exists(), "moving keeps nothing yet"
    removed = client.post(page, {**sent, "entry-do": "remove:0"}).content.decode()
    assert 'class="gone"' in removed and 'value="Runner"' in removed, "it can be put back"
    sent["entry-gone"] = ["", "", "1"]
    assert client.post(page, sent).status_code == 302
    listed.refresh_from_db()
    assert [one["title"] for one in listed.entries] == ["Runner", "Broad"]
    assert listed.versions.get().entries == listed.entries
    actions.publish_article(by=editor, article=listed)
    client.logout()
    read = client.get(listed.get_absolute_url()).content.decode().partition("<main")[2]
    assert (
        read.index("For the eyes.")
        < read.index('<li id="n1">')
        < read.index("Runner")
        < read.index('id="n2"')
    )
    assert picture.address in read and 'alt="A bean"' in read and "<em>Green</em>" in read
    assert "Runner" in listed.shown.text and listed.shown.words > 5


@pytest.mark.django_db
def test_each_picture_that_is_left_becomes_an_entry(client: Any, editor: Member, listed: Article) -> None:
    pictures = [a_ready_picture(listed, editor, caption=f"Number {number}") for number in range(3)]
    client.force_login(editor)
    sent = typed("First", base=0)
    sent["entry-picture"] = [str(pictures[1].pk)]
    shown = client.post(f"/articles/{listed.pk}/edit/", {**sent, "entry-do": "pictures"}).content.decode()
    assert shown.count("data-row") == 3 + 1  # and the one that scripts add
    assert 'value="First"' in shown


@pytest.mark.django_db
def test_versions_without_their_entries_keep_them(editor: Member, listed: Article) -> None:
    rows = [{"title": "One", "body": "", "picture": ""}]
    actions.save_article(by=editor, article=listed, text=Text(title="T", body="b", entries=rows), base=0)
    actions.save_article(by=editor, article=listed, text=Text(title="T", body="c"), base=1)
    listed.refresh_from_db()
    assert listed.entries == rows


def query(**fields: Any) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, values in fields.items():
        made.setlist(name.replace("_", "-"), values)
    return made


def test_entries_are_moved_within_bounds() -> None:
    rows = [entries.empty(str(number)) for number in range(3)]
    order = lambda wish: [one["picture"] for one in entries.rearranged(rows, wish)]  # noqa: E731
    assert order("up:2") == ["0", "2", "1"] and order("up:0") == ["0", "1", "2"]
    assert order("down:0") == ["1", "0", "2"] and order("down:2") == ["0", "1", "2"]
    assert order("add") == ["0", "1", "2", ""]
    for odd in ("", "up", "up:x", "up:-1", "up:99", "up:²", "nothing:1", "down:" + "9" * 50):
        assert order(odd) == ["0", "1", "2"]
    assert entries.rearranged(entries.rearranged(rows, "remove:1"), "back:1") == rows


def test_what_is_kept_is_clean() -> None:
    picture = str(uuid7())
    rows = [
        {"title": " A\x00 title\nof two lines ", "body": "x\r\ny", "picture": picture.upper(), "other": 1},
        {"title": " ", "body": "", "picture": "../../etc"},
        {"title": "gone", "body": "", "picture": "", "gone": "1"},
        {"title": None, "body": None, "picture": None},
    ]
    assert entries.kept(rows) == [{"title": "A title of two lines", "body": "x\ny", "picture": picture}]
    assert [str(one) for one in entries.pictures_in(rows)] == [picture]
    ragged = query(entry_title=["a", "b"], entry_body=["c"], entry_picture=["", ""], entry_gone=["", ""])
    assert len(entries.typed(ragged)) == 1


def test_what_is_shown_is_escaped() -> None:
    hostile = {
        "title": "<script>alert(1)</script>",
        "body": "<img src=x onerror=y> [^1]\n\n[^1]: Note.",
        "picture": "x",
    }
    html = entries.entries_html([hostile, hostile], {"pictures": {}})
    assert "<script" not in html and "<img" not in html and "&lt;script&gt;" in html
    assert html.count('id="fn-n1-1"') == 1 == html.count('id="fn-n2-1"'), (
        "notes of two entries are not the same"
    )
    assert entries.entries_html([], {"pictures": {}}) == ""
    assert entries.as_text([hostile]).startswith("## 1. <script>")
