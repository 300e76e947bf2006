"""What is too much: of text, of fields, of questions. Each has an end, and each end is quick."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.forms import CharField, Form, IntegerField
from django.utils import timezone
from village import a_village
from ways import path_to

from potager.communities import forms as communities
from potager.journal.models import Activity
from potager.members import forms as members
from potager.notices import readers as notices
from potager.notices.models import Mail
from potager.press import forms as press
from potager.stories import forms as stories
from potager.stories.actions import close_story
from potager.stories.models import Story

pytestmark = pytest.mark.django_db
SECONDS = 2.0  # of work; a hostile text that is not read in linear time takes minutes

# Fields without a limit of their own, and what limits them instead.
LIMITED_ELSEWHERE = {"ComposerForm.text": "the story's most characters, counted by its rules"}


def all_forms() -> list[type[Form]]:
    """Every form of the house."""
    found = [
        one
        for module in (members, communities, stories, press)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Form) and one is not Form
    ]
    assert len(found) > 12
    return found


def test_every_field_has_a_limit() -> None:
    endless = [
        f"{form.__name__}.{name}"
        for form in all_forms()
        for name, field in form.base_fields.items()
        if (isinstance(field, CharField) and type(field).__name__ != "UUIDField" and field.max_length is None)
        or (isinstance(field, IntegerField) and (field.max_value is None or field.min_value is None))
    ]
    assert set(endless) == set(LIMITED_ELSEWHERE)


HOSTILE = {
    "one letter": "a", "points": ". ", "dialogue": "« Oui ! » ", "capitals": "A. ", "ellipses": "... ", "quotes": "\"'",
    "zalgo": "e" + "\u0301" * 50, "lines": "\n", "emoticons": ":-) ", "abbreviations": "M. etc. ", "brackets": "([{",
    "addresses": "http://a.b/c?d=e ", "spaces": " \u00a0\u202f", "emoji": "👩‍👩‍👧 ", "nul": "\x00", "tags": "<b>&amp;",
}  # fmt: skip


def test_counting_ends_soon() -> None:
    village = a_village("public")
    Story.objects.filter(pk=village.story.pk).update(most_characters=20_000)
    for kind, unit in HOSTILE.items():
        for length in (100_000, 20_000):
            text = (unit * length)[:length]
            for name in ("stories:count_sentences", "stories:add_contribution"):
                start = time.process_time()
                answer = village.browser("animateur").post(path_to(name, village), {"text": text})
                assert answer.status_code in {200, 302, 409, 413, 422}, (kind, name)
                assert time.process_time() - start < SECONDS, (kind, name)
                assert len(answer.content) < 2_000_000


def test_texts_beyond_every_limit() -> None:
    village = a_village("public")
    text = "Long. " * 380_000  # as much as the front lets through
    start = time.process_time()
    posts: list[tuple[str, str, dict[str, Any]]] = [
        ("animateur", path_to("stories:count_sentences", village), {"text": text}),
        ("animateur", path_to("stories:add_contribution", village), {"text": text}),
        (
            "stranger",
            path_to("stories:add_contribution", village),
            {"text": "A.", "name": text, "email": "a@b.org"},
        ),
        ("stranger", "/sign-in/", {"email": text}),
        ("stranger", "/sign-in/password/", {"email": "a@b.org", "password": text}),
        ("stranger", "/language/", {"language": text, "next": "/" + text}),
        ("owner", path_to("communities:change_community", village), {"name": text, "charter": text}),
        ("owner", path_to("stories:decline_contribution", village), {"reason": text}),
        ("member", "/me/", {"name": text, "language": text, "time_zone": text}),
    ]
    for who, path, form in posts:
        answer = village.browser(who).post(path, form)
        assert answer.status_code in {200, 302, 400, 413, 422}, path
    assert time.process_time() - start < 4 * SECONDS


def test_a_thousand_fields_are_too_many() -> None:
    village = a_village("public")
    for name in ("stories:add_contribution", "communities:join_community", "stories:count_sentences"):
        answer = village.browser("stranger").post(path_to(name, village), {f"f{n}": "x" for n in range(1000)})
        assert answer.status_code == 400, name


def test_whoever_left_hears_no_more_of_the_story_they_hosted() -> None:
    village = a_village("private")
    village.community.memberships.filter(member=village.people["host"]).update(state="removed")
    Mail.objects.all().delete()
    Story.objects.filter(pk=village.story.pk).update(
        opens_at=timezone.now() - timedelta(days=2), closes_at=timezone.now() - timedelta(seconds=1)
    )
    close_story(by=None, story=village.story)
    notices.handle(Activity.objects.get(kind="story.closed", target=f"story:{village.story.pk}"))
    author = village.people["member"].email  # is asked how the book names them; nobody else is told
    assert set(Mail.objects.values_list("to", flat=True)) <= {author}
