"""A released book and the people who translate it."""

from typing import Any

import pytest
from django.test import Client

from potager import testing
from potager.communities.actions import join_community
from potager.jobs.worker import run_due_jobs
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.press.actions import release_book
from potager.press.models import Edition
from potager.stories.actions import add_contribution, close_story
from potager.translations.actions import open_translation
from potager.translations.models import Translation

TEXTS = (("Ada", "Il pleuvait ! Personne ne sortit."), ("Bob", "Sauf les limaces."), ("", "Elles dansaient."))


@pytest.fixture(autouse=True)
def _books_in_a_folder_of_their_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def host() -> Member:
    return testing.a_member("Hedwige", language="en")


@pytest.fixture
def edition(host: Member) -> Edition:
    return a_book(host)


def a_book(host: Member, *, licence: str = "cc-by-sa", visibility: str = "public") -> Edition:
    community = testing.a_community(owner=host, visibility=visibility)
    story = testing.a_story(
        host=host,
        community=community,
        language="fr",
        licence=licence,
        opening="Un soir.",
        twice_in_a_row=True,
    )
    for name, text in TEXTS:
        by = testing.a_member(name or "Personne")
        if visibility != "public":
            by = host
        add_contribution(by=by, story=story, text=text, key=uuid7(), seen=99, signature=name, anyway=True)
    story = close_story(by=host, story=story)
    return release_book(by=host, story=story, title="Les limaces", address="http://testserver/", key=uuid7())


def a_translator(edition: Edition, name: str = "Nour") -> Member:
    """A member of the book's community."""
    member = testing.a_member(name, language="en")
    join_community(by=member, community=edition.story.community, accepts_charter=True)
    return member


@pytest.fixture
def nour(edition: Edition) -> Member:
    return a_translator(edition)


@pytest.fixture
def translation(edition: Edition, nour: Member) -> Translation:
    return open_translation(by=nour, edition=edition, language="en", key=uuid7())


def signed_in(member: Member) -> Client:
    """A browser of theirs, in English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(member)
    return client


def pressed(edition: Edition) -> Edition:
    """The edition once the press has made its files."""
    run_due_jobs()
    edition.refresh_from_db()
    assert edition.is_ready
    return edition
