"""Arranging a front page and choosing a look, through the pages, and strangers who try."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from potager import testing
from potager.communities.front import usual_blocks
from potager.frontpages.colours import contrast
from potager.frontpages.models import Theme
from potager.frontpages.sheets import PAPERS, READING, tokens_of
from potager.journal.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(client):
    owner = testing.a_member("Odette", language="en")
    community = testing.a_community(owner=owner)
    client.force_login(owner)
    return owner, community, client


def test_arrange_front(house) -> None:
    owner, community, client = house
    testing.an_article(community=community, by=owner, title="Pumpkins first")
    article = testing.an_article(community=community, by=owner, title="Leeks second")
    url = f"/c/{community.address}/front/"
    usual = [name for name, _label in usual_blocks()]
    client.post(url, {"do": "add", "name": "words"})
    client.post(url, {"do": "choose", "place": len(usual) + 1, "text": "Welcome, *you*."})
    client.post(url, {"do": "to", "place": len(usual) + 1, "to": 1})
    client.post(url, {"do": "add", "name": "chosen"})
    client.post(url, {"do": "choose", "place": len(usual) + 2, "chosen": [str(article.pk), "nonsense"]})
    client.post(url, {"do": "remove", "place": usual.index("editorial") + 2})
    page = Client().get(f"/c/{community.address}/", headers={"accept-language": "en"}).content.decode()
    assert page.index("<em>you</em>") < page.index("Leeks second")
    assert "Chosen for you" in page and "front-articles" not in page
    assert Activity.objects.filter(kind="front.arranged").last().facts["number"] == 6
    client.post(f"{url}undo/")
    page = Client().get(f"/c/{community.address}/", headers={"accept-language": "en"}).content.decode()
    assert "front-articles" in page
    assert "Take the last change back" in client.get(url).content.decode()


def test_a_front_page_holds_only_what_apps_offer(house) -> None:
    _owner, community, client = house
    answer = client.post(f"/c/{community.address}/front/", {"do": "add", "name": "../../etc/passwd"})
    assert answer.status_code == 422


def test_change_theme(house) -> None:
    _owner, community, client = house
    url = f"/c/{community.address}/theme/"
    look = {"colour": "#ffff00", "paper": "mist", "face": "plain", "ornament": "radish"}
    page = client.get(url, look).content.decode()
    assert "tried.css?colour=%23ffff00" in page and not Theme.objects.exists()
    assert "oklch" in client.get(f"{url}tried.css", look).content.decode()
    picture = {"logo": _file(testing.a_picture())}
    assert client.post(url, {**look, **picture}).status_code == 302
    theme = Theme.objects.get()
    community.refresh_from_db()
    page = Client().get(f"/c/{community.address}/").content.decode()
    assert f"{url}{community.dress}.css" in page and f"{url}{theme.logo}.webp" in page
    assert Client().get(f"{url}{community.dress}.css")["Content-Type"] == "text/css"
    assert Client().get(f"{url}{theme.logo}.webp")["Content-Type"] == "image/webp"
    assert Activity.objects.get(kind="theme.changed").facts == {"number": 1}
    client.post(f"{url}undo/")
    community.refresh_from_db()
    assert not community.logo and not community.ornament


@pytest.mark.parametrize("colour", ["red", "#12345", "#gggggg", "</style>", "#ffffff;}"])
def test_a_colour_is_a_colour(house, colour: str) -> None:
    _owner, community, client = house
    url = f"/c/{community.address}/theme/"
    typed = {"colour": colour, "paper": "mist", "face": "plain", "ornament": ""}
    assert client.post(url, typed).status_code == 422
    assert client.get(f"{url}tried.css", typed).status_code == 404


def test_an_svg_is_no_logo(house) -> None:
    _owner, community, client = house
    typed = {
        "colour": "#112233",
        "paper": "mist",
        "face": "plain",
        "logo": _file(b"<svg onload='alert(1)'/>"),
    }
    answer = client.post(f"/c/{community.address}/theme/", typed)
    assert answer.status_code == 422 and not Theme.objects.exists()


def test_nobody_else_arranges(house) -> None:
    _owner, community, _client = house
    stranger, other = Client(), Client()
    member = testing.a_member("Max", language="en")
    other.force_login(member)
    for path in ("front/", "front/undo/", "theme/", "theme/undo/"):
        assert stranger.post(f"/c/{community.address}/{path}", {"do": "usual"}).status_code == 302
        assert other.post(f"/c/{community.address}/{path}", {"do": "usual"}).status_code == 403
    assert not Activity.objects.filter(kind__in=["front.arranged", "theme.changed"]).exists()


def test_whatever_is_chosen_can_be_read() -> None:
    """Weak and strong, dark and bright, on every paper, by day and by night."""
    picked = ["#000000", "#ffffff", "#ffff00", "#00ff00", "#0000ff", "#ff00ff", "#7f7f7f", "#ff8800"]
    for paper in PAPERS:
        for colour in picked:
            tokens = tokens_of(Theme(colour=colour, paper=paper))
            for name in ("leaf", "leaf-deep"):
                for ground in ("paper", "sheet", "leaf-bg", "on-leaf"):
                    for place in (0, 1):
                        found = contrast(tokens[name][place], tokens[ground][place])
                        assert found >= READING - 0.01, (paper, colour, name, ground)


def _file(data: bytes):
    return SimpleUploadedFile("logo.png", data)
