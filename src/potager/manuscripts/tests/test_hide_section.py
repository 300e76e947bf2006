"""What a decision hides in a collective book, and shows again: a chapter, a remark, an answer."""

import pytest

from potager.journal.models import Activity
from potager.lib.permission import NotAllowed
from potager.manuscripts import actions, queries, rules
from potager.manuscripts.actions import Passage
from potager.manuscripts.models import Reply, Section
from potager.manuscripts.tests.conftest import Desk


def kinds() -> list[str]:
    """What the journal told of decisions."""
    return list(
        Activity.objects.filter(kind__contains="hidden").order_by("position").values_list("kind", flat=True)
    )


def test_a_chapter_is_hidden_and_shown_again(desk: Desk) -> None:
    section = desk.ready("Rot", "The soil *stinks*.")
    with pytest.raises(NotAllowed):
        actions.hide_section(by=desk.bruno, section=section)
    actions.hide_section(by=desk.editor, section=section)
    path, plan = section.get_absolute_url(), desk.book.get_absolute_url()
    for who in (desk.bruno, desk.stranger, None):
        assert desk.browser(who).get(path).status_code == 404
        assert desk.browser(who).get(f"{path}versions/1/").status_code in {302, 404}
        assert "Rot" not in desk.browser(who).get(plan).content.decode()
    for who in (desk.ada, desk.editor):
        assert "Hidden by a decision" in desk.browser(who).get(path).content.decode()
    assert queries.ready_sections(desk.book) == []
    with pytest.raises((NotAllowed, rules.SectionHidden)):
        desk.written(Section.objects.get(pk=section.pk), "The soil still stinks.")
    with pytest.raises(rules.NotInThisState):
        actions.hide_section(by=desk.editor, section=section)
    actions.unhide_section(by=desk.editor, section=section)
    assert desk.browser(None).get(path).status_code == 200
    assert kinds() == ["section.hidden", "section.unhidden"]


def test_what_is_said_in_a_margin_is_hidden_and_shown_again(desk: Desk) -> None:
    section = desk.ready()
    path = section.get_absolute_url()
    comment = actions.make_comment(
        by=desk.ada, section=section, text="A nettle of a remark.", passage=Passage()
    )
    actions.answer_comment(by=desk.bruno, comment=comment, text="A thistle of an answer.")
    reply = Reply.objects.get()
    for hide, thing in ((actions.hide_comment, {"comment": comment}), (actions.hide_reply, {"reply": reply})):
        with pytest.raises(NotAllowed):
            hide(by=desk.bruno, **thing)  # type: ignore[operator]
    actions.hide_reply(by=desk.editor, reply=reply)
    page = desk.browser(desk.ada).get(path).content.decode()
    assert "nettle" in page
    assert "thistle" not in page
    actions.hide_comment(by=desk.editor, comment=comment)
    assert "nettle" not in desk.browser(desk.ada).get(path).content.decode()
    assert desk.browser(desk.ada).post(f"/comments/{comment.pk}/answer/", {"text": "So?"}).status_code == 404
    actions.unhide_reply(by=desk.editor, reply=reply)
    actions.unhide_comment(by=desk.editor, comment=comment)
    page = desk.browser(desk.ada).get(path).content.decode()
    assert "nettle" in page
    assert "thistle" in page
    assert kinds() == ["reply.hidden", "comment.hidden", "reply.unhidden", "comment.unhidden"]
