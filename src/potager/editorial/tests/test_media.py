"""Sound and film in an article: uploaded or by link, in words first, asked of nobody before a click."""

import json
import wave
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from potager import testing
from potager.config.middleware import CONTENT_SECURITY_POLICY
from potager.editorial import embedding, holding, incoming
from potager.editorial.models import Article, Medium
from potager.editorial.tests.test_pictures import SCRIPT, browser, sent, upload, write
from potager.jobs.worker import run_due_jobs
from potager.journal.models import Activity
from potager.lib import fetching
from potager.lib.ids import uuid7
from potager.lib.tests.elsewhere import network, saying, serving
from potager.lib.tests.filmed import a_film
from potager.members.models import Member

pytestmark = pytest.mark.django_db
YOUTUBE = "https://youtu.be/dQw4w9WgXcQ?si=abc"


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor() -> Member:
    return testing.a_member("Éline", language="en")


@pytest.fixture
def article(editor: Member) -> Article:
    return testing.an_article(by=editor, is_published=False)


def a_sound() -> bytes:
    data = BytesIO()
    with wave.open(data, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(b"\0\0" * 8000)
    return data.getvalue()


def link(client: Client, article: Article, address: str) -> Any:
    return client.post(f"/articles/{article.pk}/link/", {"address": address}, **SCRIPT)


def kinds() -> list[str]:
    return list(Activity.objects.filter(kind__startswith="medium.").values_list("kind", flat=True))


def read(client: Client, path: str, part: str = "") -> Any:
    answer = client.get(path, headers={"Range": part} if part else {})
    answer.data = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return answer


def published(client: Client, article: Article) -> Any:
    return client.post(f"/articles/{article.pk}/publish/")


def test_a_recording_and_a_film_from_the_file_to_their_readers(editor: Member, article: Article) -> None:
    client = browser(editor)
    for data in (a_sound(), a_film(told={"title": "SECRET"}), a_film(codec=None)):
        assert upload(client, article, sent(data, name='"><script>.exe')).status_code == 201
    run_due_jobs()
    sound, film, alone = Medium.objects.order_by("added_at")
    assert [one.kind for one in (sound, film, alone)] == ["sound", "video", "sound"]
    assert (film.ending, film.width, film.seconds, sound.ending) == ("mp4", 64, 1, "mp3")
    write(article, editor, f"x\n\n![](media:{sound.pk})\n\n![](media:{film.pk})")
    assert "lacks its words" in published(client, article).content.decode()
    for one in (sound, film):
        said = {"title": "Rain", "words": "It rains.\nStill.", "credit": "Éline", "key": uuid7()}
        assert "Rain" in client.post(f"/articles/media/{one.pk}/describe/", said, **SCRIPT).content.decode()
    assert read(browser(), film.file_address).status_code == 404
    page = browser().get(published(client, article)["Location"]).content.decode()
    assert f'<video controls="" preload="metadata" playsinline="" src="{film.file_address}"' in page
    assert "It rains." in page and f'src="{sound.file_address}"' in page
    whole = read(browser(), film.file_address)
    assert (whole.status_code, whole["Content-Type"], whole["Accept-Ranges"]) == (200, "video/mp4", "bytes")
    assert b"SECRET" not in whole.data and len(whole.data) == int(whole["Content-Length"]) == film.bytes
    part = read(browser(), film.file_address, "bytes=10-19")
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{film.bytes}"
    assert read(browser(), film.file_address, f"bytes={film.bytes}-").status_code == 416
    assert read(browser(), alone.file_address).status_code == 404, "no text shows it"
    assert read(browser(), film.file_address.replace(".mp4", ".html")).status_code == 404
    assert kinds() == ["medium.added"] * 3 + ["medium.described"] * 2


def test_what_browsers_do_not_play_is_refused_in_words(editor: Member, article: Article) -> None:
    client = browser(editor)
    for data in (a_film(codec="mpeg4"), a_film()[:300], b"ID3" + b"x" * 500):
        upload(client, article, sent(data))
    run_due_jobs()
    said = list(Medium.objects.order_by("added_at").values_list("refusal", flat=True))
    assert "H.264" in said[0] and "damaged" in said[1] and said[2]
    assert not any(incoming.path_of(one.pk).exists() for one in Medium.objects.all())


def test_a_person_s_share_of_the_disk_ends(
    editor: Member, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "MOST_KEPT", 100)
    answer = upload(browser(editor), article, sent(a_sound()))
    assert answer.status_code == 409 and "all the room" in answer.content.decode()


def test_a_link_is_asked_for_its_title_once_by_the_worker(
    editor: Member,
    article: Article,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {
        "title": "A <b>film</b>\r\nX: y",
        "author_name": "Somebody",
        "thumbnail_url": "https://evil.example/x.png",
        "html": "<script>",
    }
    with serving(saying(body=json.dumps(told).encode(), Content_Type="application/json")) as server:
        monkeypatch.setattr(fetching, "NETWORK", network(server))
        asked = f"http://oembed.example:{server.port}/oembed"
        monkeypatch.setattr(
            embedding, "PROVIDERS", tuple(replace(one, oembed=asked) for one in embedding.PROVIDERS)
        )
        assert link(browser(editor), article, YOUTUBE).status_code == 201
        run_due_jobs()
    medium = Medium.objects.get()
    assert (medium.title, medium.credit, medium.state) == ("A <b>film</b> X: y", "Somebody", "ready")
    assert b"watch%3Fv%3DdQw4w9WgXcQ" in server.asked[0] and len(server.asked) == 1
    assert kinds() == ["medium.linked"]


def test_it_is_shown_after_a_click_and_the_page_frames_that_place_alone(
    editor: Member, article: Article
) -> None:
    client = browser(editor)
    made = Medium.objects.create(
        article=article, by=editor, kind="embed", state="ready", digest="0" * 32, provider="youtube",
        address="https://www.youtube.com/watch?v=dQw4w9WgXcQ", title="A <b>film</b>",
    )  # fmt: skip
    write(article, editor, f"x\n\n![](media:{made.pk})")
    assert "“A <b>film</b>” lacks" in published(client, article).content.decode().replace(
        "&lt;", "<"
    ).replace("&gt;", ">")
    client.post(f"/articles/media/{made.pk}/describe/", {"title": "A <b>film</b>", "words": "Peas grow."})
    where = published(client, article)["Location"]
    answer = browser().get(where)
    page = answer.content.decode()
    assert "<iframe" not in page and 'img src="https' not in page
    assert 'data-player="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in page
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in page and "embeds.js" in page
    assert "www.youtube-nocookie.com) learns" in page and "A &lt;b&gt;film" in page
    assert (
        answer["Content-Security-Policy"]
        == f"{CONTENT_SECURITY_POLICY}; frame-src https://www.youtube-nocookie.com"
    )
    assert "X-Potager-Frames" not in answer
    other = testing.an_article(by=editor, community=article.community, title="Plain")
    assert browser().get(other.get_absolute_url())["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_addresses_that_are_known_and_others() -> None:
    for address, player in (
        (YOUTUBE, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://m.youtube.com/watch?t=3&v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://framatube.org/w/9dRFC6Ya11NCVeYKn8ZhiD", "https://framatube.org/videos/embed/9dRFC6Ya11NCVeYKn8ZhiD"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://www.dailymotion.com/video/x84sh87", "https://geo.dailymotion.com/player.html?video=x84sh87"),
        ("https://soundcloud.com/garden/rain", "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fgarden%2Frain"),
        ("https://www.arte.tv/fr/videos/113043-000-A/les-pois/", "https://www.arte.tv/embeds/fr/113043-000-A?autoplay=false"),
        ("https://archive.org/details/peas_1920", "https://archive.org/embed/peas_1920"),
    ):  # fmt: skip
        found = embedding.recognised(address)
        assert found and found.player == player
        assert embedding.recognised(found.page) and embedding.origins_in(f'data-player="{player}"')
    for address in (
        "https://evil.example/watch?v=dQw4w9WgXcQ", "javascript:alert(1)//youtu.be/dQw4w9WgXcQ", "https://youtu.be:8080/dQw4w9WgXcQ",
        "https://youtu.be@evil.example/dQw4w9WgXcQ", "https://a@youtu.be/dQw4w9WgXcQ", 'https://youtu.be/"><script>', "https://[",
        "https://youtu.be/dQw4w9WgXcQ/../x", "file:///etc/passwd", "https://vimeo.com/" + "9" * 600, "", "https://www.youtube.com/",
    ):  # fmt: skip
        assert embedding.recognised(address) is None
    assert embedding.origins_in('data-player="https://evil.example/x"') == []


def test_an_unknown_address_stays_a_link(editor: Member, article: Article) -> None:
    answer = link(browser(editor), article, "https://evil.example/film")
    assert answer.status_code == 422 and "link in the text" in answer.content.decode()


def test_only_who_writes_the_article_touches_its_media(editor: Member, article: Article) -> None:
    made = Medium.objects.create(article=article, by=editor, state="ready", digest="0" * 32, ending="mp3")
    neighbour = testing.a_member("Nils")
    for who, status in ((None, 302), (neighbour, 404)):
        assert link(browser(who), article, YOUTUBE).status_code == status
        for name in ("describe", "remove", "restore"):
            assert browser(who).post(f"/articles/media/{made.pk}/{name}/").status_code == status
    client = browser(editor)
    assert "Put back" in client.post(f"/articles/media/{made.pk}/remove/", **SCRIPT).content.decode()
    assert client.post(f"/articles/media/{made.pk}/restore/").status_code == 302
    assert client.post(f"/articles/pictures/{made.pk}/remove/").status_code == 404
    assert kinds() == ["medium.removed", "medium.restored"]
