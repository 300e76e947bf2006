"""Pictures of a story: bringing, accepting, declining, restoring and withdrawing them; strangers do none of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse

from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.tests.test_sounds import recording
from potager.stories.actions.authors import sign_contributions, withdraw_all
from potager.stories.models import Illustration
from potager.stories.tests.conftest import Garden, told
from potager.testing import a_picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _storage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(garden: Garden, who: Any = "member", data: bytes | None = None, **more: Any) -> Any:
    """Post the form, as somebody."""
    person = getattr(garden, who) if who else None
    file = SimpleUploadedFile("../x.svg", a_picture() if data is None else data, content_type="image/svg+xml")
    fields = {"picture": file, "alternative": "A bean in a hat.", "credit": "Ada", "licence": "cc-by", "after": "0",
              "consent": "on", "key": str(uuid7()), **more}  # fmt: skip
    return garden.browser(person).post(garden.path("illustrations/upload/"), fields)


def brought(garden: Garden, **more: Any) -> Illustration:
    answer = sent(garden, **more)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return Illustration.objects.get()


def post(garden: Garden, who: str | None, found: Illustration, verb: str, **fields: Any) -> HttpResponse:
    person = getattr(garden, who) if who else None
    return garden.browser(person).post(f"/illustrations/{found.pk}/{verb}/", fields)


def test_add_illustration(garden: Garden) -> None:
    part = garden.written("A bean stirred.", by=garden.stranger)
    found = brought(garden, after="1", caption="The hat <b>fits</b>")
    assert (found.after, found.state, found.credit, found.owed) == (1, "shown", "Ada", "Ada, CC BY")
    page = garden.browser(None).get(garden.path()).content.decode()
    assert 'alt="A bean in a hat."' in page
    assert "The hat &lt;b&gt;fits&lt;/b&gt;" in page
    assert page.index(f'id="contribution-{part.pk}"') < page.index(f'id="illustration-{found.pk}"')
    act = told("illustration.added")
    assert (act.actor, act.place, act.facts) == (garden.member.pk, f"story:{garden.story.pk}", {"after": 1})
    answer = garden.browser(None).get(found.address)
    assert answer["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "wrong",
    [{"alternative": ""}, {"credit": " "}, {"consent": ""}, {"licence": "mine"}, {"after": "7"}, {"after": "-1"},
     {"data": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"}, {"data": b""},
     {"data": a_picture()[:80]}],
)  # fmt: skip
def test_a_picture_that_will_not_do_is_refused_and_the_words_stay(
    garden: Garden, wrong: dict[str, Any]
) -> None:
    answer = sent(garden, caption="The hat", **wrong)
    assert answer.status_code == 422
    assert 'value="The hat"' in answer.content.decode()
    assert not Illustration.objects.exists()


def test_the_same_form_twice_is_one_picture(garden: Garden) -> None:
    key = str(uuid7())
    sent(garden, key=key)
    sent(garden, key=key)
    assert Illustration.objects.count() == 1


def test_a_story_takes_so_many_pictures(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("potager.stories.rules.MOST_OF_ONE", 1)
    brought(garden)
    answer = sent(garden)
    assert answer.status_code == 422
    assert "as many pictures as this story takes" in answer.content.decode()


def test_who_may_not_write_brings_no_picture(plant: Callable[..., Garden]) -> None:
    garden = plant(writers="members")
    assert sent(garden, who=None).status_code == 302  # to the sign-in page
    assert sent(garden, who="stranger").status_code == 403
    assert not Illustration.objects.exists()


def test_decline_and_restore_illustration(garden: Garden) -> None:
    found = brought(garden)
    for who in (None, "stranger", "member"):
        for verb in ("decline", "restore", "accept"):
            post(garden, who, found, verb, reason="No.")
    assert Illustration.objects.get().state == "shown"
    assert post(garden, "host", found, "decline", reason="").status_code == 422, "a kind word is asked for"
    assert post(garden, "host", found, "decline", reason="Too green.").status_code == 302
    assert told("illustration.declined").target == f"illustration:{found.pk}"
    assert "A bean in a hat." not in garden.browser(None).get(garden.path()).content.decode()
    assert garden.browser(None).get(found.address).status_code == 404
    assert garden.browser(garden.stranger).get(found.address).status_code == 404
    assert garden.browser(garden.member).get(found.address).status_code == 200, "their own"
    mine = garden.browser(garden.member).get(garden.path("illustrations/")).content.decode()
    assert "Too green." in mine
    assert post(garden, "host", found, "restore").status_code == 302
    assert told("illustration.restored")
    assert "A bean in a hat." in garden.browser(None).get(garden.path()).content.decode()


def test_accept_illustration(plant: Callable[..., Garden]) -> None:
    garden = plant(accepts_first=True)
    found = brought(garden)
    assert found.state == "waiting"
    assert "A bean in a hat." not in garden.browser(None).get(garden.path()).content.decode()
    assert not Activity.objects.filter(kind="illustration.added", place=f"story:{garden.story.pk}").exists()
    assert post(garden, "member", found, "accept").status_code == 403
    assert post(garden, "host", found, "accept").status_code == 302
    assert told("illustration.accepted").place == f"story:{garden.story.pk}"
    assert "A bean in a hat." in garden.browser(None).get(garden.path()).content.decode()


def test_withdraw_illustration(garden: Garden) -> None:
    found = brought(garden)
    for who in (None, "stranger", "host"):
        post(garden, who, found, "withdraw")
    assert Illustration.objects.get().state == "shown"
    assert post(garden, "member", found, "withdraw").status_code == 302
    assert told("illustration.withdrawn").actor == garden.member.pk
    assert not default_storage.exists(found.path_of(800))
    assert garden.browser(garden.member).get(found.address).status_code == 404


def test_a_stranger_sees_no_picture_of_a_private_story(plant: Callable[..., Garden]) -> None:
    garden = plant(community={"visibility": "private"}, writers="members")
    found = brought(garden)
    for person in (None, garden.stranger):
        assert garden.browser(person).get(found.address).status_code == 404
        assert garden.browser(person).get(garden.path("illustrations/")).status_code in {302, 404}
    assert garden.browser(garden.member).get(found.address).status_code == 200
    assert garden.browser(garden.member).get(found.address.replace(found.digest, "0" * 32)).status_code == 404


def test_pages_of_pictures_ask_the_database_the_same(
    garden: Garden, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(3):
        sent(garden)
    browser = garden.browser(garden.host)
    browser.get(garden.path("illustrations/"))
    with django_assert_max_num_queries(12):
        browser.get(garden.path("illustrations/"))


def test_a_recording_is_heard_on_the_page(garden: Garden) -> None:
    found = brought(garden, data=recording("ogg", "libopus", title="in Ada's kitchen"))
    assert found.is_sound
    assert found.address.endswith("-0.mp3")
    page = garden.browser(None).get(garden.path()).content.decode()
    assert f'<audio controls preload="none" src="{found.address}">' in page
    assert "A bean in a hat." in page, "what one hears is told in words"
    answer = garden.browser(None).get(found.address)
    assert answer["Content-Type"] == "audio/mpeg"
    assert b"kitchen" not in b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert garden.browser(None).get(found.address.replace("mp3", "jpg")).status_code == 404


def test_who_asks_for_no_name_is_not_named_beside_a_picture(garden: Garden) -> None:
    garden.written("A bean stirred.")
    found = brought(garden, credit="Ada Quince")
    for name, owed in (
        ("", "CC BY"),
        (None, "Ada Quince, CC BY"),
        ("", "CC BY"),
        ("La Chouette", "Ada Quince, CC BY"),
    ):
        with transaction.atomic():
            sign_contributions(story=garden.story, author=garden.member, name=name)
        assert Illustration.objects.get(pk=found.pk).owed == owed


def test_who_takes_all_back_takes_pictures_back_too(garden: Garden) -> None:
    found = brought(garden)
    withdraw_all(by=garden.member, story=garden.story)
    assert Illustration.objects.get(pk=found.pk).state == "withdrawn"
