"""Texts that break other people's software, through every field by real forms, then looked at wherever they stand."""

import io
import json
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from markup import assert_harmless
from village import Village, a_village, browser
from ways import WAYS, path_to

from potager.communities.actions import open_community  # noqa: F401
from potager.journal.models import Activity
from potager.live.events import event
from potager.notices.models import Mail
from potager.notices.readers import handle
from potager.press import actions as press
from potager.stories import blocks
from potager.stories.actions import close_story
from potager.stories.models import Contribution, Story

pytestmark = pytest.mark.django_db

REPOSITORY = Path(__file__).resolve().parents[2]
LIST = REPOSITORY.parent / "shared/data/security/minimaxir+big-list-of-naughty-strings/blns.json"
OWN = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' autofocus onfocus=alert(1) x='",
    "</textarea><script>alert(1)</script>", "</title><svg onload=alert(1)>", "<!--", "]]>", "--><script>x</script>",
    "{{ 7|add:7 }}{% now 'Y' %}", "%(actor)s %s %n", "javascript:alert(1)", "&lt;script&gt;", "&#60;script&#62;",
    "data: x\n\nevent: reload\ndata: y", "\u2028\u2029\x85\x0b\x0c", "a\x00b\x1b[2J\x07", "\ud800 half",
    "\u202eevil\u2066", "e" + "\u0301" * 300, "\ufeff\u200b", "#raw[`x`] $x$ @y <z> \\u{0} *_", "=cmd|' /C calc'!A0",
    "\ufdd0\uffff\U0010ffff", "Bcc: all@example.org\r\nX: y", "../../etc/passwd", "x" * 5000,
]  # fmt: skip


def texts() -> list[str]:
    """The big list, if it is on this machine; always our own."""
    return OWN + (json.loads(LIST.read_text()) if LIST.exists() else [])


def handfuls() -> list[str]:
    """Ours one by one, those of the list five at a time."""
    listed = texts()[len(OWN) :]
    return OWN + ["\n".join(listed[start : start + 5]) for start in range(0, len(listed), 5)]


