"""Remarks in the margin: at their passage however the text changes, answered, settled, taken up again."""

import pytest

from potager.lib import prose
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.manuscripts import actions
from potager.manuscripts.margins import margin_of
from potager.manuscripts.models import Comment
from potager.manuscripts.tests.conftest import path, told

TEXT = "Soil is old.\n\nWorms *dig*, and worms eat.\n\nWorms sleep."


def placed(text: str, **passage: str) -> tuple[int, bool]:
    margin = margin_of(prose.parse(text), [Comment(text="?", **passage)])
    return margin.open[0].paragraph, margin.open[0].is_lost


def test_a_remark_finds_its_passage_again() -> None:
    about = {"quote": "Worms dig", "before": "", "after": ", and worms"}
    assert placed(TEXT, **about) == (2, False)
    assert placed(f"A new beginning.\n\n{TEXT}", **about) == (3, False)
    assert placed(TEXT.replace("*dig*", "**dig**"), **about) == (2, False)
    assert placed(TEXT.replace("Worms *dig*", "WORMS — dig"), **about) == (2, False)
    assert placed(TEXT.replace("dig", "dance"), **about) == (0, True)
    assert placed(TEXT) == (0, False)


def test_of_two_passages_alike_the_one_with_the_same_neighbours() -> None:
    text = "One worm.\n\nTwo worms, one worm.\n\nOne worm again."
    assert placed(text, quote="one worm", before="Two worms, ", after=".") == (2, False)
    assert placed(text, quote="One worm", after=" again") == (3, False)


@pytest.mark.parametrize("quote", ["\u200b", "…", "<script>", "*" * 300, "\\", "🌱"])
def test_odd_quotes_disturb_nobody(quote) -> None:
    assert placed(TEXT, quote=quote)[0] == 0


def test_make_answer_resolve_and_reopen_comment(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.written(section, TEXT)
    bruno, ada = desk.browser(desk.bruno), desk.browser(desk.ada)
    sent = {
        "text": "Do they <b>sleep</b>?",
        "quote": "Worms sleep",
        "before": "",
        "after": ".",
        "key": uuid7(),
    }
    answer = bruno.post(path(section, "comments/new/"), sent)
    assert bruno.post(path(section, "comments/new/"), sent)["Location"] == answer["Location"]
    comment = Comment.objects.get()
    assert answer["Location"] == path(section, f"#comment-{comment.pk}")
    assert (told("comment.made").target, told("comment.made").facts) == (f"comment:{comment.pk}", {})
    page = ada.get(path(section)).content.decode()
    assert (
        "Do they &lt;b&gt;sleep&lt;/b&gt;?" in page
        and 'href="#p3">Worms sleep</a>' in page
        and 'id="p3"' in page
    )
    ada.post(f"/comments/{comment.pk}/answer/", {"text": "In winter.", "key": uuid7()})
    assert told("comment.answered").actor == desk.ada.pk
    assert "In winter." in bruno.get(path(section)).content.decode()
    ada.post(f"/comments/{comment.pk}/resolve/")
    assert told("comment.resolved").actor == desk.ada.pk
    assert "1 settled" in bruno.get(path(section)).content.decode()
    assert ada.post(f"/comments/{comment.pk}/resolve/").status_code == 409
    bruno.post(f"/comments/{comment.pk}/reopen/")
    assert told("comment.reopened").actor == desk.bruno.pk
    desk.written(section, "Only this is left.")
    assert "About a passage that has changed." in bruno.get(path(section)).content.decode()


def test_an_empty_remark_keeps_the_passage(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.written(section, TEXT)
    answer = desk.browser(desk.ada).post(
        path(section, "comments/new/"), {"text": " ", "quote": "Worms sleep"}
    )
    assert answer.status_code == 422 and 'value="Worms sleep"' in answer.content.decode()


def test_margins_are_for_members(desk) -> None:
    section = desk.ready(text=TEXT)
    comment = actions.make_comment(
        by=desk.ada, section=section, text="A secret remark.", passage=actions.Passage()
    )
    desk.leave(desk.bruno)
    for who in (None, desk.stranger, desk.bruno):
        page = desk.browser(who).get(path(section)).content.decode()
        assert "A secret remark." not in page and "Worms sleep" in page
    for who in (desk.stranger, desk.bruno):
        assert desk.browser(who).post(path(section, "comments/new/"), {"text": "x"}).status_code == 403
        for act in ("answer", "resolve", "reopen"):
            assert desk.browser(who).post(f"/comments/{comment.pk}/{act}/", {"text": "x"}).status_code == 403
        with pytest.raises(NotAllowed):
            actions.make_comment(by=who, section=section, text="x", passage=actions.Passage())
    assert Comment.objects.count() == 1 and not comment.replies.exists()
