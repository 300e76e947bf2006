"""Hiding a book by a decision, and showing it again."""

import pytest
from django.test import Client
from django.urls import reverse

from potager import testing
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.manuscripts import actions as chapters
from potager.press import actions, queries
from potager.press.models import Edition
from potager.stories.actions import add_contribution, close_story

pytestmark = pytest.mark.django_db


def test_an_edition_is_hidden_with_those_before_it_and_shown_again() -> None:
    story = testing.a_story()
    add_contribution(by=story.host, story=story, text="Alone, then.", key=uuid7(), seen=0)
    close_story(by=story.host, story=story)
    told = {"by": story.host, "story": story, "address": "", "key": uuid7()}
    first = actions.release_book(**told, title="Alone")
    again = actions.Release(title="Alone again", after=1)
    second = actions.release_book(**{**told, "key": uuid7()}, release=again)
    with pytest.raises(NotAllowed):
        actions.hide_book(by=testing.a_member("Eve"), edition=second)
    actions.hide_book(by=story.host, edition=second)
    stranger, host = Client(), Client()
    host.force_login(story.host)
    for one in (first, second):
        assert not queries.visible_to(None).filter(pk=one.pk).exists()
        for name in ("press:book", "press:read", "press:cover"):
            assert stranger.get(reverse(name, args=[one.pk])).status_code == 404
        assert host.get(reverse("press:book", args=[one.pk])).status_code == 200
    actions.unhide_book(by=story.host, edition=second)
    assert queries.visible_to(None).count() == 2
    told_kinds = Activity.objects.filter(kind__contains="hidden").order_by("position")
    assert [one.kind for one in told_kinds] == ["book.hidden", "book.unhidden"]


def test_a_book_is_not_read_while_a_chapter_of_it_is_hidden() -> None:
    book = testing.a_manuscript()
    section = chapters.add_section(by=book.editor, manuscript=book, brief=chapters.Brief(title="Rot"))
    saved = {"text": "It rots.", "base": 0, "key": uuid7(), "agrees": True}
    chapters.assign_section(by=book.editor, section=section, member=book.editor)
    chapters.save_version(by=book.editor, section=section, **saved)
    chapters.approve_section(by=book.editor, section=section)
    edition = actions.release_chapters(by=book.editor, manuscript=book, title="Rot", address="", key=uuid7())
    assert queries.visible_to(None).get() == edition
    chapters.hide_section(by=book.editor, section=section)
    assert not queries.visible_to(None).exists()
    assert queries.hidden(edition.pk, book.editor) == edition
    assert queries.edition_of(book) is None
    chapters.unhide_section(by=book.editor, section=section)
    assert Edition.objects.get() == queries.visible_to(None).get()