def send(client: Client, path: str, form: dict[str, Any]) -> Any:
    """A form as a client without scruples sends it; halves of surrogate pairs as three bytes each."""
    pairs = [(name, str(value).encode("utf-8", "surrogatepass")) for name, value in form.items()]
    body = b"&".join(f"{name}=".encode() + _quoted(value) for name, value in pairs)
    answer = client.generic("POST", path, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {200, 201, 302, 401, 403, 404, 409, 413, 422, 429}, (path, form)
    assert_harmless(answer, (path, form))
    return answer


def _quoted(value: bytes) -> bytes:
    return b"".join(b"%%%02x" % byte for byte in value)


def look_around(village: Village, *who: str) -> None:
    """Every page that shows something of the village holds nothing but text."""
    for person in who:
        for name, way in WAYS.items():
            if way.safe and not name.startswith("members:sign_out"):
                assert_harmless(village.browser(person).get(path_to(name, village)), (name, person))


def fields_of(village: Village, text: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Who sends what where, the text in each field that takes words."""
    address = village.community.address
    terms = {"name": text, "address": address, "language": "en", "visibility": "public", "joining": "request"}
    call = {"title": text, "opening": text, "guidance": text, "agreement": text, "most_sentences": 50,
            "most_characters": 20_000, "pause_minutes": 0, "writers": "anyone", "language": "en", "licence": "cc0",
            "twice_in_a_row": "on"}  # fmt: skip
    return [
        ("owner", path_to("communities:change_community", village), {**terms, "description": text, "charter": text}),
        ("owner", path_to("communities:change_community", village),
         {**terms, "name": "Under glass", "description": text, "charter": text, "address": text[:30]}),
        ("owner", path_to("stories:open_story", village), call),
        ("keeper", path_to("communities:open_community", village), {**terms, "address": text}),
        ("member", "/me/", {"name": text, "language": "en", "time_zone": "UTC"}),
        ("member", "/me/", {"name": "Member Quince", "language": text, "time_zone": text}),
        ("member", "/me/password/", {"password": text, "current": text}),
        ("stranger", "/sign-in/", {"email": text}),
        ("stranger", "/sign-in/", {"email": f"{text}@example.org"}),
        ("stranger", "/sign-in/code/", {"email": "a@b.org", "code": text, "name": text, "time_zone": text}),
        ("stranger", "/sign-in/password/", {"email": text, "password": text}),
        ("stranger", "/language/", {"language": text, "next": text}),
        ("stranger", path_to("communities:join_community", village),
         {"name": text, "email": f"{len(text)}@example.org", "note": text, "accepts_charter": "on", "code": text}),
        ("former", path_to("communities:join_community", village), {"note": text, "accepts_charter": "on"}),
        ("former", path_to("communities:withdraw_request", village), {"key": text}),
        ("owner", path_to("communities:change_role", village), {"role": text, "key": text}),
        ("owner", path_to("communities:invitations", village), {"lasts": text, "most_uses": text}),
        ("animateur", path_to("stories:add_contribution", village), {"text": text, "signature": text, "anyway": "1"}),
        ("stranger", path_to("stories:add_contribution", village),
         {"text": text, "name": text, "email": text, "code": text, "seen": text, "key": text}),
        ("stranger", path_to("stories:add_contribution", village),
         {"text": "A bean.", "name": text, "email": "guest@example.org"}),
        ("stranger", path_to("stories:count_sentences", village), {"text": text}),
        ("owner", path_to("stories:decline_contribution", village), {"reason": text}),
        ("owner", path_to("stories:restore_contribution", village), {}),
        ("owner", path_to("stories:set_aside_contribution", village), {"reason": text}),
        ("owner", path_to("stories:extend_story", village), {"more": text, "until": text}),
        ("owner", path_to("press:release_book", village), {"title": text, "subtitle": text, "key": text}),
    ]  # fmt: skip


def test_every_field_takes_every_text() -> None:
    village = a_village("public")
    Story.objects.filter(pk=village.story.pk).update(twice_in_a_row=True, most_sentences=50)
    for number, text in enumerate(handfuls()):
        forms = fields_of(village, text)
        for who, path, form in forms[number % 4 :: 4]:
            send(village.browser(who), path, form)
    look_around(village, "stranger", "owner", "keeper")
    for mail in Mail.objects.all():
        assert "\x00" not in mail.body
        mail.as_message().message().as_bytes()


def test_what_is_shown_is_what_was_written() -> None:
    village = a_village("public")
    Story.objects.filter(pk=village.story.pk).update(twice_in_a_row=True)
    story = path_to("stories:story", village)
    for text in OWN[:12]:
        answer = send(
            village.browser("animateur"), path_to("stories:add_contribution", village), {"text": text}
        )
        assert answer.status_code == 302, text
    page = village.browser("stranger").get(story).content.decode()
    for text in OWN[:12]:
        assert text not in page or not re.search(r"[<>]", text)
        assert _letters(text) in _letters(unescape(re.sub(r"<[^>]+>", " ", page))), text


def _letters(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f'’‘\"“”«»…–—-]+", "", text)


def test_live_fragments_are_one_event_whatever_they_hold() -> None:
    for text in texts():
        told = event("contribution.added", text.encode("utf-8", "replace").decode(), position=7).decode()
        lines = told.split("\n")
        assert lines[:2] == ["id: 7", "event: contribution.added"]
        assert lines[-2:] == ["", ""]
        assert all(line.startswith("data: ") for line in lines[2:-2])


def test_a_book_of_hostile_texts_is_well_formed() -> None:
    village = a_village("public")
    story = village.story
    Story.objects.filter(pk=story.pk).update(
        twice_in_a_row=True,
        most_sentences=50,
        most_characters=20_000,
        title=OWN[4][:120],
        opening="\n".join(OWN[:12]),
    )
    blocks.forget_all()
    for start in range(0, len(texts()), 25):
        text = "\n".join(texts()[start : start + 25])
        for piece in re.findall(r"(?s).{1,400}", text):
            send(village.browser("animateur"), path_to("stories:add_contribution", village),
                 {"text": piece, "signature": piece[:60]})  # fmt: skip
    story.refresh_from_db()
    assert Contribution.objects.filter(story=story).count() > 20
    close_story(by=village.people["owner"], story=story)
    answer = send(village.browser("owner"), f"/stories/{story.pk}/release/",
                  {"title": OWN[1], "subtitle": OWN[2], "key": "01900000-0000-7000-8000-000000000009"})  # fmt: skip
    edition = story.editions.get()
    assert answer["Location"] == f"/books/{edition.pk}/"
    press.press_book(edition=edition)
    edition.refresh_from_db()
    assert edition.is_ready, edition.error
    assert_harmless(village.browser("stranger").get(f"/books/{edition.pk}/"))
    download = village.browser("stranger").get(f"/books/{edition.pk}/x.epub")
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.epub"', download["Content-Disposition"])
    _read(b"".join(download.streaming_content))


def _read(epub: bytes) -> None:
    """Every document of the book is well formed, and holds nothing that runs."""
    with zipfile.ZipFile(io.BytesIO(epub)) as book:
        for name in book.namelist():
            assert not name.startswith("/")
            assert ".." not in name
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
                root = ElementTree.fromstring(book.read(name))
                for element in root.iter():
                    assert element.tag.rpartition("}")[2] not in {"script", "iframe", "object", "embed"}, name
                    assert not [key for key in element.attrib if key.startswith("on")], name


def test_letters_of_hostile_names() -> None:
    village = a_village("public")
    for number, text in enumerate(OWN):
        send(village.browser("member"), "/me/", {"name": text[:80], "language": "en", "time_zone": "UTC"})
        send(
            village.browser("owner"), path_to("stories:decline_contribution", village), {"reason": text[:500]}
        )
        send(village.browser("owner"), path_to("stories:restore_contribution", village), {})
        assert number < len(OWN)
    for activity in Activity.objects.order_by("position"):
        handle(activity)
    for mail in Mail.objects.all():
        head = mail.as_message().message().as_bytes().partition(b"\n\n")[0]
        assert b"\nBcc:" not in head
        assert b"\nX:" not in head


def test_a_stranger_gets_no_further_with_a_name() -> None:
    for text in OWN:
        send(
            browser(),
            "/first-run/",
            {"code": text, "name": text, "email": text, "language": text, "time_zone": text},
        )
