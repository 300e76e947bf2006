"""Withdrawing a book: its host takes it back, and may release the story again."""

import pytest
from django.test import Client
from django.urls import reverse

from potager import testing
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.press import actions
from potager.press.models import Edition
from potager.stories.actions import add_contribution, close_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    story = testing.a_story()
    add_contribution(by=story.host, story=story, text="Alone, then.", key=uuid7(), seen=0)
    close_story(by=story.host, story=story)
    return actions.release_book(by=story.host, story=story, title="Alone", address="", key=uuid7())


def test_the_host_withdraws_a_book_and_releases_another(edition):
    client = Client()
    client.force_login(edition.by)
    answer = client.post(reverse("press:withdraw_book", args=[edition.pk]), follow=True)
    assert answer.status_code == 200
    assert Edition.objects.get().state == "withdrawn"
    assert Activity.objects.filter(kind="book.withdrawn", actor=edition.by.pk).count() == 1
    assert client.get(reverse("press:book", args=[edition.pk])).status_code == 404
    again = actions.release_book(by=edition.by, story=edition.story, title="Again", address="", key=uuid7())
    assert again.number == 2


def test_strangers_withdraw_nothing(edition):
    eve = Client()
    path = reverse("press:withdraw_book", args=[edition.pk])
    assert eve.post(path).status_code == 302
    eve.force_login(testing.a_member("Eve"))
    assert eve.post(path).status_code == 403
    assert eve.get(path).status_code == 405
    assert Edition.objects.get().state == "pressing"
